"""The calendar of a school's year: what the policy and the protocol ask every year, from `facts/jaar.yml`.

iCalendar, RFC 5545. Every moment is a whole day that comes back each year (`VALUE=DATE` with an `RRULE`): there is no
time in it, so no time zone and no summer time that could move it. The days are our own proposal, and say so.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, zip_longest
from pathlib import Path
from typing import Any

import stamp
from facts import Entry, read_yaml
from problem import Problem, shown
from school import School

RANKS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "laatste": -1}
WEEKDAYS = {"maandag": "MO", "dinsdag": "TU", "woensdag": "WE", "donderdag": "TH", "vrijdag": "FR"}
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_WHEN = re.compile(rf"({'|'.join(RANKS)}) ({'|'.join(WEEKDAYS)}) van ({'|'.join(MONTHS)})")
_KEYS = ("bijgewerkt", "vanaf", "naam", "voorstel", "momenten")
_MOMENT_KEYS = ("wanneer", "titel", "tekst")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One day that comes back every year: the `rank`-th (-1: last) `weekday` ("MO") of `month` (1-12)."""

    id: str
    titel: str
    tekst: str
    rank: int
    weekday: str
    month: int

    def day(self, year: int) -> date:
        """The day in one year."""
        number = list(WEEKDAYS.values()).index(self.weekday)
        if self.rank > 0:
            first = date(year, self.month, 1)
            return first + timedelta(days=(number - first.weekday()) % 7 + 7 * (self.rank - 1))
        last = date(year + self.month // 12, self.month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - number) % 7)

    def first_day(self, start: date) -> date:
        """The first one on or after a day."""
        return next(day for year in count(start.year) if (day := self.day(year)) >= start)


@dataclass(frozen=True, kw_only=True)
class Year:
    """`facts/jaar.yml`: the moments, from when, and what each calendar says about them."""

    bijgewerkt: date
    vanaf: date
    naam: str
    voorstel: str
    momenten: tuple[Moment, ...]


def read_year(path: Path) -> tuple[Year | None, list[Problem]]:
    """The moments of a year, or None and everything that is to be mended in the file."""
    try:
        top, problems = read_yaml(path.read_text(encoding="utf-8-sig"), path)
    except FileNotFoundError:
        return None, [Problem(path, 1, "dit bestand ontbreekt. Zet het terug uit de vorige versie.")]
    except UnicodeDecodeError:
        message = "dit bestand is niet als UTF-8 bewaard. Bewaar het opnieuw en kies de codering UTF-8."
        return None, [Problem(path, 1, message)]
    if not isinstance(top, Entry):
        message = f"hier horen regels te staan voor {', '.join(_KEYS)}. Zet ze terug uit de vorige versie."
        return None, problems or [Problem(path, 1, message)]
    problems += (Problem(path, line, message) for line, message in _check(top))
    if problems:
        return None, sorted(problems)
    moments = (_moment(key, entry) for key, entry in top["momenten"].items())
    days = {key: date.fromisoformat(top[key]) for key in ("bijgewerkt", "vanaf")}
    return Year(naam=top["naam"], voorstel=top["voorstel"], momenten=tuple(moments), **days), []


def _moment(key: str, entry: Entry) -> Moment:
    found = _WHEN.fullmatch(entry["wanneer"])
    assert found
    return Moment(
        id=key,
        titel=entry["titel"],
        tekst=entry["tekst"],
        rank=RANKS[found[1]],
        weekday=WEEKDAYS[found[2]],
        month=MONTHS.index(found[3]) + 1,
    )


def _check(top: Entry) -> Iterator[tuple[int, str]]:
    yield from _check_keys(top, _KEYS, 1)
    for key in ("bijgewerkt", "vanaf"):
        if isinstance(value := top.get(key), str) and not _is_day(value):
            yield top.lines[key], f"bij '{key}' staat '{shown(value)}'. Schrijf een datum als 2026-11-22."
    moments = top.get("momenten")
    if not isinstance(moments, Entry):
        if "momenten" in top:
            yield top.lines["momenten"], "onder 'momenten' horen momenten te staan, ingesprongen. Vul ze aan."
        return
    for name, entry in moments.items():
        line = moments.lines[name]
        if not isinstance(entry, Entry):
            yield line, f"onder '{name}' horen {', '.join(_MOMENT_KEYS)} te staan, ingesprongen. Vul ze aan."
            continue
        yield from _check_keys(entry, _MOMENT_KEYS, line)
        if isinstance(when := entry.get("wanneer"), str) and not _WHEN.fullmatch(when):
            message = f"bij 'wanneer' staat '{shown(when)}'. Schrijf het zo: eerste maandag van september"
            yield entry.lines["wanneer"], message


def _check_keys(entry: Entry, known: tuple[str, ...], line: int) -> Iterator[tuple[int, str]]:
    for key in entry:
        if key not in known:
            yield entry.lines[key], f"'{key}' kennen we hier niet. Kies uit: {', '.join(known)}."
    for key in known:
        if key not in entry:
            yield line, f"'{key}' ontbreekt. Voeg een regel toe: {key}: …"
        elif key != "momenten" and not (isinstance(entry[key], str) and entry[key].strip()):
            yield entry.lines[key], f"bij '{key}' staat geen tekst. Vul in: {key}: …"


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def calendar(school: School, year: Year, address: str) -> bytes:
    """The calendar of one school as an .ics file; `address` is the whole web address of its page."""
    import icalendar  # here, since a build in which no calendar changed does not need to load it

    values = stamp.texts(school, address)
    found: Any = icalendar.Calendar()  # Any: the stubs of icalendar ask for its own kinds of text
    # Both are names that icalendar does not know as text, and so does not escape by itself.
    name = icalendar.vText(_filled(year.naam, values))
    found.add("prodid", "-//Sociale media op school//Mediawijs jaar//NL")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("name", name)
    found.add("x-wr-calname", name)
    for moment in year.momenten:
        found.add_component(_event(moment, year, values))
    return bytes(found.to_ical())


def _event(moment: Moment, year: Year, values: dict[str, str]) -> Any:
    import icalendar

    event: Any = icalendar.Event()
    changed = datetime.combine(year.bijgewerkt, time(), UTC)
    day = moment.first_day(year.vanaf)
    # The address of a school stays for ever, so the moment keeps its identity when its text or day changes.
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{values[stamp.ADDRESS]}#{moment.id}")))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("rrule", {"freq": "yearly", "bymonth": moment.month, "byday": f"{moment.rank}{moment.weekday}"})
    event.add("summary", _filled(moment.titel, values))
    event.add("description", f"{_filled(moment.tekst, values)}\n\n{year.voorstel}")
    event.add("url", values[stamp.ADDRESS])
    # A reminder does not make anyone's day full.
    event.add("transp", "TRANSPARENT")
    return event


def _filled(text: str, values: dict[str, str]) -> str:
    model = stamp.split(text)
    pairs = zip_longest((part.decode() for part in model.fixed), (values[key] for key in model.keys), fillvalue="")
    return "".join(fixed + value for fixed, value in pairs)

"""The calendar of a school's year: our own days, every year, for every calendar program."""

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import icalendar
import pytest
from dateutil.rrule import rrulestr

import agenda
from check import ROOT
from papers import SCHOOLS, address
from school import School

YEAR, PROBLEMS = agenda.read_year(ROOT / "facts" / "jaar.yml")
assert YEAR
WILG = School(slug="de-wilg-den-helder", naam='de Wilg; "Noord", \\ & zo', plaats="Den Helder")

GOOD = """\
bijgewerkt: 2026-11-22
vanaf: 2026-12-01
naam: Het jaar van [naam school]
voorstel: Dit is een voorstel.
momenten:
  team:
    wanneer: laatste vrijdag van mei
    titel: Vertel het
    tekst: Klaar. [naam school] doet dit.
"""


def events(school: School, year: agenda.Year = YEAR) -> list[icalendar.Event]:
    """The moments, read back from the file."""
    return list(icalendar.Calendar.from_ical(agenda.calendar(school, year, address(school))).walk("VEVENT"))


def days(event: icalendar.Event, until: int) -> Iterator[date]:
    """The days on which a calendar shows it."""
    start = event["dtstart"].dt
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=datetime(start.year, start.month, start.day))
    return (day.date() for day in rule.between(datetime(2026, 1, 1), datetime(until, 1, 1)))


def told(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "jaar.yml"
    path.write_text(text, encoding="utf-8")
    return [f"{one.line}: {one.message}" for one in agenda.read_year(path)[1]]


def test_our_own_year_has_nothing_to_mend() -> None:
    assert PROBLEMS == []
    assert [moment.id for moment in YEAR.momenten] == ["team", "lessen", "ouderavond", "schoolgids", "terugblik"]


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.slug)
def test_every_school_has_its_own_moments(school: School) -> None:
    found = events(school)

    assert len(found) == 5
    assert {event["url"] for event in found} == {address(school)}


def test_no_two_moments_of_any_school_are_taken_for_one() -> None:
    uids = [str(event["uid"]) for school in SCHOOLS for event in events(school)]

    assert len(set(uids)) == len(uids) == 5 * len(SCHOOLS)


def test_each_moment_comes_back_every_year_on_the_weekday_that_is_written() -> None:
    expected = {
        "team": (9, range(1, 8)),
        "lessen": (9, range(8, 15)),
        "ouderavond": (10, range(1, 8)),
        "schoolgids": (3, range(15, 22)),
        "terugblik": (6, range(15, 22)),
    }
    for moment, event in zip(YEAR.momenten, events(WILG), strict=True):
        found = list(days(event, until=2037))
        month, numbers = expected[moment.id]

        assert [day.year for day in found] == list(range(found[0].year, 2037))
        assert found[0].year in (2026, 2027)
        assert {day.weekday() for day in found} == {0}
        assert all(day.month == month and day.day in numbers for day in found)
        assert found == [moment.day(day.year) for day in found]


def test_a_moment_is_a_whole_day_that_no_summer_time_can_move() -> None:
    text = agenda.calendar(WILG, YEAR, address(WILG)).decode()

    assert "VTIMEZONE" not in text
    for event in events(WILG):
        assert type(event["dtstart"].dt) is type(event["dtend"].dt) is date
        assert (event["dtend"].dt - event["dtstart"].dt).days == 1
        assert event["transp"] == "TRANSPARENT"


def test_the_name_of_a_school_comes_back_as_it_is_written() -> None:
    found = icalendar.Calendar.from_ical(agenda.calendar(WILG, YEAR, address(WILG)))

    lines = agenda.calendar(WILG, YEAR, address(WILG)).decode().replace("\r\n ", "").split("\r\n")
    for key in ("NAME", "X-WR-CALNAME"):
        assert f'{key}:Mediawijs jaar van de Wilg\\; "Noord"\\, \\\\ & zo' in lines
    texts = [str(event["description"]) for event in found.walk("VEVENT")]
    assert any('de Wilg; "Noord", \\ & zo besteedt elk jaar' in text for text in texts)


def test_every_moment_says_that_its_day_is_our_proposal_and_the_ouderavond_that_it_is_advice() -> None:
    texts = {moment.id: str(event["description"]) for moment, event in zip(YEAR.momenten, events(WILG), strict=True)}

    assert all(
        text.endswith("\n\nDe dag is een voorstel van deze site. Verplaats hem gerust.") for text in texts.values()
    )
    assert "Het is een advies, geen plicht." in texts["ouderavond"]
    assert not any("advies" in text for key, text in texts.items() if key != "ouderavond")


def test_the_lines_of_the_file_are_as_the_standard_asks() -> None:
    data = agenda.calendar(WILG, YEAR, address(WILG))
    lines = data.split(b"\r\n")

    assert lines.pop() == b""
    assert len(lines) > 50
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_the_same_facts_give_the_same_bytes() -> None:
    assert agenda.calendar(WILG, YEAR, address(WILG)) == agenda.calendar(WILG, YEAR, address(WILG))
    assert {event["dtstamp"].dt.date() for event in events(WILG)} == {YEAR.bijgewerkt}


def test_a_moment_that_moves_or_is_worded_anew_replaces_the_old_one_in_a_calendar() -> None:
    moved = dataclasses.replace(YEAR.momenten[0], titel="Anders", month=10)
    changed = dataclasses.replace(YEAR, momenten=(moved, *YEAR.momenten[1:]))

    assert [event["uid"] for event in events(WILG, changed)] == [event["uid"] for event in events(WILG)]
    # Written out once: a calendar that a school took over in 2026 must know the moment again in 2036.
    assert events(WILG)[0]["uid"] == "f6fa8c24-dcd6-54fc-bb73-0d5c983d22fd"


@pytest.mark.parametrize(("year", "day"), [(2026, date(2026, 5, 29)), (2027, date(2027, 5, 28))])
def test_the_last_weekday_of_a_month_is_found(tmp_path: Path, year: int, day: date) -> None:
    path = tmp_path / "jaar.yml"
    path.write_text(GOOD, encoding="utf-8")
    found, problems = agenda.read_year(path)

    assert problems == []
    assert found
    assert found.momenten[0].day(year) == day
    assert next(days(events(WILG, found)[0], 2030)) == date(2027, 5, 28)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "laatste vrijdag van mei",
            "de laatste vrijdag in mei",
            "7: bij 'wanneer' staat 'de laatste vrijdag in mei'. Schrijf het zo: eerste maandag van september",
        ),
        ("2026-11-22", "22 november", "1: bij 'bijgewerkt' staat '22 november'. Schrijf een datum als 2026-11-22."),
        ("voorstel: Dit is een voorstel.\n", "", "1: 'voorstel' ontbreekt. Voeg een regel toe: voorstel: …"),
        ("    titel: Vertel het\n", "    titel:\n", "8: bij 'titel' staat geen tekst. Vul in: titel: …"),
        ("    titel: Vertel het\n", "", "6: 'titel' ontbreekt. Voeg een regel toe: titel: …"),
        (
            "    titel: Vertel het",
            "    titel: Vertel het\n    kleur: rood",
            "9: 'kleur' kennen we hier niet. Kies uit: wanneer, titel, tekst.",
        ),
        (
            GOOD[GOOD.index("  team:") :],
            "  team: maandag\n",
            "6: onder 'team' horen wanneer, titel, tekst te staan, ingesprongen. Vul ze aan.",
        ),
        (
            GOOD[GOOD.index("momenten:") :],
            "momenten: geen\n",
            "5: onder 'momenten' horen momenten te staan, ingesprongen. Vul ze aan.",
        ),
        (
            GOOD,
            "zomaar wat\n",
            "1: hier horen regels te staan voor bijgewerkt, vanaf, naam, voorstel, momenten. "
            "Zet ze terug uit de vorige versie.",
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_remedy(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert told(tmp_path, GOOD.replace(old, new, 1)) == [message]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("2026-12-01", "straks").replace("laatste", "zesde").replace("naam: Het", "naan: Het")

    assert [line.partition(":")[0] for line in told(tmp_path, text)] == ["1", "2", "3", "7"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    year, problems = agenda.read_year(tmp_path / "jaar.yml")

    assert year is None
    assert [one.message for one in problems] == ["dit bestand ontbreekt. Zet het terug uit de vorige versie."]

"""Make and compare the schools' files with DUO's open register of primary schools.

    python scripts/register.py --bestuur 79874 --bestand vestigingen-bo-2021-10.csv
    python scripts/register.py --bestuur 79874 --bestand vestigingen-bo-2021-10.csv --schrijf

The register is "Alle vestigingen basisonderwijs" of Dienst Uitvoering Onderwijs (duo.nl, open onderwijsdata). It has
had two layouts: until about 2021 in Windows-1252 with `;` (VESTIGINGSNUMMER = 15VE00), later in UTF-8 with
INSTELLINGSCODE (15VE) and VESTIGINGSCODE (00, or 15VE00). Telephone numbers are not taken over: a page needs none.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

import names
import school
from problem import Problem, report, shown
from school import School

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "# Bron: DUO, Alle vestigingen basisonderwijs, open data, peildatum "
USAGE = """\
Zo werkt het:

  python scripts/register.py --bestuur 79874 --bestand vestigingen-bo-2021-10.csv

  --bestuur NUMMER     het nummer van het bestuur in het register
  --bestand BESTAND    het register van DUO, 'Alle vestigingen basisonderwijs', als csv
  --peildatum DATUM    de dag waarop het register klopt, als 2021-10-01; hoeft niet als
                       het jaar en de maand in de bestandsnaam staan
  --map MAP            de map met de scholen; als je niets zegt: schools
  --schrijf            maak bestanden voor nieuwe scholen; zonder dit is het proefdraaien
  --vervang            zet ook in bestaande bestanden wat in het register anders is
  --help               deze uitleg"""

# What a school's file takes from the register, and the columns that hold it, without signs and capitals.
_COLUMNS = {
    "bestuur": ("bevoegdgezagnummer", "bevoegdgezagcode"),
    "vestiging": ("vestigingsnummer", "vestigingscode"),
    "naam": ("vestigingsnaam",),
    "straat": ("straatnaam",),
    "nummer": ("huisnummertoevoeging", "huisnummer"),
    "postcode": ("postcode",),
    "plaats": ("plaatsnaam",),
    "website": ("internetadres",),
}
_INSTITUTION = ("instellingscode", "brinnummer")  # only needed where a vestiging has two digits

# The kind of school, in the words that the register puts before and after a name.
_CREED = (
    r"openbare?|iepenbiere|bijzondere?|algemeen|protestants?|prot|christelijke?|chr|nationale?|rooms|katholieke?"
    r"|gereformeerde?|geref|reformatorische?|islamitische?|oecumenische?|interconfessionele?|neutrale?|vrije|brede"
    r"|montessori|dalton|jenaplan|integraal|r\.?k\.?|p\.?c\.?"
)
_SCHOOL = (
    r"school met de bijbel|basisschool|basissch|school|samenwerkingsschool|kindcentrum"
    r"|[ocpgki]\.?b\.?s\.?|p\.?c\.?b\.?[so]?\.?|r\.?k\.?b\.?s\.?|b\.?s\.?|s\.?w\.?s\.?|i\.?k\.?c\.?|k\.?c\.?"
)
_BEFORE = re.compile(rf"(?:(?:{_CREED})[\s./-]+)*(?:{_SCHOOL})[\s,.]+", re.IGNORECASE)
_AFTER = re.compile(
    rf"[\s,-]+(?:(?:{_CREED})[\s-]+)*(?:basisschool|school met de bijbel|(?:basis)?onderwijs)"
    rf"(?:[\s,-]+(?:{_CREED}|school met de bijbel|basisschool|(?:basis)?onderwijs))*$",
    re.IGNORECASE,
)
# A name does not begin with these: "Basisschool op 't Veld" would be cut in half.
_PREPOSITION = re.compile(r"(op|aan|in|bij|van|voor|met|der|ter|ten|te|en|v/d|v\.d\.)\b", re.IGNORECASE)

_SMALL_WORDS = {"aan", "ad", "bij", "de", "den", "der", "en", "gem", "gem.", "het", "in", "op", "te", "ten", "ter",
                "van", "'s", "'t"}  # fmt: skip
_PROVINCES = {"NB", "NH", "ZH", "UT", "OV", "GN", "LB", "FR", "DR", "L"}  # Den Hoorn ZH


class RegisterError(Exception):
    """The register cannot be used; the message tells a Dutch reader why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Register:
    """The rows of the register, each with the keys of _COLUMNS, as they were typed."""

    path: Path
    rows: list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Location:
    """One vestiging in the terms of a school's file: slug, and key -> value in the order of the file."""

    slug: str
    facts: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What one key has in a school's file and in the register; `here` is None where the file lacks the key."""

    key: str
    here: str | None
    there: str


# ---- reading ----


def read_register(path: Path) -> Register:
    """The register in either layout; RegisterError if it cannot be read or lacks a column."""
    text = _read_text(path)
    head = text.partition("\n")[0]
    rows = list(csv.reader(text.splitlines(), delimiter=max(";,\t", key=head.count)))
    header = [re.sub("[^a-z]", "", name.lower()) for name in rows[0]] if rows else []
    places = {what: _place(header, wanted) for what, wanted in _COLUMNS.items()}
    places["instelling"] = _place(header, _INSTITUTION)
    if lost := [_COLUMNS[what][0].upper() for what in _COLUMNS if places[what] is None]:
        raise RegisterError(
            f"in {path.name} ontbreken deze kolommen: {', '.join(lost)}. "
            "Neem van DUO het bestand 'Alle vestigingen basisonderwijs'."
        )
    for number, row in enumerate(rows[1:], 2):
        if row and len(row) != len(header):
            raise RegisterError(
                f"regel {number} van {path.name} heeft {len(row)} kolommen, en de eerste regel {len(header)}. "
                "Haal het bestand opnieuw op bij DUO."
            )
    read = [{what: row[at].strip() if at is not None else "" for what, at in places.items()} for row in rows[1:] if row]
    return Register(path=path, rows=read)


def _place(header: list[str], wanted: Iterable[str]) -> int | None:
    return next((header.index(name) for name in wanted if name in header), None)


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError:
        raise RegisterError(
            f"het bestand {path} is er niet, of is niet te openen. Kijk of de naam klopt."
        ) from None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RegisterError(
        f"{path.name} is niet opgeslagen als UTF-8 en niet als Windows-1252. Haal het opnieuw op bij DUO, als csv."
    )


def reference_date(path: Path) -> str | None:
    """The day on which the register is right, from the year and month in its file name: 2021-10 -> 2021-10-01."""
    found = re.search(r"(?<!\d)(20\d\d)-(\d\d)(?:-(\d\d))?(?!\d)", path.name)
    day = f"{found[1]}-{found[2]}-{found[3] or '01'}" if found else ""
    return None if school.check_value("peildatum", day) else day


# ---- from the register's words to ours; pure ----


def calling_name(registered: str, place: str) -> str:
    """The name as people say it: the registered name without the kind of school, or whole if nothing would be left.

    A proposal: a person who knows the school may write another `naam` in its file, and that stays.
    """
    whole = re.sub(r"(?<!\w)(['’`])T(?= )", r"\1t", names.fold_spaces(registered))
    name = _AFTER.sub("", _BEFORE.sub("", whole, count=1) if _BEFORE.match(whole) else whole)
    name = re.sub('^"([^"]+)"$', r"\1", name.strip(" ,-"))
    if name == whole:
        return whole
    is_name = len(names.slug(name)) > 2 and not _PREPOSITION.match(name)
    if not is_name or names.slug(name) == names.slug(place):
        return whole
    return re.sub(r"^(de|het|it)\b", lambda article: article[0].capitalize(), name)


def place_name(capitals: str) -> str:
    """The place as it is written, from the register's capitals: BERGEN OP ZOOM -> Bergen op Zoom."""
    if capitals != capitals.upper():
        return names.typeset(capitals)
    words = re.split("([ -]+)", names.fold_spaces(capitals).replace("’", "'"))
    return names.typeset("".join(_place_word(word, is_first=not number) for number, word in enumerate(words)))


def _place_word(word: str, *, is_first: bool) -> str:
    small = word.lower()
    if small in _SMALL_WORDS and (not is_first or small.startswith("'")):
        return small
    if word in _PROVINCES and not is_first:
        return word
    return small if small[:1].isdigit() else names.at_sentence_start(small)


def web_address(typed: str) -> str:
    """The address with https:// before the bare host that the register gives; empty if it gives none."""
    if not typed or typed.lower().startswith(("http://", "https://")):
        return typed
    host, slash, rest = typed.partition("/")
    return f"https://{host.lower()}{slash if rest else ''}{rest}"


def locations(register: Register, board: str, day: str) -> tuple[list[Location], list[str]]:
    """The schools of a board, and a sentence about each value that cannot be taken over.

    Two schools with the same name in the same place get their street behind the name, so that readers can tell.
    """
    numbers = {row["bestuur"].lstrip("0") for row in register.rows}
    if board.lstrip("0") not in numbers:
        raise RegisterError(
            f"bestuur {board} staat niet in {register.path.name}. Kijk of het nummer klopt; van Kopwerk was het in "
            "2021: 79874"
        )
    rows = [row for row in register.rows if row["bestuur"].lstrip("0") == board.lstrip("0")]
    unique = {_number(row): row for row in rows}
    called = Counter(_called(row) for row in unique.values())
    found: dict[str, Location] = {}
    notes: list[str] = []
    for brin, row in sorted(unique.items()):
        name, place = _called(row)
        if called[name, place] > 1 and row["straat"]:
            name = f"{name} ({row['straat']})"
        code = re.sub(r"\s", "", row["postcode"]).upper()
        facts = {
            "naam": name.replace(names.NO_BREAK_SPACE, " "),
            "plaats": place.replace(names.NO_BREAK_SPACE, " "),
            "officiele_naam": names.fold_spaces(row["naam"]),
            "brin": brin,
            "adres": names.fold_spaces(f"{row['straat']} {row['nummer']}"),
            "postcode": f"{code[:4]} {code[4:]}".strip(),
            "website": web_address(row["website"]),
            "peildatum": day,
        }
        faults = {key: fault for key, value in facts.items() if value and (fault := school.check_value(key, value))}
        notes += [f"{brin}: {fault}" for fault in faults.values()]
        if faults.keys() & {"naam", "plaats", "brin"}:
            notes.append(f"{brin}: deze school is overgeslagen. Maak er zelf een bestand voor.")
            continue
        slug = names.slug(name, place)[: school.MAX_SLUG].strip("-")
        if slug in found or slug in school.RESERVED:
            slug = f"{slug[: school.MAX_SLUG - 7]}-{brin.lower()}"
        kept = {key: value for key, value in facts.items() if value and key not in faults}
        found[slug] = Location(slug=slug, facts=kept)
    return list(found.values()), notes


def _called(row: dict[str, str]) -> tuple[str, str]:
    place = place_name(row["plaats"])
    return names.typeset(calling_name(row["naam"], place)), place


def _number(row: dict[str, str]) -> str:
    number = row["vestiging"].upper()
    return number if len(number) > 2 else row["instelling"].upper() + number


# ---- comparing; pure ----


def differences(location: Location, here: School) -> list[Difference]:
    """Where the register differs from a school's file, for the keys that the register has.

    A `naam` is only a proposal, so it counts only if the registered name changed as well.
    """
    official = location.facts["officiele_naam"]
    found = []
    for key, there in location.facts.items():
        value = getattr(here, key)
        mine = None if value is None else str(value)
        if key == "naam" and here.officiele_naam == names.typeset(official):
            continue
        if mine != (there if key in school.CODES else names.typeset(there)):
            found.append(Difference(key=key, here=mine, there=there))
    return found


def render_file(location: Location) -> str:
    """The text of a new school's file."""
    lines = [SOURCE + location.facts["peildatum"]]
    lines += [school.as_line(key, value) for key, value in location.facts.items()]
    return "\n".join(lines) + "\n"


def replace_values(text: str, changes: list[Difference]) -> str:
    """A school's file with other values; its comments, its order and its other keys stay as they are."""
    lines = text.splitlines()
    for change in changes:
        new = school.as_line(change.key, change.there)
        at = _places(lines)
        if change.key in at:
            number, start, end = at[change.key]
            value = new.removeprefix(f"{change.key}: ")
            lines[number] = lines[number][:start] + value + lines[number][end:]
        else:
            order = list(school.EXAMPLES)
            before = [at[key][0] for key in order[: order.index(change.key)] if key in at]
            lines.insert(max(before) + 1, new)
        if change.key == "peildatum":
            lines = [SOURCE + change.there if line.startswith(SOURCE) else line for line in lines]
    return "\n".join(lines) + "\n"


def _places(lines: list[str]) -> dict[str, tuple[int, int, int]]:
    """Where each key's value stands in a file without faults: line, first and last column, from 0."""
    events = yaml.parse("\n".join(lines), Loader=school.LOADER)
    scalars: list[Any] = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    return {
        key.value: (value.start_mark.line, value.start_mark.column, value.end_mark.column)
        for key, value in zip(scalars[::2], scalars[1::2], strict=True)
    }


# ---- the command ----


class _Parser(argparse.ArgumentParser):
    """argparse without its English."""

    def error(self, message: str) -> NoReturn:
        raise RegisterError(f"deze opdracht is niet compleet of niet te lezen.\n\n{USAGE}")


def main(argv: list[str]) -> int:
    """Compare, report and write; 0 when done, 1 when there is something to mend first."""
    parser = _Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("--bestuur", required=True)
    parser.add_argument("--bestand", required=True, type=Path)
    parser.add_argument("--peildatum")
    parser.add_argument("--map", type=Path, default=ROOT / "schools")
    parser.add_argument("--schrijf", action="store_true")
    parser.add_argument("--vervang", action="store_true")
    if {"--help", "-h"} & set(argv):
        print(USAGE)
        return 0
    try:
        options = parser.parse_args(argv)
        for line in run(options):
            print(line)
    except RegisterError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def run(options: argparse.Namespace) -> Iterator[str]:
    """The report, line by line; with `schrijf` the files are written before the line that says so."""
    folder: Path = options.map
    day = options.peildatum or reference_date(options.bestand)
    if not day:
        raise RegisterError("op welke dag klopt dit register? Zet er bijvoorbeeld achter: --peildatum 2021-10-01")
    if fault := school.check_value("peildatum", day):
        raise RegisterError(fault)
    if options.vervang and not options.schrijf:
        raise RegisterError("--vervang werkt alleen samen met --schrijf. Zet erachter: --schrijf --vervang")
    register = read_register(options.bestand)
    there, notes = locations(register, options.bestuur, day)
    here = _read_folder(folder)
    if not options.schrijf:
        yield "Proefdraaien: er wordt niets geschreven."
    yield f"Bestuur {options.bestuur} heeft in dit register (peildatum {day}) {_schools(len(there) )}."
    yield from notes
    counts: Counter[str] = Counter()
    by_number = {one.brin: one for one in here if one.brin}
    by_slug = {one.slug: one for one in here}
    seen: set[str] = set()
    for location in there:
        mine = by_number.get(location.facts["brin"]) or by_slug.get(location.slug)
        if mine is None or (mine.brin and mine.brin != location.facts["brin"]):
            counts["nieuw"] += 1
            yield _add(location, folder, taken=mine is not None, write=options.schrijf)
            continue
        seen.add(mine.slug)
        if mine.peildatum and mine.peildatum.isoformat() > day:
            counts["gelijk"] += 1
            yield f"{mine.slug}.yml: dit bestand is van {mine.peildatum}, en dus nieuwer dan dit register."
        elif changes := differences(location, mine):
            counts["anders"] += 1
            yield from _change(mine, changes, folder, write=options.vervang)
        else:
            counts["gelijk"] += 1
    for gone in (one for one in here if one.slug not in seen):
        counts["verdwenen"] += 1
        yield _vanished(gone, options.bestuur, register)
    yield ", ".join(f"{counts[what]} {what}" for what in ("nieuw", "anders", "verdwenen", "gelijk")) + "."
    if counts["nieuw"] and not options.schrijf:
        yield "Bestanden maken voor de nieuwe scholen? Zet achter de opdracht: --schrijf"
    if counts["anders"] and not options.vervang:
        yield "De waarden uit het register overnemen? Zet achter de opdracht: --schrijf --vervang"

"""Make and compare the schools' files with DUO's open register of primary schools.

    python scripts/register.py --bestuur 79874 --bestand vestigingen-bo-2021-10.csv

The register is "Alle vestigingen basisonderwijs" of Dienst Uitvoering Onderwijs (duo.nl, open onderwijsdata). It
has had two layouts: in 2021 Windows-1252 with `;` and VESTIGINGSNUMMER (15VE00), later UTF-8 with
INSTELLINGSCODE (15VE) and VESTIGINGSCODE (00 or 15VE00). Telephone numbers stay there: no page needs them.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

import names
import school
from problem import report
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

# What a school's file takes from the register, and the columns that hold it; only their letters count.
_COLUMNS = {
    "bestuur": ("BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG CODE"),
    "vestiging": ("VESTIGINGSNUMMER", "VESTIGINGSCODE"),
    "naam": ("VESTIGINGSNAAM",),
    "straat": ("STRAATNAAM",),
    "nummer": ("HUISNUMMER-TOEVOEGING", "HUISNUMMER"),
    "postcode": ("POSTCODE",),
    "plaats": ("PLAATSNAAM",),
    "website": ("INTERNETADRES",),
}
_INSTITUTION = ("INSTELLINGSCODE", "BRIN NUMMER")  # only needed where a vestiging has two digits

# The kind of school, in the words that the register puts before and after a name.
_CREED = (
    r"openba(?:ar|re)|iepenbiere|bijzondere?|algemeen|protestants?|prot|christelijke?|chr|nationa+le?|nat|rooms"
    r"|katholieke?|gereformeerde?|geref|hervormde?|reformatorische?|evangelische?|islamitische?|oecumenische?"
    r"|interconfessionele?|neutrale?|vrije|brede|montessori|dalton|jenaplan|integraal|r\.?k\.?|p\.?c\.?"
)
_SCHOOL = (
    r"school met de bijbel|basisschool|basissch|school|samenwerkingsschool|kindcentrum"
    r"|[ocpgki]\.?b\.?s\.?|p\.?c\.?b\.?[so]?\.?|r\.?k\.?b\.?s\.?|b\.?s\.?|s\.?w\.?s\.?|i\.?k\.?c\.?|k\.?c\.?"
)
_TEACHING = r"basisschool|school met de bijbel|(?:basis)?onderwijs"
_KIND = re.compile(rf"(?:(?:{_CREED}|{_SCHOOL})(?:[\s,./-]+|$))+", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:(?:{_CREED}|{_SCHOOL})[\s,./-]+)*(?:{_SCHOOL})[\s,.]+", re.IGNORECASE)
_AFTER = re.compile(
    rf"[\s,-]+(?:(?:{_CREED})[\s-]+)*(?:(?<=[\s,])school\s+)?(?:voor\s+)?(?:(?:{_CREED})[\s-]+)*(?:{_TEACHING})"
    rf"(?:[\s,-]+(?:{_CREED}|{_TEACHING}))*$",
    re.IGNORECASE,
)
# No name begins with these in lower case: of "Basisschool op 't Veld" the first word is part of the name.
_PREPOSITION = re.compile(r"(op|aan|in|bij|van|voor|over|met|der|ter|ten|te|en|of|v/d|v\.d\.)(?!\w)")

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


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A board's schools in the register beside the schools in the folder; each school stands in one of these."""

    new: list[Location]
    changed: list[tuple[School, list[Difference]]]
    same: list[School]
    ahead: list[School]  # the file's peildatum is after the register's
    vanished: list[School]


# ---- reading ----


def read_register(path: Path) -> Register:
    """The register in either layout; RegisterError if it cannot be read or lacks a column."""
    text = _read_text(path)
    head = text.partition("\n")[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=head.count)))
    except csv.Error:
        raise RegisterError(f"{path.name} is geen csv-bestand. Haal het opnieuw op bij DUO, als csv.") from None
    header = [_plain(name) for name in rows[0]] if rows else []
    places = {what: _place(header, wanted) for what, wanted in _COLUMNS.items()}
    places["instelling"] = _place(header, _INSTITUTION)
    if lost := [_COLUMNS[what][0] for what in _COLUMNS if places[what] is None]:
        raise RegisterError(
            f"In {path.name} ontbreken deze kolommen: {', '.join(lost)}. "
            "Neem van DUO het bestand 'Alle vestigingen basisonderwijs'."
        )
    for number, row in enumerate(rows[1:], 2):
        if row and (len(row) < len(header) or any(row[len(header) :])):
            raise RegisterError(
                f"Regel {number} van {path.name} heeft {len(row)} kolommen, en de eerste regel {len(header)}. "
                "Haal het bestand opnieuw op bij DUO."
            )
    read = [{what: row[at].strip() if at is not None else "" for what, at in places.items()} for row in rows[1:] if row]
    return Register(path=path, rows=read)


def _place(header: list[str], wanted: Iterable[str]) -> int | None:
    return next((header.index(_plain(name)) for name in wanted if _plain(name) in header), None)


def _plain(column: str) -> str:
    return re.sub("[^a-z]", "", column.lower())


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError:
        raise RegisterError(f"Het bestand {path} is er niet, of is niet te openen. Kijk of de naam klopt.") from None
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
    before = _BEFORE.match(whole)
    name = _AFTER.sub("", whole[before.end() :] if before else whole).strip(" ,/-")
    name = re.sub('^"([^"]+)"$', r"\1", name)
    says_nothing = len(names.slug(name)) < 2 or names.slug(name) == names.slug(place) or _KIND.fullmatch(name)
    if name == whole or says_nothing or _KIND.fullmatch(whole) or _PREPOSITION.match(name):
        return whole
    return re.sub(r"^(de|den|het|it)\b", lambda article: article[0].capitalize(), re.sub("^t ", "'t ", name))


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

    Schools with the same name in the same place get their street behind it, so that readers can tell.
    """
    numbers = {row["bestuur"].lstrip("0") for row in register.rows}
    if board.lstrip("0") not in numbers:
        raise RegisterError(
            f"Bestuur {board} staat niet in {register.path.name}. Kijk of het nummer klopt; Kopwerk was in 2021: "
            "--bestuur 79874"
        )
    rows = [row for row in register.rows if row["bestuur"].lstrip("0") == board.lstrip("0")]
    unique = {_number(row): row for row in rows}
    called = Counter(name for row in unique.values() for name in set(_names(row)))
    found: dict[str, Location] = {}
    notes: list[str] = []
    for brin, row in sorted(unique.items()):
        name, place = next(name for name in _names(row) if called[name] == 1)
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
        empty = {key for key in ("naam", "plaats", "brin") if not facts[key]}
        faults = empty | {key for key, value in facts.items() if value and school.check_value(key, value)}
        notes += [
            f"{brin}: bij '{key}' heeft het register '{facts[key]}'. Dat is weggelaten." for key in sorted(faults)
        ]
        if faults & {"naam", "plaats", "brin"}:
            notes.append(f"{brin}: deze school is overgeslagen. Maak zelf een bestand: {names.slug(name, place)}.yml")
            continue
        slug = names.slug(name, place)[: school.MAX_SLUG].strip("-")
        if slug in found or slug in school.RESERVED:
            slug = f"{slug[: school.MAX_SLUG - 7]}-{brin.lower()}"
        kept = {key: value for key, value in facts.items() if value and key not in faults}
        found[slug] = Location(slug=slug, facts=kept)
    return list(found.values()), notes


def _names(row: dict[str, str]) -> list[tuple[str, str]]:
    """The name and place of a school, and then longer names, for when another school has the same."""
    place = place_name(row["plaats"])
    name = names.typeset(calling_name(row["naam"], place))
    address = f"{row['straat']} {row['nummer']}"
    return [(name, place), *((f"{name} ({more})", place) for more in (row["straat"], address, _number(row)))]


def _number(row: dict[str, str]) -> str:
    number = row["vestiging"].upper()
    return number if len(number) > 2 else row["instelling"].upper() + number


# ---- comparing; pure ----


def compare(there: list[Location], here: list[School], day: str) -> Comparison:
    """Which schools are new, changed, the same or gone, by vestigingsnummer, or by slug if a file has no number."""
    found = Comparison(new=[], changed=[], same=[], ahead=[], vanished=[])
    by_number = {one.brin: one for one in here if one.brin}
    by_slug = {one.slug: one for one in here}
    seen = set()
    for location in there:
        brin = location.facts["brin"]
        taken = by_slug.get(location.slug)
        mine = by_number.get(brin) or (taken if taken and not taken.brin else None)
        if mine is None:
            free = f"{location.slug[: school.MAX_SLUG - 7]}-{brin.lower()}" if taken else location.slug
            found.new.append(replace(location, slug=free))
            continue
        seen.add(mine.slug)
        changes = differences(location, mine)
        if mine.peildatum and mine.peildatum.isoformat() > day:
            found.ahead.append(mine)
        elif changes:
            found.changed.append((mine, changes))
        else:
            found.same.append(mine)
    found.vanished.extend(one for one in here if one.slug not in seen)
    return found


def differences(location: Location, here: School) -> list[Difference]:
    """Where the register differs from a school's file, for the keys that the register has.

    `naam` is only a proposal, so it counts only if the registered name has changed since.
    """
    found = []
    for key, there in location.facts.items():
        value = getattr(here, key)
        mine = None if value is None else str(value)
        if mine != (there if key in school.CODES else names.typeset(there)):
            found.append(Difference(key=key, here=mine, there=there))
    is_renamed = any(one.key == "officiele_naam" and one.here for one in found)
    return [one for one in found if one.key != "naam" or is_renamed]


def render_file(location: Location) -> str:
    """The text of a new school's file."""
    lines = [SOURCE + location.facts["peildatum"]]
    lines += [school.as_line(key, value) for key, value in location.facts.items()]
    return "\n".join(lines) + "\n"


def replace_values(text: str, changes: list[Difference]) -> str:
    """A school's file with other values; its comments, its order and its other keys stay as they are."""
    lines = text.splitlines()
    order = list(school.EXAMPLES)
    for change in changes:
        new = school.as_line(change.key, change.there)
        spots = _spots(lines)
        if change.key in spots:
            number, start, end = spots[change.key]
            lines[number] = lines[number][:start] + new.removeprefix(f"{change.key}: ") + lines[number][end:]
        else:
            above = [spots[key][0] for key in order[: order.index(change.key)] if key in spots]
            lines.insert(max(above) + 1, new)
        if change.key == "peildatum":
            lines = [SOURCE + change.there if line.startswith(SOURCE) else line for line in lines]
    return "\n".join(lines) + "\n"


def _spots(lines: list[str]) -> dict[str, tuple[int, int, int]]:
    """Where each key's value stands in a file without faults: line, first and last column, from 0."""
    text = "\n".join(lines).replace("\t", " ")  # one of the two YAML readers stops at a tab
    events = yaml.parse(text, Loader=school.LOADER)
    scalars: list[Any] = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    return {
        key.value: (value.start_mark.line, value.start_mark.column, value.end_mark.column)
        for key, value in zip(scalars[::2], scalars[1::2], strict=True)
    }


def render_report(found: Comparison, register: Register, board: str, *, writes: bool, replaces: bool) -> str:
    """What is different, school by school, what was done about it, and what can be done."""
    lines = []
    for location in found.new:
        what = f"{location.facts['naam']}, {location.facts['plaats']}"
        lines.append(f"nieuw: {what}. {'Gemaakt' if writes else 'Dit wordt'}: {location.slug}.yml")
    for mine, changes in found.changed:
        for one in changes:
            was = f"staat '{one.here}'" if one.here else "staat niets"
            done = " Vervangen." if replaces else ""
            lines.append(f"anders: {mine.slug}.yml: bij '{one.key}' {was}, in het register '{one.there}'.{done}")
    for mine in found.ahead:
        lines.append(f"nieuwer: {mine.slug}.yml is van {mine.peildatum}, na dit register. Er verandert niets.")
    lines += [_vanished(mine, register, board) for mine in found.vanished]
    counts = {
        "nieuw": len(found.new),
        "anders": len(found.changed),
        "verdwenen": len(found.vanished),
        "gelijk": len(found.same) + len(found.ahead),
    }
    lines.append(", ".join(f"{count} {what}" for what, count in counts.items()) + ".")
    if found.new and not writes:
        lines.append("Dit was proefdraaien. Bestanden maken voor de nieuwe scholen? Zet erachter: --schrijf")
    if found.changed and not replaces:
        lines.append("Overnemen wat in het register anders is? Zet erachter: --schrijf --vervang")
    return "\n".join(lines)


def _vanished(mine: School, register: Register, board: str) -> str:
    if not mine.brin:
        return f"niet vergeleken: {mine.slug}.yml. Zet het vestigingsnummer erin, bijvoorbeeld: brin: 15VE00"
    other = next((row["bestuur"] for row in register.rows if _number(row) == mine.brin), None)
    where = f"staat nu bij bestuur {other}" if other else "staat niet meer in het register"
    remedy = f"Doet de school niet meer mee, haal dan het bestand weg: {mine.slug}.yml"
    return f"verdwenen bij bestuur {board}: {mine.naam}, {mine.plaats}, {where}. {remedy}"


# ---- the command ----


class _Parser(argparse.ArgumentParser):
    """argparse without its English."""

    def error(self, message: str) -> NoReturn:
        raise RegisterError(f"Er ontbreekt iets aan de opdracht, of er staat iets te veel.\n\n{USAGE}")


def main(argv: list[str]) -> int:
    """Read, compare, write and report; 0 when done, 1 when there is something to mend first."""
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
        print(run(parser.parse_args(argv)))
    except RegisterError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def run(options: argparse.Namespace) -> str:
    """Do what the command asks, and give the report; RegisterError before anything is written."""
    day = options.peildatum or reference_date(options.bestand)
    if not day:
        raise RegisterError("Op welke dag klopt dit register? Zet er bijvoorbeeld achter: --peildatum 2021-10-01")
    if fault := school.check_value("peildatum", day):
        raise RegisterError(fault.replace("bij 'peildatum'", "Bij --peildatum", 1))
    if options.vervang and not options.schrijf:
        raise RegisterError("--vervang werkt alleen samen met --schrijf. Zet erachter: --schrijf --vervang")
    register = read_register(options.bestand)
    there, notes = locations(register, options.bestuur, day)
    here = _read_folder(options.map)
    found = compare(there, here, day)
    if options.schrijf:
        for location in found.new:
            _write(options.map / f"{location.slug}.yml", render_file(location))
    if options.vervang:
        for mine, changes in found.changed:
            path = options.map / f"{mine.slug}.yml"
            _write(path, replace_values(path.read_text(encoding="utf-8-sig"), changes))
    told = render_report(found, register, options.bestuur, writes=options.schrijf, replaces=options.vervang)
    head = f"Bestuur {options.bestuur}, register van {day}, scholen in de map {options.map.name}."
    return "\n".join([head, *notes, told])


def _read_folder(folder: Path) -> list[School]:
    if not folder.is_dir():
        raise RegisterError(f"De map {folder} is er niet. Maak haar eerst, of noem een andere met: --map schools")
    schools, problems = school.read_schools(folder)
    problems = [one for one in problems if one.path != folder]  # a folder without schools is what we are here for
    if problems:
        raise RegisterError(f"{report(problems, folder.parent)}\nHerstel dit eerst; er is niets veranderd.")
    return schools


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        raise RegisterError(f"{path} is niet te schrijven. Kijk of je in die map mag schrijven.") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

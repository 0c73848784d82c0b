"""What is known about a school: `schools/<slug>.yml` -> School, or the problems to mend.

A school's file is flat, with Dutch keys and facts only; `schools/_voorbeeld.yml` shows every key. What is
typed is what is read: `no`, `1.10` and `0223…` stay text. Each fault has its line and a remedy to paste, and
one run gives all faults of all files.
"""

from __future__ import annotations

import difflib
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

import names
from problem import Problem, shown

# Without the C library PyYAML reads the same, but slower. Only events are used, never objects: an alias is
# seen before it is followed, so no file unfolds into gigabytes, and nothing recurses, however deep it nests.
# They come one by one, and reading stops at a depth of 10: past that PyYAML takes the square of the time.
LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# The keys in the order in which they stand in a file, each with an example to paste.
EXAMPLES = {
    "naam": "De Fontein",
    "plaats": "Den Helder",
    "officiele_naam": "Basisschool De Fontein",
    "brin": "15VE00",
    "adres": "IJsselmeerstraat 184",
    "postcode": "1784 MA",
    "website": "https://www.fonteindenhelder.nl",
    "peildatum": "2021-10-01",
    "contact": "directie",
    "medezeggenschap": "MR",
}
REQUIRED = ("naam", "plaats")
CODES = ("brin", "postcode", "website", "peildatum")  # not names, so not typeset
# The model pages have the address /scholen/naam-school/, and every page's own file is called index.
RESERVED = ("naam-school", "index")

MAX_TEXT = 120  # the longest name in the register has 76 characters
MAX_ADDRESS = 200
MAX_SLUG = 120  # the PDF's file name is 27 longer, and a file system stops at 255
MAX_BYTES = 8 * 1024
MAX_DEPTH = 10

_COUNCILS = ("MR", "GMR")
_NOTHING = ("~", "null")  # what YAML calls nothing, unless it stands between quotes
_LINE_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
# Signs that YAML cannot read, or would take for a line break where an editor sees none.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# Signs with which a text cannot begin in YAML.
_SPECIAL = tuple("@`%&*!|>{}[],?-")

_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_BRIN = re.compile("[0-9]{2}[A-Z]{2}[0-9]{2}")
_POSTCODE = re.compile("[1-9][0-9]{3} [A-Z]{2}")
_HOST = re.compile(r"([\w-]+\.)+([^\W\d_]{2,}|xn--[a-z0-9-]+)")
_NOT_IN_ADDRESS = re.compile(r"[\s\"<>\\^`{|}]")
_E_MAIL = re.compile(r"\S@\S")
_TELEPHONE = re.compile(r"(\d[\s().-]*){7,}|\+\d")
_SALUTATION = re.compile(r"\b(mevrouw|mevr|mw|meneer|mijnheer|de heer|dhr)\b", re.IGNORECASE)
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, kw_only=True)
class School:
    """One school, as its file says it. Names are typeset; None is "nog niet opgegeven".

    Every value is text, not escaped: a name may hold `<`, `&` or `{{`.
    """

    slug: str
    naam: str
    plaats: str
    officiele_naam: str | None = None
    brin: str | None = None
    adres: str | None = None
    postcode: str | None = None
    website: str | None = None
    peildatum: date | None = None
    contact: str | None = None
    medezeggenschap: str | None = None


def read_school(path: Path) -> tuple[School | None, list[Problem]]:
    """The school in this file and no problems, or None and everything that is to mend in it."""
    draft = _read_draft(path)
    return draft.school(), sorted(draft.problems)


def read_schools(folder: Path) -> tuple[list[School], list[Problem]]:
    """The schools in a folder by place and name, and every problem in it, also between files.

    Files that begin with `_` or `.` are not schools. A folder without a school is a problem too.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith(("_", ".")))
    except OSError:
        message = "deze map is er niet, of is niet te openen. Maak een map met de naam: schools"
        return [], [Problem(folder, 0, message)]
    problems: list[Problem] = []
    if not paths:
        message = (
            "in deze map staat nog geen school. Kopieer _voorbeeld.yml, vul de kopie in "
            "en geef haar een naam als: de-fontein-den-helder.yml"
        )
        problems.append(Problem(folder, 0, message))
    drafts: list[_Draft] = []
    for path in paths:
        if path.suffix == ".yml" and not path.is_dir():
            drafts.append(_read_draft(path))
            problems += drafts[-1].problems
        else:
            problems.append(Problem(path, 1, _not_a_school_file(path)))
    problems += _check_between(drafts)
    schools = [school for draft in drafts if (school := draft.school())]
    return sorted(schools, key=by_place_and_name), sorted(problems)


def by_place_and_name(school: School) -> tuple[object, ...]:
    """The key to sort schools with: place, name, and slug to be certain."""
    return names.sort_key(school.plaats), names.sort_key(school.naam), school.slug


def check_value(key: str, value: str) -> str | None:
    """What is to mend in the value of a known key, as a sentence for the editor; None if it is right."""
    cleaned = names.fold_spaces(value)
    checks = (_check_signs, _check_length, *_CHECKS[key])
    return next((message for check in checks if (message := check(key, cleaned))), None)


def as_line(key: str, value: str) -> str:
    """The line `key: value` for a school's file, with quotes only where YAML would read something else."""
    if _is_read_as_typed(key, value):
        return f"{key}: {value}"
    if '"' in value and "'" not in value:
        return f"{key}: '{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{key}: "{escaped}"'


def _is_read_as_typed(key: str, value: str) -> bool:
    """Whether YAML reads `key: value` as just that key and that value."""
    try:
        events = yaml.parse(f"{key}: {value}", Loader=LOADER)
        nodes: list[Any] = [event for event in islice(events, MAX_DEPTH) if isinstance(event, yaml.NodeEvent)]
    except yaml.YAMLError:
        return False
    if [type(node) for node in nodes] != [yaml.MappingStartEvent, yaml.ScalarEvent, yaml.ScalarEvent]:
        return False
    found = nodes[2]
    is_bare = not (found.style or found.anchor or found.tag)
    return is_bare and found.value == value and value != "" and value.lower() not in _NOTHING


# ---- one file: from bytes to keys and values ----


@dataclass(frozen=True, kw_only=True)
class _Field:
    """A key and what stands behind it; `fault` is what is to mend if that is not a plain text."""

    line: int
    key: str
    text: str = ""
    quoted: bool = False
    fault: str | None = None

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() or (not self.quoted and self.text.lower() in _NOTHING)


@dataclass(kw_only=True)
class _Draft:
    """A school's file while it is being read: what could be read so far, and what is to mend."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def add(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))

    def school(self) -> School | None:
        if self.problems:
            return None
        facts: dict[str, Any] = {"slug": self.path.stem, **self.values}
        if day := facts.get("peildatum"):
            facts["peildatum"] = date.fromisoformat(day)
        return School(**facts)


class _UnreadableError(Exception):
    """YAML finds no keys and values in the whole of a text; `line` is where it stopped."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _read_draft(path: Path) -> _Draft:
    draft = _Draft(path=path)
    if message := _check_file_name(path.stem):
        draft.add(1, message)
    data = _read_bytes(draft)
    text = None if data is None else _decode(data, draft)
    if text is None:
        return draft
    fields = _read_fields(text, draft)
    if fields or any(True for _ in _content(text.split("\n"))):
        _check_fields(fields, draft)
    else:
        begin = f"Begin met een kopie van _voorbeeld.yml, of met de regel: {_example('naam')}"
        draft.add(1, f"in dit bestand staan nog geen gegevens. {begin}")
    return draft


def _read_bytes(draft: _Draft) -> bytes | None:
    path = draft.path
    try:
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_BYTES:
            return path.read_bytes()
    except OSError:
        if path.is_symlink() and not path.exists():
            message = "deze verwijzing loopt dood. Zet het bestand zelf hier neer, of haal de verwijzing weg."
        else:
            message = "dit bestand is niet te openen. Kijk of het er is, en of je het mag lezen."
        draft.add(1, message)
        return None
    again = "een kopie van _voorbeeld.yml"
    if stat.S_ISDIR(found.st_mode):
        message = _not_a_school_file(path)
    elif not stat.S_ISREG(found.st_mode):
        message = f"dit is geen gewoon bestand. Vervang het door {again} en vul die in."
    else:
        message = f"dit bestand is groter dan 8 kB; een school past op tien regels. Begin met {again}."
    draft.add(1, message)
    return None


def _decode(data: bytes, draft: _Draft) -> str | None:
    """The text, with line feeds only; None if it is none. Other encodings are read too, for other faults."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        draft.add(1, "dit bestand is opgeslagen als UTF-16. Kies bij 'Opslaan als' de codering UTF-8.")
        return _with_line_feeds(data.decode("utf-16", "replace"))
    if b"\0" in data:
        draft.add(1, "dit is geen tekstbestand. Vervang het door een kopie van _voorbeeld.yml en vul die in.")
        return None
    try:
        return _with_line_feeds(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        text = _with_line_feeds(data.decode("cp1252", "replace"))
        line = _with_line_feeds(data[: error.start].decode("cp1252", "replace")).count("\n") + 1
        typed = shown(text.split("\n")[line - 1].strip())
        draft.add(line, f"'{typed}' is niet opgeslagen als UTF-8. Kies bij 'Opslaan als' de codering UTF-8.")
        return text


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_fields(text: str, draft: _Draft) -> list[_Field]:
    """The keys and values in a text, with a problem for each line that holds none.

    Where YAML cannot read the whole, it is read line by line, so that one fault does not hide the others.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if found := _UNREADABLE.search(line):
            lines[number - 1] = _UNREADABLE.sub("", line)
            again = lines[number - 1].strip()
            sign = f"een onzichtbaar teken (U+{ord(found[0]):04X})"
            draft.add(number, f"op deze regel staat {sign}. Typ de regel opnieuw: {again}")
    # A tab inside a line is a space to people and to the C library; PyYAML's own reader stops at it.
    lines = [re.sub(r"(?<=\S)[ \t]*\t[ \t]*", " ", line) if line.strip() else "" for line in lines]
    try:
        return list(_fields("\n".join(lines)))
    except _UnreadableError as stop:
        told = len(draft.problems)
        fields = [one for number, line in _content(lines) if (one := _read_line(number, line, draft))]
        # Whatever the lines say one by one: a file that YAML refuses never passes without a word.
        if len(draft.problems) == told and not any(one.fault for one in fields):
            draft.add(stop.line, _unreadable_line())
        return fields


def _fields(text: str) -> Iterator[_Field]:
    """Each key with its value, as YAML reads them; _UnreadableError if the text is not a list of those."""
    lines = text.split("\n")
    depth, documents, key = 0, 0, None
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    fault = "met --- begint een tweede deel, en een bestand is één school. Haal die regel weg."
                    yield _Field(line=_line(event), key="", fault=fault)
                    return
            elif not isinstance(event, yaml.NodeEvent):
                continue
            elif depth == 0 and not isinstance(event, yaml.MappingStartEvent):
                if getattr(event, "value", None) != "":  # "" is a lone '---'
                    raise _UnreadableError(_line(event))
            else:
                if depth == 1:
                    if key is not None:
                        yield _field(key, event, lines)
                    key = event if key is None else None
                depth += isinstance(event, yaml.CollectionStartEvent)
                if depth > MAX_DEPTH:
                    raise _UnreadableError(_line(event))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        raise _UnreadableError(min(mark.line + 1, len(lines)) if mark else 1) from None


def _line(event: Any) -> int:  # Any, here and below: the stubs leave out what events hold
    return int(event.start_mark.line) + 1


def _field(key: Any, value: Any, lines: list[str]) -> _Field:
    line = _line(key)
    if key.end_mark.line + 1 != line or not isinstance(key, yaml.ScalarEvent):
        return _Field(line=line, key="", fault=_unreadable_line())
    name: str = key.value
    typed = "".join(lines[value.start_mark.line :][:1])[value.start_mark.column :].strip()  # "" past the end
    if isinstance(value, yaml.CollectionStartEvent):
        return _Field(line=line, key=name, fault=_not_a_text(name, typed))
    if isinstance(value, yaml.AliasEvent) or value.anchor or value.tag:
        return _Field(line=line, key=name, fault=_special_start(name, typed))
    if value.start_mark.line != value.end_mark.line:
        if value.style in ("'", '"'):  # nearly always 't Kompas: its quote is closed lines further on
            raise _UnreadableError(line)
        again = as_line(name, names.fold_spaces(value.value.replace("\n", " ")))
        fault = f"de tekst bij '{shown(name)}' staat op meer dan één regel. Zet hem op één regel: {again}"
        return _Field(line=line, key=name, fault=fault)
    comment = re.search(r":\s+(#\S.*)$", lines[line - 1])
    if comment and not value.value and not value.style:
        remedy = f"Zet de tekst tussen aanhalingstekens: {as_line(name, comment[1])}"
        return _Field(line=line, key=name, fault=f"bij '{shown(name)}' telt niet mee wat na de # komt. {remedy}")
    return _Field(line=line, key=name, text=value.value, quoted=bool(value.style))


# ---- one file: line by line, when YAML cannot read it ----


def _content(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers, and without an indentation that they all share."""
    nothing = re.compile(r"\s*(#|---$|\.\.\.$|$)")
    said = [(number, line) for number, line in enumerate(lines, 1) if not nothing.match(line)]
    margin = min((len(line) - len(line.lstrip(" ")) for _, line in said), default=0)
    return ((number, line[margin:]) for number, line in said)


def _read_line(number: int, line: str, draft: _Draft) -> _Field | None:
    """The field on this line, or None and a problem that says why it cannot be read."""
    if not line[0].isspace():
        try:
            found = list(_fields(line))
        except _UnreadableError:
            found = []
        if len(found) == 1:
            one = found[0]
            return _Field(line=number, key=one.key, text=one.text, quoted=one.quoted, fault=one.fault)
    key = re.match(r"[\s-]*(\w*)", line)
    if key and key[1] in EXAMPLES:
        draft.lines.setdefault(key[1], number)  # it is there, so it is not reported as missing
    draft.add(number, _explain_line(line))
    return None


def _explain_line(line: str) -> str:
    """Why YAML cannot read this line, and the line as it can be."""
    text = line.strip()
    key, colon, value = (part.strip() for part in text.partition(":"))
    if text.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        return f"'{text[:7]}' bleef over bij het samenvoegen. Kies een van de twee versies en haal dit weg."
    if "\t" in line[: -len(line.lstrip())]:
        return f"deze regel begint met een tab. Begin vooraan op de regel: {text}"
    if line[0].isspace():
        return f"deze regel springt in. Begin vooraan op de regel: {text}"
    if text.startswith("- "):
        return f"deze regel begint met een streepje. Haal het weg: {text.lstrip('- ')}"
    if key.lower() in ("http", "https"):
        return f"voor dit webadres staat geen veldnaam. Zet die ervoor: {as_line('website', text)}"
    if not colon:
        return f"op deze regel staat geen dubbele punt. Schrijf{_with_colon(text)}"
    if not text.startswith(f"{key}: "):
        return f"achter de dubbele punt hoort een spatie. Schrijf: {as_line(key, value)}"
    if value[0] in "'\"":
        return _explain_quotes(key, value)
    if value.startswith(_SPECIAL):
        return _not_a_text(key, value) if value[0] == "[" else _special_start(key, value)
    if re.search(r":(\s|$)", value):
        remedy = f"Zet de tekst tussen aanhalingstekens: {as_line(key, value)}"
        return f"door de dubbele punt in de tekst is deze regel niet te lezen. {remedy}"
    return _unreadable_line()


def _with_colon(text: str) -> str:
    word, _, rest = text.partition(" ")
    rest = rest.lstrip("= ")
    return _like(word.lower(), rest) if word.lower() in EXAMPLES else _like("naam", None)


def _explain_quotes(key: str, value: str) -> str:
    sign, body = value[0], value[1:]
    closed = re.match(r'"(\\.|[^"\\])*"' if sign == '"' else "'(''|[^'])*'", value)
    if not closed:
        remedy = as_line(key, value if names.typeset(value).startswith("’") else body)
        return f"bij '{shown(key)}' wordt het aanhalingsteken {sign} niet gesloten. Schrijf: {remedy}"
    if closed.end() < len(value):
        fault = f"bij '{shown(key)}' staat na het sluitende aanhalingsteken nog tekst."
        return f"{fault} Zet aanhalingstekens om het geheel: {as_line(key, value)}"
    # The quotes are in order, so it is the backslash.
    fault = f"bij '{shown(key)}' staat een \\ tussen dubbele aanhalingstekens, en dat betekent iets anders."
    return f"{fault} Schrijf: {as_line(key, body[:-1])}"


def _special_start(key: str, typed: str) -> str:
    fault = f"bij '{shown(key)}' begint de tekst met {typed[:1]}, en dat betekent in YAML iets anders."
    return f"{fault} Zet de tekst tussen aanhalingstekens: {as_line(key, typed)}"


def _not_a_text(key: str, typed: str) -> str:
    if typed.startswith("[") and "," not in typed:
        return _brackets(key, typed)
    if typed.startswith(("{", "&", "!")):
        return _special_start(key, typed)
    return f"bij '{shown(key)}' staat een lijst of een blok. Schrijf één tekst, bijvoorbeeld: {_example(key)}"


def _unreadable_line() -> str:
    form = "een veldnaam, een dubbele punt, een spatie en de tekst"
    return f"deze regel is niet te lezen. Schrijf {form}, bijvoorbeeld: {_example('naam')}"


# ---- checks: the keys of one file, its name, and files among each other ----


def _check_fields(fields: list[_Field], draft: _Draft) -> None:
    """Every rule for the keys and values of one file; what can be used is kept in the draft."""
    where: dict[str, list[int]] = {}
    meant: list[str] = []
    for one in fields:
        if one.key not in EXAMPLES:
            close = difflib.get_close_matches(one.key.lower(), EXAMPLES, n=1, cutoff=0.7)
            meant += close
            draft.add(one.line, one.fault if one.fault and not one.key else _unknown_key(one.key, close))
            continue
        where.setdefault(one.key, []).append(one.line)
        message = one.fault or (_empty(one.key) if one.is_empty else check_value(one.key, one.text))
        if message:
            draft.add(one.line, message)
        elif one.key not in draft.values:
            value = names.fold_spaces(one.text)
            draft.values[one.key] = value if one.key in CODES else names.typeset(value)
            draft.lines[one.key] = one.line
    for key, lines in where.items():
        if len(lines) > 1:
            times = {2: "twee", 3: "drie"}.get(len(lines), len(lines))
            rest = f"{', '.join(map(str, lines[:-1]))} en {lines[-1]}"
            message = f"'{key}' staat er {times} keer, op regel {rest}. Laat één van die regels staan."
            draft.add(lines[1], message)
    for key in REQUIRED:
        if key not in {*where, *meant, *draft.lines}:
            draft.add(1, f"'{key}' ontbreekt. Voeg een regel toe, bijvoorbeeld: {_example(key)}")


def _unknown_key(key: str, close: list[str]) -> str:
    remedy = f"Bedoel je '{close[0]}'?" if close else f"Kies uit: {', '.join(EXAMPLES)}."
    return f"het veld '{shown(key)}' kennen we niet. {remedy}"


def _empty(key: str) -> str:
    remedy = f", bijvoorbeeld: {_example(key)}" if key in REQUIRED else " of haal de regel weg."
    return f"bij '{key}' staat niets. Vul het in{remedy}"


def _check_between(drafts: list[_Draft]) -> Iterator[Problem]:
    """A vestigingsnummer belongs to one school, and two schools in one place have different names."""
    numbers: dict[str, _Draft] = {}
    called: dict[tuple[str, str], _Draft] = {}
    for draft in drafts:
        brin, naam, plaats = (draft.values.get(key) for key in ("brin", "naam", "plaats"))
        if brin and (other := numbers.setdefault(brin, draft)) is not draft:
            place = f"{other.path.name}, op regel {other.lines['brin']}"
            remedy = "Elke school heeft een eigen nummer. Verbeter een van de twee, of haal die regel weg."
            yield Problem(draft.path, draft.lines["brin"], f"'brin: {brin}' staat ook in {place}. {remedy}")
        if not naam or not plaats:
            continue
        if (other := called.setdefault((naam.casefold(), plaats.casefold()), draft)) is not draft:
            fault = f"in {other.path.name} heet ook een school {naam} in {plaats}."
            longer = as_line("naam", f"{naam} (Dorpsstraat)")
            message = f"{fault} Zet er de straat of de wijk bij, bijvoorbeeld: {longer}"
            yield Problem(draft.path, draft.lines["naam"], message)


def _check_file_name(stem: str) -> str | None:
    """A file's name is the school's address: a-z, 0-9 and single hyphens."""
    if stem in RESERVED:
        return f"{stem}.yml gebruikt de site zelf. Noem het bestand bijvoorbeeld: de-fontein-den-helder.yml"
    if len(stem) > MAX_SLUG:
        fault = f"deze bestandsnaam telt {len(stem)} tekens, en er passen er {MAX_SLUG}."
        return f"{fault} Noem het bestand bijvoorbeeld: {_file_name(stem)}"
    if not _SLUG.fullmatch(stem):
        fault = "een bestandsnaam is het adres van de school: kleine letters, cijfers en streepjes."
        return f"{fault} Noem het bestand: {_file_name(stem)}"
    return None


def _not_a_school_file(path: Path) -> str:
    if path.is_dir():
        return f"dit is een map, en een school is één bestand. Zet de gegevens in: {_file_name(path.stem)}"
    stem = path.name.removesuffix(path.suffix)
    if path.suffix.lower() in (".yaml", ".yml") or stem.endswith(".yml"):
        remedy = f"Noem dit bestand: {_file_name(stem.removesuffix('.yml'))}"
        return f"een school staat in een bestand dat op .yml eindigt. {remedy}"
    return "dit bestand is geen school. Verplaats het, of laat zijn naam beginnen met een _"


def _file_name(stem: str) -> str:
    """A file name that is an address, as near as can be to this one."""
    return f"{names.slug(stem)[:60].strip('-') or 'de-fontein-den-helder'}.yml"


# ---- checks: one value ----


def _check_signs(key: str, value: str) -> str | None:
    """Only signs that a reader can see, and no square brackets: those mark the blanks in the text itself."""
    if not value.isprintable():
        sign = next(sign for sign in value if not sign.isprintable())
        what = "regeleinde" if sign in _LINE_BREAKS else f"onzichtbaar teken (U+{ord(sign):04X})"
        seen = "".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in value)
        again = as_line(key, names.fold_spaces(seen) or EXAMPLES[key])
        return f"bij '{key}' staat een {what} in de tekst. Typ de tekst opnieuw: {again}"
    if "\ufffd" in value:
        fault = f"bij '{key}' staat '{shown(value)}': er is een letter verloren gegaan."
        return f"{fault} Typ de tekst opnieuw, bijvoorbeeld: {_example(key)}"
    if (meant := _mended(value)) != value:
        return f"bij '{key}' staat '{shown(value)}'. Zo te zien hoort daar: {as_line(key, meant)}"
    if "[" in value or "]" in value:
        return _brackets(key, value)
    return None


def _mended(value: str) -> str:
    """`Eben HaÃ«zer` -> `Eben Haëzer`: text in UTF-8 that was once taken for Windows-1252."""
    if value.isascii():
        return value
    try:
        return value.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return value


def _brackets(key: str, value: str) -> str:
    whole = value.startswith("[") and value.endswith("]")
    meant = EXAMPLES.get(key, "tekst") if whole else value.replace("[", "(").replace("]", ")")
    reason = "Tussen vierkante haken staat in het protocol wat nog wordt ingevuld."
    remedy = f"Schrijf{' bijvoorbeeld' if whole else ''}: {as_line(key, meant)}"
    return f"bij '{shown(key)}' staat '{shown(value)}'. {reason} {remedy}"


def _check_length(key: str, value: str) -> str | None:
    """A text fits on a page, in a letter and in a list."""
    limit = MAX_ADDRESS if key == "website" else MAX_TEXT
    if len(value) <= limit:
        return None
    fault = f"bij '{key}' staan {len(value)} tekens, en er passen er {limit}: '{shown(value, 40)}'."
    return f"{fault} Schrijf het korter, bijvoorbeeld: {_example(key)}"


def _check_words(key: str, value: str) -> str | None:
    """A name has at least one letter or digit."""
    if any(sign.isalnum() for sign in value):
        return None
    return f"bij '{key}' staat '{value}', zonder letter of cijfer. Schrijf bijvoorbeeld: {_example(key)}"


def _check_brin(key: str, value: str) -> str | None:
    """A vestigingsnummer is two digits, two letters and two digits."""
    if _BRIN.fullmatch(value):
        return None
    rule = "Een vestigingsnummer is twee cijfers, twee hoofdletters en twee cijfers."
    meant = re.sub(r"[\s.-]", "", value).upper()
    return f"bij '{key}' staat '{shown(value)}'. {rule} Schrijf{_like(key, meant if _BRIN.fullmatch(meant) else None)}"


def _check_postcode(key: str, value: str) -> str | None:
    """A postcode is four digits, a space and two capitals."""
    if _POSTCODE.fullmatch(value):
        return None
    rule = "Een postcode is vier cijfers, een spatie en twee hoofdletters."
    signs = re.sub(r"[\s.-]", "", value).upper()
    meant = f"{signs[:4]} {signs[4:]}"
    fits = _POSTCODE.fullmatch(meant)
    return f"bij '{key}' staat '{shown(value)}'. {rule} Schrijf{_like(key, meant if fits else None)}"


def _check_date(key: str, value: str) -> str | None:
    """A date is written 2021-10-01, in this century, and the day exists."""
    if not re.fullmatch("20[0-9]{2}-[0-9]{2}-[0-9]{2}", value):
        like = _meant_date(value) or EXAMPLES[key]
        return f"bij '{key}' staat '{shown(value)}'. Schrijf een datum als {like}."
    if _day(*value.split("-")):
        return None
    return f"bij '{key}' staat '{value}', en die dag bestaat niet. Schrijf een datum als {EXAMPLES[key]}."


def _meant_date(value: str) -> str | None:
    """The date that was meant, as 2021-10-01, if it can only be one: Dutch dates put the day first."""
    text = value.lower()
    for number, month in enumerate(_MONTHS, 1):
        text = re.sub(rf"\b{month}\b", f"-{number}-", text)
    parts = re.findall("[0-9]+|[a-z]+", text)
    if re.fullmatch("[0-9]{8}", text):
        parts = [text[:4], text[4:6], text[6:]]
    if len(parts) != 3:
        return None
    day = _day(*(parts if len(parts[0]) == 4 else reversed(parts)))
    return day.isoformat() if day and 2000 <= day.year < 2100 else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


def _check_website(key: str, value: str) -> str | None:
    """A web address begins with https:// or http://, names a host, and gives nobody's password away."""
    if _is_web_address(value):
        return None
    said = f"bij '{key}' staat '{shown(value)}'."
    if " " in value:
        return f"{said} In een webadres staan geen spaties. Schrijf{_like(key, None)}"
    scheme, colon, rest = value.partition(":")
    after = rest.lstrip("/")
    if scheme.lower() not in ("http", "https"):
        bare = f"https://{re.sub('^https?(?=/)', '', value).lstrip('/')}"
        if _is_web_address(bare):
            return f"{said} Een webadres begint met https://. Schrijf{_like(key, bare)}"
        what = f", en niet met '{shown(scheme)}:'" if colon else ""
        return f"{said} Een webadres begint met https://{what}. Schrijf{_like_address(key, f'https://{after}')}"
    if not rest.startswith("//"):
        remedy = _like_address(key, f"{scheme}://{after}")
        return f"{said} Na {scheme}: horen twee schuine strepen. Schrijf{remedy}"
    host, _, behind = after.partition("@")
    if behind and not re.search(r"[/?#\\]", host):
        fault = f"bij '{key}' staan in het webadres inloggegevens, en die ziet zo iedereen."
        return f"{fault} Verander het wachtwoord en schrijf{_like_address(key, f'{scheme}://{behind}')}"
    if found := _NOT_IN_ADDRESS.search(value):
        return f"{said} In een webadres staat geen {found[0]}. Schrijf{_like(key, None)}"
    reason = "Zo vindt een browser de website niet." if after else f"Na {scheme}:// komt de naam van de website."
    return f"{said} {reason} Schrijf{_like(key, None)}"


def _is_web_address(value: str) -> bool:
    """Whether this is http(s) to a host that a browser could find, without login data."""
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port  # asking for the port is what checks it
    except ValueError:
        return False
    is_plain = "@" not in parts.netloc and not _NOT_IN_ADDRESS.search(value)
    return parts.scheme in ("http", "https") and is_plain and port != 0 and bool(_HOST.fullmatch(host))


def _check_contact(key: str, value: str) -> str | None:
    """A role, never a person: no e-mail address, telephone number or name. What was typed is not repeated."""
    kinds = (
        (_E_MAIL, "een e-mailadres"),
        (_TELEPHONE, "een telefoonnummer"),
        (_SALUTATION, "de naam van een persoon"),
    )
    found = next((what for pattern, what in kinds if pattern.search(value)), None)
    if not found:
        return None
    reason = "Gegevens van personen komen niet op deze site."
    return f"bij '{key}' staat {found}. {reason} Schrijf een functie, bijvoorbeeld: {_example(key)}"


def _check_council(key: str, value: str) -> str | None:
    """MR or GMR: the protocol knows no third."""
    if value in _COUNCILS:
        return None
    meant = value.upper() if value.upper() in _COUNCILS else None
    return f"bij '{key}' staat '{shown(value)}'. Kies MR of GMR. Schrijf{_like(key, meant)}"


def _like(key: str, meant: str | None) -> str:
    """The end of a message: what was meant, if that is certain, or else an example."""
    return f": {as_line(key, meant)}" if meant else f" bijvoorbeeld: {_example(key)}"


def _like_address(key: str, meant: str) -> str:
    return _like(key, meant if _is_web_address(meant) else None)


def _example(key: str) -> str:
    return f"{key}: {EXAMPLES.get(key, 'tekst')}"


_CHECKS: dict[str, tuple[Callable[[str, str], str | None], ...]] = {
    "naam": (_check_words,),
    "plaats": (_check_words,),
    "officiele_naam": (_check_words,),
    "brin": (_check_brin,),
    "adres": (_check_words,),
    "postcode": (_check_postcode,),
    "website": (_check_website,),
    "peildatum": (_check_date,),
    "contact": (_check_words, _check_contact),
    "medezeggenschap": (_check_council,),
}

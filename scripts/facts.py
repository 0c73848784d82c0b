"""The facts that are not about one school: sources, help, articles, words of the site. From `facts/*.yml`.

Each file is read so that what is typed is what is read (all text), with the line of every entry, so that a fault
can be pointed at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from problem import Problem


class Entry(dict[str, Any]):
    """A YAML mapping that knows the line of each of its keys (1-based)."""

    lines: dict[str, int]


def read_text(path: Path) -> tuple[str | None, list[Problem]]:
    r"""The text of a file with `\n` between its lines, or None and why it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig"), []
    except FileNotFoundError:
        message = "dit bestand ontbreekt. Zet het terug uit de vorige versie."
    except IsADirectoryError:
        message = "dit is een map, geen bestand. Zet het bestand terug uit de vorige versie."
    except UnicodeDecodeError:
        message = "dit bestand is niet als UTF-8 bewaard. Bewaar het opnieuw en kies de codering UTF-8."
    except OSError:
        message = "dit bestand is niet te openen. Kijk of je het mag lezen."
    return None, [Problem(path=path, line=1, message=message)]


def read_yaml(text: str, path: Path, first_line: int = 1) -> tuple[Any, list[Problem]]:
    """The value of a YAML text as dicts (`Entry`), lists and str, and what is wrong with it.

    `first_line` is the line of the file at which the text begins (front matter begins on line 2).
    """
    problems: list[Problem] = []
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        message = (
            "deze regel is niet te lezen. Zet een tekst met een dubbele punt of een aanhalingsteken tussen rechte"
            ' aanhalingstekens ("…") en spring in met spaties.'
        )
        return None, [Problem(path=path, line=line, message=message)]
    return _value(node, path, first_line, problems), problems


def _value(node: yaml.Node | None, path: Path, first_line: int, problems: list[Problem]) -> Any:
    if isinstance(node, yaml.MappingNode):
        entry = Entry()
        entry.lines = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), first_line + key_node.start_mark.line
            if key in entry:
                message = f"'{key}' staat er twee keer, ook op regel {entry.lines[key]}. Haal er een weg."
                problems.append(Problem(path=path, line=line, message=message))
            entry[key] = _value(value_node, path, first_line, problems)
            entry.lines[key] = line
        return entry
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, path, first_line, problems) for item in node.value]
    return node.value if node is not None else None


@dataclass(frozen=True, kw_only=True)
class Source:
    """One page on the web that the site cites or links to."""

    id: str
    titel: str
    uitgever: str
    adres: str
    gezien: date
    datum: str = ""
    let_op: str = ""


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article of the protocol: `a5` is number 5 of part A."""

    id: str
    onderdeel: str
    nummer: int
    kort: str

    @property
    def label(self) -> str:
        """How people write it: A5."""
        return f"{self.onderdeel}{self.nummer}"


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One way to reach an organisation; `soort` is telefoon, chat or website."""

    soort: str
    waarde: str
    label: str

    @property
    def href(self) -> str:
        """The address behind the link."""
        if self.soort == "telefoon":
            return "tel:" + "".join(sign for sign in self.waarde if sign.isdigit() or sign == "+")
        return self.waarde


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An organisation that helps, as `facts/hulp.yml` gives it."""

    id: str
    naam: str
    voor: str
    kan: str
    bereikbaar: tuple[Contact, ...]
    bron: str
    gecontroleerd: date
    doelgroep: tuple[str, ...]
    let_op: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything in `facts/`, read and checked."""

    bronnen: Mapping[str, Source]
    hulp: tuple[Organisation, ...]
    artikelen: Mapping[str, Article]
    woorden: Mapping[str, Mapping[str, str]]
    """Language -> key -> the word or sentence on the page."""


CONTACTS = ("telefoon", "chat", "website")
AUDIENCES = ("ouders", "kinderen", "scholen", "ouderavond")


class Checker:
    """Collects what is wrong in one file; each `take` gives a usable value or notes why there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def note(self, line: int, message: str) -> None:
        self.problems.append(Problem(path=self.path, line=line, message=message))

    def known(self, entry: Entry, keys: tuple[str, ...]) -> None:
        for key in entry:
            if key not in keys:
                self.note(entry.lines[key], f"'{key}' kennen we hier niet. Kies uit: {', '.join(keys)}.")

    def text(self, entry: Entry, key: str, line: int, *, required: bool = True) -> str:
        value = entry.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if key in entry or required:
            self.note(entry.lines.get(key, line), f"bij '{key}' staat geen tekst. Vul in: {key}: …")
        return ""

    def day(self, entry: Entry, key: str, line: int) -> date:
        value = self.text(entry, key, line)
        try:
            return date.fromisoformat(value)
        except ValueError:
            if value:
                self.note(entry.lines[key], f"bij '{key}' staat '{value}'. Schrijf een datum als 2026-11-22.")
            return date.min

    def address(self, entry: Entry, key: str, line: int) -> str:
        value = self.text(entry, key, line)
        if value and not _is_web_address(value):
            self.note(
                entry.lines[key],
                f"bij '{key}' staat '{value}'. Schrijf het hele adres, zoals https://www.voorbeeld.nl/",
            )
        return value


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:  # [ without ]
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def read_file(path: Path) -> tuple[Any, Checker]:
    """What a YAML file holds, None where it cannot be read, and a checker that knows why."""
    checker = Checker(path)
    text, checker.problems = read_text(path)
    if text is None:
        return None, checker
    value, problems = read_yaml(text, path)
    checker.problems += problems
    if value is None and not problems:
        checker.note(1, "dit bestand is leeg. Zet het terug uit de vorige versie.")
    return value, checker


def read_sources(path: Path) -> tuple[dict[str, Source], list[Problem]]:
    """The register of web pages, by id, and what is to be mended in it."""
    entries, checker = read_file(path)
    sources = {}
    for key, entry, line in _entries(entries, checker):
        checker.known(entry, ("titel", "uitgever", "adres", "datum", "gezien", "let_op"))
        sources[key] = Source(
            id=key,
            titel=checker.text(entry, "titel", line),
            uitgever=checker.text(entry, "uitgever", line),
            adres=checker.address(entry, "adres", line),
            gezien=checker.day(entry, "gezien", line),
            datum=checker.text(entry, "datum", line, required=False),
            let_op=checker.text(entry, "let_op", line, required=False),
        )
    return sources, checker.problems


def _entries(entries: Any, checker: Checker) -> Iterator[tuple[str, Entry, int]]:
    if not isinstance(entries, Entry):
        if entries is not None:
            checker.note(
                1, "hier horen namen met gegevens eronder te staan. Kijk naar de vorige versie van dit bestand."
            )
        return
    for key, entry in entries.items():
        if isinstance(entry, Entry):
            yield key, entry, entries.lines[key]
        else:
            checker.note(entries.lines[key], f"onder '{key}' horen gegevens te staan, ingesprongen. Vul ze aan.")


def read_articles(path: Path) -> tuple[dict[str, Article], list[Problem]]:
    """The articles of the protocol, by id, in the order of the protocol."""
    entries, checker = read_file(path)
    articles = {}
    for key, entry, line in _entries(entries, checker):
        checker.known(entry, ("onderdeel", "nummer", "kort"))
        number = checker.text(entry, "nummer", line)
        if not number.isdigit():
            checker.note(entry.lines.get("nummer", line), f"bij 'nummer' staat '{number}'. Schrijf een getal, zoals 5.")
            number = "0"
        articles[key] = Article(
            id=key,
            onderdeel=checker.text(entry, "onderdeel", line),
            nummer=int(number),
            kort=checker.text(entry, "kort", line),
        )
    return articles, checker.problems


def read_help(path: Path, sources: Mapping[str, Source]) -> tuple[tuple[Organisation, ...], list[Problem]]:
    """The organisations that help; each names a source from the register."""
    top, checker = read_file(path)
    if top is None:
        return (), checker.problems
    entries = top.get("organisaties") if isinstance(top, Entry) else None
    if not isinstance(entries, list) or not entries:
        checker.note(1, "de lijst 'organisaties' ontbreekt. Zet hem terug uit de vorige versie.")
        return (), checker.problems
    first = top.lines["organisaties"]
    found = []
    for entry in entries:
        if not isinstance(entry, Entry):
            checker.note(first, "onder 'organisaties' hoort elke organisatie te beginnen met '- id: …'.")
            continue
        line = min(entry.lines.values(), default=first)
        checker.known(
            entry, ("id", "naam", "voor", "kan", "bereikbaar", "bron", "gecontroleerd", "doelgroep", "let_op")
        )
        source = checker.text(entry, "bron", line)
        # Without any source that file itself has been told of.
        if source and sources and source not in sources:
            checker.note(entry.lines["bron"], f"bron '{source}' staat niet in facts/bronnen.yml. Zet hem daar bij.")
        audience = entry.get("doelgroep")
        if not isinstance(audience, list) or not audience or set(audience) - set(AUDIENCES):
            checker.note(entry.lines.get("doelgroep", line), f"'doelgroep' is een lijst uit: {', '.join(AUDIENCES)}.")
            audience = []
        found.append(
            Organisation(
                id=checker.text(entry, "id", line),
                naam=checker.text(entry, "naam", line),
                voor=checker.text(entry, "voor", line),
                kan=checker.text(entry, "kan", line),
                bereikbaar=tuple(_contacts(entry, line, checker)),
                bron=source,
                gecontroleerd=checker.day(entry, "gecontroleerd", line),
                doelgroep=tuple(audience),
                let_op=checker.text(entry, "let_op", line, required=False),
            )
        )
    return tuple(found), checker.problems


def _contacts(entry: Entry, line: int, checker: Checker) -> Iterator[Contact]:
    for contact in entry.get("bereikbaar") or []:
        if not isinstance(contact, Entry):
            checker.note(entry.lines["bereikbaar"], "onder 'bereikbaar' hoort elke regel te beginnen met '- soort: …'.")
            continue
        at = min(contact.lines.values(), default=line)
        kind = checker.text(contact, "soort", at)
        if kind and kind not in CONTACTS:
            checker.note(contact.lines["soort"], f"bij 'soort' staat '{kind}'. Kies uit: {', '.join(CONTACTS)}.")
        value = (checker.text if kind == "telefoon" else checker.address)(contact, "waarde", at)
        yield Contact(soort=kind, waarde=value, label=checker.text(contact, "label", at))


_MANY = 5
"""More words than this that a language lacks are told in one sentence."""


def read_words(path: Path, languages: tuple[str, ...]) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """The site's own words per language; every word must be there in every language."""
    top, checker = read_file(path)
    words: dict[str, dict[str, str]] = {language: {} for language in languages}
    entries = list(_entries(top, checker))
    missing = {language: [key for key, entry, _ in entries if not entry.get(language)] for language in languages}
    for key, entry, line in entries:
        checker.known(entry, languages)
        for language in languages:
            if key not in missing[language] or len(missing[language]) <= _MANY:
                words[language][key] = checker.text(entry, language, line)
    for language, keys in missing.items():
        if len(keys) > _MANY:
            message = f"in de taal '{language}' ontbreken {len(keys)} teksten, zoals {keys[0]}, {keys[1]} en {keys[2]}."
            checker.note(1, f"{message} Vul bij elke regel in: {language}: …")
    return words, checker.problems


def read_facts(folder: Path, languages: tuple[str, ...]) -> tuple[Facts, list[Problem]]:
    """Everything in `facts/`, and everything that is to be mended in it."""
    sources, problems = read_sources(folder / "bronnen.yml")
    help_, found = read_help(folder / "hulp.yml", sources)
    articles, more = read_articles(folder / "artikelen.yml")
    words, last = read_words(folder / "woorden.yml", languages)
    facts = Facts(bronnen=sources, hulp=help_, artikelen=articles, woorden=words)
    return facts, problems + found + more + last

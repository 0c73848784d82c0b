"""The official text: `official/nl/*.md`, word for word, and its translations in `official/<language>/`.

The text is Markdown with the board's own placeholder `[naam school]` left in. Every section and article carries a
fixed id (`{: #a5 }`): lessons, letters and printed schoolgidsen point at them.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from facts import Entry, read_file, read_text
from problem import Problem

SECTIONS = {
    "protocol": ("protocol", "inleiding", "uitgangspunten", "doelgroep", "school", "a", "b", "c", "sancties"),
    "beleid": ("beleid",),
}
"""Per text the ids of its headings, in the order in which they must stand."""

_HEADING = re.compile(r"^#{2,6} +(?P<text>.*?)(?:\s*\{: #(?P<id>[a-z0-9-]+) \})?\s*$")
_ITEM_ID = re.compile(r"^\{: #(?P<id>[a-z]\d+) \}$")
_BRACKETS = re.compile(r"\[(?P<text>[^\]\n]*)\](?![(:])")


@dataclass(frozen=True, kw_only=True)
class Official:
    """One official text, or a translation of one, as its file gives it."""

    kind: str
    language: str
    path: Path
    markdown: str


def read_official(
    root: Path, kind: str, language: str, articles: Iterable[str]
) -> tuple[Official | None, list[Problem]]:
    """The text and what is to be mended in it; None without a file (a translation need not exist)."""
    path = root / language / f"{kind}.md"
    if not path.exists():
        message = "de officiële tekst ontbreekt. Zet dit bestand terug uit de vorige versie."
        return None, [Problem(path=path, line=1, message=message)] if language == "nl" else []
    markdown, problems = read_text(path)
    if markdown is None:
        return None, problems
    official = Official(kind=kind, language=language, path=path, markdown=markdown)
    return official, list(check_official(official, articles))


def check_official(official: Official, articles: Iterable[str]) -> list[Problem]:
    """The required sections stand there in order and are not empty; every article has its id, in order.

    Without any `articles`, facts/artikelen.yml itself has been told of.
    """
    articles = tuple(articles)
    problems: list[Problem] = []

    def note(line: int, message: str) -> None:
        problems.append(Problem(path=official.path, line=line, message=message))

    headings: list[tuple[int, str, str]] = []
    items: list[tuple[int, str]] = []
    filled: dict[str, bool] = {}
    lines = official.markdown.splitlines()
    for number, line in enumerate(lines, 1):
        heading, item = _HEADING.match(line), _ITEM_ID.match(line)
        if heading:
            if not heading["id"]:
                note(number, f"de kop '{heading['text']}' heeft geen vaste naam. Zet erachter: {{: #naam }}")
            headings.append((number, heading["id"] or "", heading["text"]))
        elif item:
            items.append((number, item["id"]))
        elif line.strip() and headings:
            filled[headings[-1][1]] = True
        for brackets in _BRACKETS.finditer(line):
            if brackets["text"] not in ("naam school", "Naam school"):
                note(number, f"'[{brackets['text']}]' wordt niet ingevuld. Schrijf [naam school] of [Naam school].")
    _check_order(official.kind, headings, len(lines), note)
    # The title and "Sociale media in de school" hold nothing but their sections.
    for number, key, text in headings:
        if not filled.get(key) and key not in ("protocol", "school"):
            note(number, f"onder de kop '{text}' staat niets. Zet de tekst terug uit de vorige versie.")
    if official.kind == "protocol" and articles:
        found = [key for _, key in items]
        for key in articles:
            if key not in found:
                note(len(lines), f"artikel '{key}' ontbreekt. Zet onder het artikel: {{: #{key} }}")
        for number, key in items:
            if key not in set(articles):
                note(number, f"artikel '{key}' staat niet in facts/artikelen.yml. Zet het daar bij.")
        if set(found) == set(articles) and found != list(articles):
            note(1, "de artikelen staan in een andere volgorde dan in facts/artikelen.yml. Zet ze terug.")
    return problems


def _check_order(kind: str, headings: list[tuple[int, str, str]], last: int, note: Callable[[int, str], None]) -> None:
    wanted, found = SECTIONS[kind], [key for _, key, _ in headings]
    for key in wanted:
        if key not in found:
            note(last, f"de kop met de vaste naam '{key}' ontbreekt. Zet hem terug: … {{: #{key} }}")
    if all(key in found for key in wanted) and [key for key in found if key in wanted] != list(wanted):
        note(1, f"de koppen staan in een andere volgorde. De volgorde is: {', '.join(wanted)}.")


def article_text(official: Official, article: str) -> str:
    """One article in the words of the protocol, on one line, without its number and its semicolon at the end.

    Raises KeyError for an article that the text does not have.
    """
    found = re.search(rf"^\d+\. (?P<text>(?:(?!^\{{: #).*\n)+?)\{{: #{article} \}}$", official.markdown, re.M)
    if not found:
        raise KeyError(article)
    text = re.sub(r"\[([^\]]*)\]\(#[^)]*\)", r"\1", " ".join(found["text"].split()))
    return text.removesuffix(";")


def page_markdown(official: Official) -> str:
    """The text as it goes into a page: inside one element that holds nothing else.

    `data-officieel` marks the board's own text, `data-vertaling` a courtesy translation, which is not the board's.
    """
    mark = "data-officieel" if official.language == "nl" else "data-vertaling"
    opening = f'<div {mark}="{official.kind}" class="official" lang="{official.language}" markdown="1">'
    return f"{opening}\n\n{official.markdown.strip()}\n\n</div>"


FIXED = "vastgesteld.yml"
"""The file beside the texts that says what each Dutch text was when the board decided on it."""

_FIXED_COMMENT = """\
# Van elke officiële tekst in official/nl/ de vingerafdruk (SHA-256) van de versie die het bestuur heeft vastgesteld.
# Zo valt elke wijziging op, ook een kleine. Nieuw besluit van het bestuur? Pas de tekst aan en doe daarna:
# .venv/bin/python scripts/check.py --vastgesteld
"""


def check_fixed(root: Path, official: Mapping[str, Official]) -> list[Problem]:
    """The Dutch texts (kind -> text) are still what `root`/vastgesteld.yml says; `root` is the folder official/."""
    top, checker = read_file(root / FIXED)
    if top is None:
        return checker.problems
    fixed = top if isinstance(top, Entry) else {}
    for kind, text in official.items():
        if not fixed.get(kind):
            message = f"bij '{kind}' staat geen vingerafdruk. Zet dit bestand terug uit de vorige versie."
            checker.note(1, message)
        elif fixed[kind] != _fingerprint(text):
            message = (
                "de tekst is anders dan vastgesteld. Zet de vorige versie terug;"
                " na een besluit van het bestuur: .venv/bin/python scripts/check.py --vastgesteld"
            )
            checker.problems.append(Problem(path=text.path, line=1, message=message))
    return checker.problems


def fixed_yaml(official: Mapping[str, Official]) -> str:
    """What vastgesteld.yml holds after a decision of the board on these texts."""
    return _FIXED_COMMENT + "".join(f"{kind}: {_fingerprint(text)}\n" for kind, text in official.items())


def _fingerprint(official: Official) -> str:
    # The text as it goes into a page: without a difference that no reader can see, such as its line endings.
    return hashlib.sha256(official.markdown.strip().encode()).hexdigest()

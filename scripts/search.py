"""What the search knows: a document per section, article and school, and the index that browsers fetch.

The search itself runs in the browser: `overrides/assets/search/ranking.js` reads what `index` writes.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

import reading
from facts import Entry, read_yaml
from lesson import Lesson
from lessonpage import Around
from problem import Problem

Synonyms = Mapping[str, tuple[tuple[str, ...], ...]]
"""Language -> groups of words (or of a few words together) that mean the same to someone who searches."""

EXCLUDE = "data-zoek-uit"
"""The attribute that keeps an element out of the search; on a heading: its whole section."""

_OFFICIAL = ("data-officieel", "data-vertaling")
"""The marks of the board's text and of its translation: the list items with an id in there are articles."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SILENT = frozenset(("button", "input", "nav", "noscript", "script", "select", "style", "svg", "template", "textarea"))
_SILENT_CLASSES = frozenset(
    {"headerlink", "footnote", "footnote-ref"}
    | {"crumbs", "version", "downloads", "file", "helper__ways", "helper__checked"}
)
"""Permalink signs, and footnotes: the titles of sources hold words that the page itself is not about. And what belongs
to every page of its kind and says nothing of what it is about: files, telephone buttons, dates."""
_INLINE = frozenset(("a", "abbr", "b", "bdi", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup"))


@dataclass(frozen=True, kw_only=True)
class Document:
    """One place that can be found.

    `location` is the address from the root of the site (`protocol/#a5`); `keywords` are words to be found by
    that are never shown. All text is plain text, not HTML.
    """

    location: str
    title: str
    text: str = ""
    keywords: tuple[str, ...] = ()
    school: bool = False


@dataclass
class _Draft:
    """A document while the page is being read."""

    location: str
    title: str
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


class _Reader:
    """Walks through a page once and deals its text out to the sections and articles that it stands in."""

    def __init__(self, url: str, title: str, article_label: str) -> None:
        self.url = url
        self.article_label = article_label
        self.drafts = [_Draft(location=url, title=title)]
        self.first_heading = ""
        self.is_official = False
        self.silent_from = 0
        """The level of the excluded heading that we are under; 0 if there is none."""

    def add(self, text: str) -> None:
        if not self.silent_from:
            self.drafts[-1].pieces.append(text)

    def open(self, anchor: str, title: str) -> None:
        self.drafts.append(_Draft(location=f"{self.url}#{anchor}", title=title))

    def read(self, node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            name = child.tag or ""
            if name == "-text":
                self.add(child.text_content or "")
            elif name in _HEADINGS:
                self.read_heading(child, int(name[1]))
            elif not name.startswith("-") and not _is_silent(child):
                self.read_element(child)

    def read_element(self, node: LexborNode) -> None:
        # Words of two paragraphs or cells must not run together; those of an inline element belong together.
        gap = "" if node.tag in _INLINE else " "
        self.add(gap)
        if any(mark in node.attributes for mark in _OFFICIAL):
            self.is_official = True
            self.read(node)
            self.is_official = False
        elif self.is_official and node.tag == "li" and node.attributes.get("id"):
            self.read_article(node)
        else:
            self.read(node)
        self.add(gap)

    def read_heading(self, node: LexborNode, level: int) -> None:
        if self.silent_from and level > self.silent_from:
            return
        self.silent_from = level if EXCLUDE in node.attributes else 0
        title = _heading_text(node)
        anchor = node.attributes.get("id")
        if level == 1:
            self.first_heading = self.first_heading or title
        elif anchor and not self.silent_from:
            self.open(anchor, title)
        else:
            self.add(f" {title} ")

    def read_article(self, node: LexborNode) -> None:
        section = self.drafts[-1]
        anchor = str(node.attributes["id"])
        # "A. Voor alle gebruikers (medewerkers, leerlingen …)": what stands in brackets makes the title too long.
        title = section.title.partition(" (")[0]
        self.open(anchor, f"{title} · {self.article_label} {anchor.upper()}")
        self.read(node)
        # What follows belongs to the section again, and the next article takes its title from there.
        self.drafts.append(section)


def _is_silent(node: LexborNode) -> bool:
    attributes = node.attributes
    classes = set((attributes.get("class") or "").split())
    is_marked = EXCLUDE in attributes or "hidden" in attributes
    return is_marked or node.tag in _SILENT or bool(classes & _SILENT_CLASSES)


def _heading_text(node: LexborNode) -> str:
    reader = _Reader("", "", "")
    reader.read(node)
    return reader.drafts[0].text


def documents(
    page_html: str, url: str, title: str, keywords: Iterable[str] = (), article_label: str = "artikel"
) -> list[Document]:
    """The page itself and each of its sections and articles, in the order of the page.

    `page_html` is a whole page or only its `<article>`; `url` is its address from the root of the site, which
    ends in a slash (or is empty: the home page). A section is what stands under a heading with an id; the text
    before the first one belongs to the page. A list item with an id in an official text is an article: it
    becomes a document of its own, so that a word of the protocol leads to `protocol/#a5`, with a title such as
    "A. Voor alle gebruikers · artikel A5". `keywords` (`zoekwoorden` in the front matter) go with the page.
    """
    tree = LexborHTMLParser(page_html)
    root = tree.css_first("article") or tree.css_first("main") or tree.body
    reader = _Reader(url, title, article_label)
    if root is not None:
        reader.read(root)
    extra = tuple(keywords) + ((reader.first_heading,) if reader.first_heading not in ("", title) else ())
    drafts = {draft.location: draft for draft in reader.drafts}.values()
    found = [Document(location=draft.location, title=draft.title, text=draft.text) for draft in drafts]
    return [replace(found[0], keywords=extra), *found[1:]]


def school_document(name: str, place: str, url: str) -> Document:
    """A school is found by its name and its place only; the text is found once, in the protocol."""
    return Document(location=url, title=name, text=place, school=True)


def lesson_document(lesson: Lesson, around: Around) -> Document:
    """A lesson is one place: found by groep, theme, articles and the words of teachers, not by every line in it."""
    theme = lesson.links(around.leerlijn)
    vocabulary = re.findall(r"\*\*([^*]+)\*\*:", lesson.sections["Woordenschat"].markdown)
    articles = (around.facts.artikelen[key] for key in lesson.protocol)
    young = ("kleuters", "kleuterklas") if lesson.groep <= 2 else ()
    text = (
        theme.naam if theme else "",
        lesson.kernzin,
        " ".join(reading.plain_lines(lesson.sections["In het kort"].markdown)),
    )
    return Document(
        location=lesson.url,
        title=f"{lesson.title} (les groep {lesson.groep})",
        text=" ".join(filter(None, text)),
        keywords=(
            "les",
            "lessen",
            f"groep {lesson.groep}",
            *young,
            *lesson.zoekwoorden,
            *lesson.werkvormen,
            *vocabulary,
            *(f"artikel {article.label}" for article in articles),
        ),
    )


def index(documents: Iterable[Document], synonyms: Synonyms, language: str) -> str:
    """The JSON that the browser fetches; the same pages give the same bytes, in whatever order they came."""
    ordered = sorted(documents, key=lambda document: document.location.partition("#")[0])
    content = {
        "synonyms": synonyms.get(language, ()),
        "documents": [_entry(document) for document in ordered],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _entry(document: Document) -> dict[str, object]:
    entry: dict[str, object] = {"location": document.location, "title": document.title}
    if document.text:
        entry["text"] = document.text
    if document.keywords:
        entry["keywords"] = " ".join(document.keywords)
    if document.school:
        entry["school"] = True
    return entry


_EXAMPLE = "telefoon: mobieltje, smartphone"


def read_synonyms(path: Path) -> tuple[Synonyms, list[Problem]]:
    """The words that mean the same, from `facts/zoeken.yml`, and what is to be mended in that file.

    The file holds, per language, lines such as `telefoon: mobieltje, smartphone`. What a single page could
    hold does not belong there but in the front matter of that page, under `zoekwoorden`.
    """
    try:
        top, problems = read_yaml(path.read_text(encoding="utf-8-sig"), path)
    except FileNotFoundError:
        return {}, [Problem(path, 1, "dit bestand ontbreekt. Zet het terug uit de vorige versie.")]
    except UnicodeDecodeError:
        message = "dit bestand is niet als UTF-8 bewaard. Bewaar het opnieuw en kies de codering UTF-8."
        return {}, [Problem(path, 1, message)]
    if not isinstance(top, Entry):
        message = f"hier horen talen te staan (nl:) met ingesprongen woorden eronder, zoals: {_EXAMPLE}"
        return {}, problems or [Problem(path, 1, message)]
    synonyms: dict[str, tuple[tuple[str, ...], ...]] = {}
    for language, entry in top.items():
        if isinstance(entry, Entry):
            problems += _check_groups(entry, path)
            synonyms[language] = tuple(_words(key, value) for key, value in entry.items())
        else:
            message = f"onder '{language}' horen woorden te staan, ingesprongen, zoals: {_EXAMPLE}"
            problems.append(Problem(path, top.lines[language], message))
    return synonyms, problems


def _words(key: str, value: object) -> tuple[str, ...]:
    """All words of a line, the one before the colon first; a value that is no text holds none."""
    parts = value.split(",") if isinstance(value, str) else []
    return (key, *(word for part in parts if (word := " ".join(part.split()))))


def _check_groups(entry: Entry, path: Path) -> Iterator[Problem]:
    """Each word stands once in the file, and each line has at least two words."""
    seen: dict[str, int] = {}
    for key, value in entry.items():
        line = entry.lines[key]
        words = _words(key, value)
        if len(words) == 1:
            message = f"bij '{key}' staat geen woord dat hetzelfde betekent. Schrijf het erachter, zoals: "
            yield Problem(path, line, message + _EXAMPLE)
        for word in words:
            known = seen.setdefault(word.casefold(), line)
            if known != line:
                message = f"'{word}' staat ook op regel {known}. Zet woorden met dezelfde betekenis op één regel."
                yield Problem(path, line, message)
        for word in sorted({word for word in words if words.count(word) > 1}):
            yield Problem(path, line, f"'{word}' staat twee keer op deze regel. Haal er een weg.")

"""A page of `docs/`: check its Markdown, and fill in what stands elsewhere (the official text, the sources)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.dates import format_date

from facts import Entry, Facts, Source, read_yaml
from official import Official, page_markdown
from problem import Problem

CARD_MARK = "[schoolgegevens]"
"""In a model page: a line on its own where the block with the school's details goes."""

_OFFICIAL_MARK = re.compile(r"^\[officiële tekst: (?P<kind>[a-z]+)\]$", re.M)
_FOOTNOTE = re.compile(r"\[\^(?P<id>[^\]\s]+)\]")
_ARTICLE_LINK = re.compile(r"\]\((?:[\w./-]*protocol\.md)?#(?P<id>[a-z]\d+)\)")
_OTHER_LANGUAGE = re.compile(r"\[(?P<text>[^\]\n]+)\]\((?P<language>[a-z]{2}):(?P<path>[\w./-]*)(?P<anchor>#[\w-]+)?\)")
_FILE_LINK = re.compile(r"\[(?P<text>[^\]\n]+)\]\(bestand:(?P<name>[a-z0-9.-]*)\)")
_DOCUMENT_MARK = re.compile(r"^\[document: (?P<name>[a-z0-9-]+)\]$", re.M)
_WEB_LINK = re.compile(r"\]\((?P<address>https?://[^)\s]+)[^)]*\)|<(?P<auto>https?://[^>\s]+)>")


@dataclass(frozen=True, kw_only=True)
class Page:
    """One Markdown file: its front matter, and the text below it that begins on line `first_line`."""

    path: Path
    meta: Mapping[str, object]
    markdown: str
    first_line: int


def read_page(path: Path) -> tuple[Page | None, list[Problem]]:
    """The page, or what is to be mended in its front matter.

    MkDocs prints front matter that it cannot read as a heading on the page and says nothing; that is why it is
    read here first.
    """

    def fault(line: int, message: str) -> tuple[None, list[Problem]]:
        return None, [Problem(path=path, line=line, message=message)]

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return fault(1, "dit bestand is niet als UTF-8 bewaard. Bewaar het opnieuw en kies de codering UTF-8.")
    if not text.startswith("---\n"):
        return fault(1, "boven aan de pagina staan geen titel en beschrijving. Begin met een regel --- en title: …")
    front, mark, body = text[4:].partition("\n---\n")
    if not mark:
        return fault(1, "het blok boven aan de pagina wordt niet afgesloten. Zet onder description: een regel ---")
    meta, problems = read_yaml(front, path, first_line=2)
    if problems or not isinstance(meta, Entry):
        return None, problems or fault(2, "hier horen title: … en description: … te staan. Vul ze in.")[1]
    return Page(path=path, meta=meta, markdown=body, first_line=3 + front.count("\n") + 1), []


def check_page(
    page: Page, facts: Facts, official: Mapping[str, Official], files: Mapping[str, str] | None = None
) -> Iterator[Problem]:
    """A title and a description; marks, sources, articles, files and web addresses that exist."""
    for key in ("title", "description"):
        value = page.meta.get(key)
        if not isinstance(value, str) or not value.strip():
            message = f"'{key}' ontbreekt of is leeg. Voeg een regel toe, bijvoorbeeld: {key}: …"
            yield Problem(path=page.path, line=2, message=message)
    for number, line in enumerate(page.markdown.splitlines(), page.first_line):
        for message in _check_line(line, facts, official):
            yield Problem(path=page.path, line=number, message=message)
        for found in _FILE_LINK.finditer(line):
            if found["name"] not in (files or {}):
                message = f"het bestand '{found['name']}' maken we niet. Kies uit: {', '.join(files or ['(niets)'])}."
                yield Problem(path=page.path, line=number, message=message)
        for found in _DOCUMENT_MARK.finditer(line):
            if f"{found['name']}.pdf" not in (files or {}):
                message = f"het document '{found['name']}' is er niet. Kies een naam uit papers/ (bestand: …)."
                yield Problem(path=page.path, line=number, message=message)


def _check_line(line: str, facts: Facts, official: Mapping[str, Official]) -> Iterator[str]:
    mark = _OFFICIAL_MARK.match(line)
    if mark and mark["kind"] not in official:
        yield f"de officiële tekst '{mark['kind']}' is er niet in deze taal. Kies uit: {', '.join(sorted(official))}."
    elif line.lower().startswith("[officiële tekst") and not mark:
        yield f"hier staat '{line}'. Schrijf op een eigen regel: [officiële tekst: protocol]"
    for found in _FOOTNOTE.finditer(line):
        if found["id"] not in facts.bronnen:
            yield f"bron '[^{found['id']}]' staat niet in facts/bronnen.yml. Zet hem daar bij, of kies een andere."
    for found in _ARTICLE_LINK.finditer(line):
        if found["id"] not in facts.artikelen:
            yield f"artikel '#{found['id']}' bestaat niet. Kies een artikel uit facts/artikelen.yml."
    for found in _WEB_LINK.finditer(line):
        address = found["address"] or found["auto"]
        yield f"hier staat het webadres {address}. Zet het in facts/bronnen.yml en verwijs ernaar met [^naam]."


def fill_page(
    markdown: str,
    *,
    url: str,
    language: str,
    facts: Facts,
    official: Mapping[str, Official],
    default_language: str = "nl",
    files: Mapping[str, str] | None = None,
    documents: Mapping[str, str] | None = None,
) -> str:
    """The Markdown with the official text, the sources, files and links to other languages filled in.

    `url` is the page's own address below the site's root ("en/ouders/"). `files` gives for each name after `bestand:`
    the address of that file below the root, `documents` for each name after `document:` its Markdown.
    """
    markdown = _OFFICIAL_MARK.sub(lambda found: page_markdown(official[found["kind"]]), markdown)
    markdown = markdown.replace(f"\n{CARD_MARK}\n", "\n<!-- schoolgegevens -->\n")

    def other_language(found: re.Match[str]) -> str:
        prefix = "" if found["language"] == default_language else f"{found['language']}/"
        address = "../" * url.count("/") + prefix + found["path"] + (found["anchor"] or "")
        # Written as HTML: MkDocs looks for Markdown links in the files of the page's own language only.
        return f'<a href="{address or "./"}" hreflang="{found["language"]}">{found["text"]}</a>'

    def file_link(found: re.Match[str]) -> str:
        # HTML, since MkDocs knows no file there: it is made after the pages.
        address = "../" * url.count("/") + (files or {})[found["name"]]
        return f'<a class="file" href="{address}">{found["text"]}</a>'

    markdown = _OTHER_LANGUAGE.sub(other_language, markdown)
    markdown = _FILE_LINK.sub(file_link, markdown)
    markdown = _DOCUMENT_MARK.sub(lambda found: document_markdown((documents or {})[found["name"]]), markdown)
    cited = list(dict.fromkeys(found["id"] for found in _FOOTNOTE.finditer(markdown)))
    words = facts.woorden[language]
    notes = [f"[^{key}]: {source_markdown(facts.bronnen[key], language, words)}" for key in cited]
    return "\n\n".join([markdown, *notes])


_BLANK = re.compile(r"\[invullen: (?P<label>[^\]\n]+)\]")


def document_markdown(markdown: str) -> str:
    """A text for on paper as a part of a page: without its title, a level lower, with boxes and blanks to look at."""
    _, _, body = markdown.partition("\n# ")
    _, _, body = body.partition("\n")
    body = re.sub(r"^(#+ )", r"#\1", body, flags=re.M)
    body = body.replace("- [ ] ", "- ☐ ")
    return _BLANK.sub(lambda found: f'<span class="blank">{found["label"]}</span>', body).strip()


def source_markdown(source: Source, language: str, words: Mapping[str, str]) -> str:
    """One line that names a source: title as a link, publisher, its date, when we saw it, how sure we are."""
    published = f", {source.datum}" if source.datum else ""
    seen = words["bron_gezien"].format(datum=in_words(source.gezien, language))
    # Titles and notes are Dutch; on a page in another language a screen reader must be told (WCAG 3.1.2).
    lang, opening, closing = ("", "", "") if language == "nl" else (" lang=nl", '<span lang="nl">', "</span>")
    note = f" {opening}{source.let_op}{closing}" if source.let_op else ""
    title = source.titel.replace("[", "\\[").replace("]", "\\]")
    return f"[{title}]({source.adres}){{: rel=external{lang} }}. {source.uitgever}{published}. {seen}{note}"


_LOCALES = {"en": "en_GB"}
"""Where the plain language gives another country's way of writing a date ("November 22, 2026")."""


def in_words(day: date, language: str) -> str:
    """A date as people write it in that language: 22 november 2026."""
    return format_date(day, "long", locale=_LOCALES.get(language, language))

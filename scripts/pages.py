"""A page of `docs/`: check its Markdown, and fill in what stands elsewhere (the official text, the sources)."""

import difflib
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.dates import format_date

from facts import Checker, Entry, Facts, Source, read_text, read_yaml
from official import Official, page_markdown
from problem import Problem
from stamp import MODEL
from tables import uneven_rows

CARD_MARK = "[schoolgegevens]"
"""In a model page: a line on its own where the block with the school's details goes."""

_OFFICIAL_MARK = re.compile(r"^\[officiële tekst: (?P<kind>[a-z]+)\][ \t]*$", re.M)
# Any way of writing it that is not the text of a link.
_LIKE_OFFICIAL_MARK = re.compile(r"\[ *offici\w* *tekst(?![^\]\n]*\]\()", re.I)
_CARD_MARK = re.compile(rf"^{re.escape(CARD_MARK)}[ \t]*$", re.M)
_FOOTNOTE = re.compile(r"\[\^(?P<id>[^\]\s]+)\]")
_ARTICLE_LINK = re.compile(r"\]\((?:[\w./-]*protocol\.md)?#(?P<id>[a-z]\d+)\)")
_OTHER_LANGUAGE = re.compile(r"\[(?P<text>[^\]\n]+)\]\((?P<language>[a-z]{2}):(?P<path>[\w./-]*)(?P<anchor>#[\w-]+)?\)")
_FILE_LINK = re.compile(
    r"(?P<picture>!?)\[(?P<text>[^\]\n]+)\]\(bestand:(?P<name>[a-z0-9.-]*)\)(?:\{: lang=(?P<lang>[a-z-]+) \})?"
)
_TRANSLATIONS_MARK = re.compile(r"^\[vertalingen: (?P<name>[a-z0-9-]+)\][ \t]*$", re.M)
_DOCUMENT_MARK = re.compile(r"^\[document: (?P<name>[a-z0-9-]+(?:#[\w-]+)?)\][ \t]*$", re.M)
# Any way of writing these two that is not the text of a link.
_LIKE_MARK = re.compile(r"\[ *(?P<word>document|vertaling)\w*(?![^\]\n]*\]\()", re.I)
_WEB_LINK = re.compile(r"\]\((?P<address>https?://[^)\s]+)[^)]*\)|<(?P<auto>https?://[^>\s]+)>")


Known = Mapping[str, Mapping[str, frozenset[str] | None]]
"""Language -> page ("scholen/index.md") -> the names in it that a link may point at; None where they are not known."""


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

    text, problems = read_text(path)
    if text is None:
        return None, problems
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
    page: Page,
    facts: Facts,
    official: Collection[str],
    files: Mapping[str, str] | None = None,
    documents: Collection[str] | None = None,
    translations: Collection[str] | None = None,
) -> Iterator[Problem]:
    """A title and a description; marks, sources, articles, files, web addresses, HTML and tables.

    `official` are the kinds of official text in this language, `documents` the names after `document:`, `translations`
    those after `vertalingen:`. Without any of these and sources they are not checked: what they come from has been
    told of.
    """
    for number, message in _check_front(page.meta):
        yield Problem(path=page.path, line=number, message=message)
    for number, line in enumerate(page.markdown.splitlines(), page.first_line):
        for message in _check_line(line, facts, official):
            yield Problem(path=page.path, line=number, message=message)
        for found in _FILE_LINK.finditer(line):
            if files is not None and found["name"] not in files:
                near = difflib.get_close_matches(found["name"], files, n=3, cutoff=0)
                some = ", ".join(near) or "(niets)"
                message = f"het bestand '{found['name']}' maken we niet. Kies bijvoorbeeld: {some}."
                yield Problem(path=page.path, line=number, message=message)
        for found in _DOCUMENT_MARK.finditer(line):
            if documents is not None and found["name"] not in documents:
                message = f"het document '{found['name']}' is er niet. Kies een naam uit papers/ (bestand: …)."
                yield Problem(path=page.path, line=number, message=message)
        like = _LIKE_MARK.search(line)
        if like and not _DOCUMENT_MARK.match(line) and not _TRANSLATIONS_MARK.match(line):
            mark = "document" if like["word"].lower() == "document" else "vertalingen"
            message = f"hier staat '{line.strip()}'. Schrijf op een eigen regel: [{mark}: naam]"
            yield Problem(path=page.path, line=number, message=message)
        for found in _TRANSLATIONS_MARK.finditer(line):
            if translations is not None and found["name"] not in translations:
                some = ", ".join(translations)
                message = f"van '{found['name']}' is er geen vertaling. Kies uit: {some}, of haal deze regel weg."
                yield Problem(path=page.path, line=number, message=message)
    for number, message in uneven_rows(_without_code(page)):
        yield Problem(path=page.path, line=number, message=message)
    titles: list[int] = []
    for number, line in _without_code(page):
        for message in check_html(line, _OUR_HTML):
            yield Problem(path=page.path, line=number, message=message)
        if line.startswith("# "):
            titles.append(number)
            if len(titles) > 1:
                message = f"dit is nog een kop met één #, naast die op regel {titles[0]}. Schrijf: #{line.rstrip()}"
                yield Problem(path=page.path, line=number, message=message)


def _check_front(meta: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    lines = meta.lines if isinstance(meta, Entry) else {}
    for key in ("title", "description"):
        value = meta.get(key)
        if isinstance(value, (list, dict)):
            message = f"bij '{key}' staat geen gewone tekst. Zet rechte aanhalingstekens om de tekst: {key}: \"…\""
            yield lines.get(key, 2), message
        elif not isinstance(value, str) or not value.strip():
            yield 2, f"'{key}' ontbreekt of is leeg. Voeg een regel toe, bijvoorbeeld: {key}: …"
    words = meta.get("zoekwoorden", [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        yield lines.get("zoekwoorden", 2), "'zoekwoorden' is een lijst. Zet elk woord op een eigen regel, met - ervoor."


def _check_line(line: str, facts: Facts, official: Collection[str]) -> Iterator[str]:
    mark = _OFFICIAL_MARK.match(line)
    if mark and mark["kind"] not in official:
        advice = f"Kies uit: {', '.join(sorted(official))}." if official else "Zet de vertaling terug in official/."
        yield f"de officiële tekst '{mark['kind']}' is er niet in deze taal. {advice}"
    elif _LIKE_OFFICIAL_MARK.search(line) and not mark:
        yield f"hier staat '{line}'. Schrijf op een eigen regel: [officiële tekst: protocol]"
    for found in _FOOTNOTE.finditer(line):
        if facts.bronnen and found["id"] not in facts.bronnen:
            yield f"bron '[^{found['id']}]' staat niet in facts/bronnen.yml. Zet hem daar bij, of kies een andere."
    for found in _ARTICLE_LINK.finditer(line):
        if facts.artikelen and found["id"] not in facts.artikelen:
            yield f"artikel '#{found['id']}' bestaat niet. Kies een artikel uit facts/artikelen.yml."
    for found in _WEB_LINK.finditer(line):
        address = found["address"] or found["auto"]
        yield f"hier staat het webadres {address}. Zet het in facts/bronnen.yml en verwijs ernaar met [^naam]."


def check_sources(page: Page, facts: Facts) -> Iterator[Problem]:
    """Every `[^bron]` in the page stands in the register of sources."""
    for number, line in _without_code(page):
        for found in _FOOTNOTE.finditer(line):
            if facts.bronnen and found["id"] not in facts.bronnen:
                message = (
                    f"bron '[^{found['id']}]' staat niet in facts/bronnen.yml. Zet hem daar bij, of kies een andere."
                )
                yield Problem(path=page.path, line=number, message=message)


_CODE_SPAN = re.compile(r"(`+).+?\1")
_TAG = re.compile(r"<(?!https?://)[A-Za-z/!?][^>]*>?")
_OUR_HTML = re.compile(r'<div class="kopieer" id="[a-z0-9-]+" markdown="1">|</div>')
"""The one piece of HTML in a page: around a text to copy."""


def _without_code(page: Page) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without what Markdown shows as it is typed."""
    is_code = False
    for number, line in enumerate(page.markdown.splitlines(), page.first_line):
        if line.startswith("```"):
            is_code = not is_code
        elif not is_code:
            yield number, _CODE_SPAN.sub("", line)


def check_html(line: str, allowed: re.Pattern[str] | None = None) -> Iterator[str]:
    """What is to mend in a line with HTML in it: nothing would check what that does on the page."""
    for found in _TAG.finditer(line):
        if not (allowed and allowed.fullmatch(found[0])):
            yield f"hier staat de code '{found[0]}'. Schrijf het in Markdown, zoals **vet** of [tekst](pagina.md)"
            return


_BRACKETS = re.compile(r"\[(?P<text>[^\[\]\n]*)\](?!\()")
_IN_TEXT = re.compile(r"[Nn]aam school|plaats|adres van deze pagina|\^\S+|invullen: .+")
_ON_ITS_OWN = re.compile(r"schoolgegevens|document: [a-z0-9-]+(?:#[\w-]+)?|vertalingen: [a-z0-9-]+")


def check_model(page: Page) -> Iterator[Problem]:
    """In a page that is made for every school: what stands in square brackets is something that we fill in."""
    lines = page.meta.lines if isinstance(page.meta, Entry) else {}
    for key in ("title", "description"):
        for message in _check_brackets(str(page.meta.get(key, ""))):
            yield Problem(path=page.path, line=lines.get(key, 2), message=message)
    for number, line in _without_code(page):
        for message in _check_brackets(re.sub(r"^\s*[-*] \[[ xX]\] ", "", line)):
            yield Problem(path=page.path, line=number, message=message)


def _check_brackets(line: str) -> Iterator[str]:
    for found in _BRACKETS.finditer(line):
        if _LIKE_OFFICIAL_MARK.match(found[0]):
            continue  # told by check_page
        if _ON_ITS_OWN.fullmatch(found["text"]):
            if line.rstrip() != found[0]:
                yield f"'{found[0]}' staat hier tussen andere tekens. Zet op een eigen regel: {found[0]}"
        elif not _IN_TEXT.fullmatch(found["text"]):
            known = ["[naam school]", "[plaats]", "[adres van deze pagina]", CARD_MARK]
            meant = difflib.get_close_matches(found[0], known, n=1) or ["[naam school]"]
            yield f"'{found[0]}' wordt niet ingevuld. Schrijf bijvoorbeeld: {meant[0]}"


def check_marks(page: Page, marks: Collection[str]) -> Iterator[Problem]:
    """Each of these lines stands in the page exactly once, in this order."""
    lines: dict[str, list[int]] = {mark: [] for mark in marks}
    for number, line in _without_code(page):
        if line.rstrip() in lines:
            lines[line.rstrip()].append(number)
    above = ""
    for mark, found in lines.items():
        if not found and not _is_told(page, mark):
            message = f"de regel {mark} ontbreekt. Zet op een eigen regel: {mark}"
            yield Problem(path=page.path, line=page.first_line, message=message)
        for number in found[1:]:
            message = f"de regel {mark} staat er twee keer, ook op regel {found[0]}. Haal er een weg."
            yield Problem(path=page.path, line=number, message=message)
        if found and above and found[0] < lines[above][0]:
            message = f"de regel {mark} staat te hoog. Zet hem onder {above} op regel {lines[above][0]}."
            yield Problem(path=page.path, line=found[0], message=message)
        above = mark if found else above


def _is_told(page: Page, mark: str) -> bool:
    """Whether `check_page` or `check_model` says of a line that this mark is meant."""
    lines = [line for _, line in _without_code(page)]
    if mark == CARD_MARK:
        brackets = [found[0] for line in lines for found in _BRACKETS.finditer(line)]
        return bool(difflib.get_close_matches(mark, brackets, cutoff=0.8))
    return any(_LIKE_OFFICIAL_MARK.search(line) and not _OFFICIAL_MARK.match(line) for line in lines)


def check_template(page: Page, templates: Collection[str], wanted: str | None = None) -> Iterator[Problem]:
    """The `template` of a page is one of ours, and the one without which this page would lack a part."""
    typed = page.meta.get("template")
    line = page.meta.lines.get("template", 2) if isinstance(page.meta, Entry) else 2
    if wanted and typed != wanted:
        message = f"deze pagina heeft haar eigen vorm nodig. Zet bij title en description: template: {wanted}"
        yield Problem(path=page.path, line=line, message=message)
    elif "template" in page.meta and typed not in templates:
        message = f"de vorm '{typed}' staat niet in overrides/. Kies uit: {', '.join(sorted(templates))}."
        yield Problem(path=page.path, line=line, message=message)


def check_home(page: Page, name: str, language: str, known: Known) -> Iterator[Problem]:
    """The front matter of a home page: an introduction, doors and questions, each with a link that leads somewhere."""
    checker, meta = Checker(page.path), page.meta
    assert isinstance(meta, Entry)
    checker.text(meta, "inleiding", 2)
    second = ("link_ook", "linktekst_ook")  # a door may lead to two places
    for key, keys in (("deuren", ("titel", "tekst", "link", "linktekst")), ("vragen", ("vraag", "link"))):
        entries = meta.get(key)
        line = meta.lines.get(key, 2)
        if not isinstance(entries, list) or not entries:
            checker.note(line, f"de lijst '{key}' ontbreekt. Zet hem terug uit de vorige versie.")
            continue
        for entry in entries:
            if not isinstance(entry, Entry):
                checker.note(line, f"onder '{key}' hoort elk onderdeel te beginnen met '- {keys[0]}: …'.")
                continue
            first = min(entry.lines.values(), default=line)
            more = second if key == "deuren" and set(second) & set(entry) else ()
            checker.known(entry, (*keys, *(second if key == "deuren" else ())))
            texts = {each: checker.text(entry, each, first) for each in (*keys, *more)}
            for each in ("link", "link_ook"):
                if message := texts.get(each) and check_link(texts[each], name, language, known):
                    checker.note(entry.lines[each], message)
    yield from checker.problems


_LINK = re.compile(r"\]\((?P<target>[^)\s]*)[^)]*\)")
_NAMED = re.compile(r"\{:?[^{}\n]*?#(?P<mark>[\w-]+)[^{}\n]*\}|\bid=\"(?P<html>[\w-]+)\"")


def names_in(
    page: Page, official: Mapping[str, Official], facts: Facts, documents: Mapping[str, str] | None = None
) -> frozenset[str] | None:
    """What `#…` in a link to this page may be; None when a text that is put into it cannot be read."""
    texts = [page.markdown]
    for found in _DOCUMENT_MARK.finditer(page.markdown):
        if documents is None:
            return None
        texts.append(documents.get(found["name"], ""))
    for found in _OFFICIAL_MARK.finditer(page.markdown):
        if found["kind"] not in official:
            return None
        texts.append(official[found["kind"]].markdown)
    names = {found["mark"] or found["html"] for text in texts for found in _NAMED.finditer(text)}
    if page.meta.get("template") == "hulp.html":
        if not facts.hulp:
            return None
        names |= {organisation.id for organisation in facts.hulp}
    return frozenset(names)


def check_links(page: Page, name: str, language: str, known: Known, facts: Facts) -> Iterator[Problem]:
    """Every link in the page `name` ("scholen/index.md") leads to a page, and a heading, that exists."""
    for number, line in _without_code(page):
        for found in _LINK.finditer(line):
            article = _ARTICLE_LINK.fullmatch(f"]({found['target']})")
            if article and facts.artikelen and article["id"] not in facts.artikelen:
                continue  # told by check_page
            if message := check_link(found["target"], name, language, known):
                yield Problem(path=page.path, line=number, message=message)


def check_link(target: str, name: str, language: str, known: Known) -> str | None:
    """What is to mend in a link on the page `name`; None if it leads somewhere, or is not a link to a page."""
    path, hash_, anchor = target.partition("#")
    if re.match("[a-z]{2}:", target):
        if not known.get(target[:2], True):
            return None  # its folder is missing, and that has been told
        pages = {f"{other}:{_address(page)}": names for other in known for page, names in known[other].items()}
    elif re.match("[a-z][a-z0-9+.-]*:", target):
        return None
    else:
        folder = posixpath.join("/docs/taal", posixpath.dirname(name))
        pages = {posixpath.relpath(f"/docs/taal/{page}", folder): names for page, names in known[language].items()}
        path = posixpath.relpath(posixpath.join(folder, path), folder) if path else posixpath.basename(name)
    if MODEL not in name:
        pages = {page: names for page, names in pages.items() if MODEL not in page}
    if path not in pages:
        close = difflib.get_close_matches(path, pages, n=1)
        if close and anchor in (pages[close[0]] or ()):
            close = [f"{close[0]}#{anchor}"]
    elif not hash_ or (names := pages[path]) is None or anchor in names:
        return None
    else:
        start = target.removesuffix(anchor)
        close = [f"{start}{other}" for other in difflib.get_close_matches(anchor, sorted(names), n=1)]
    advice = f"Bedoel je '{close[0]}'?" if close else "Kies een bestaande pagina of kop."
    return f"'{target}' bestaat niet. {advice}"


def _address(page: str) -> str:
    """The address that MkDocs makes of a page: "hulp.md" -> "hulp/", "scholen/index.md" -> "scholen/"."""
    return re.sub(r"(^|/)index/$", r"\1", page.removesuffix(".md") + "/")


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
    translations: Mapping[str, str] | None = None,
) -> str:
    """The Markdown with the official text, the sources, files and links to other languages filled in.

    `url` is the page's own address below the site's root ("en/ouders/"). `files` gives for each name after `bestand:`
    the address of that file below the root, `documents` for each name after `document:` its Markdown, `translations`
    for each name after `vertalingen:` the list of files.
    """
    up = "../" * url.count("/")

    def document(found: re.Match[str]) -> str:
        # Below a heading of the page itself, the headings of a whole text are a level lower.
        is_below = bool(re.search(r"^## ", markdown[: found.start()], re.M))
        return document_markdown((documents or {})[found["name"]], up, is_below=is_below)

    markdown = _DOCUMENT_MARK.sub(document, markdown)
    markdown = _TRANSLATIONS_MARK.sub(lambda found: (translations or {})[found["name"]], markdown)
    markdown = _OFFICIAL_MARK.sub(lambda found: page_markdown(official[found["kind"]]), markdown)
    markdown = _CARD_MARK.sub("<!-- schoolgegevens -->", markdown)

    def other_language(found: re.Match[str]) -> str:
        prefix = "" if found["language"] == default_language else f"{found['language']}/"
        address = up + prefix + found["path"] + (found["anchor"] or "")
        # Written as HTML: MkDocs looks for Markdown links in the files of the page's own language only.
        return f'<a href="{address or "./"}" hreflang="{found["language"]}">{found["text"]}</a>'

    def file_link(found: re.Match[str]) -> str:
        # HTML, since MkDocs knows no file there: it is made after the pages.
        address = up + (files or {})[found["name"]]
        if found["picture"]:
            return (
                f'<img class="picture" src="{address}" alt="{found["text"]}" width="160" height="160" loading="lazy">'
            )
        language = f' lang="{found["lang"]}" hreflang="{found["lang"]}"' if found["lang"] else ""
        return f'<a class="file" href="{address}"{language}>{found["text"]}</a>'

    markdown = _OTHER_LANGUAGE.sub(other_language, markdown)
    markdown = _FILE_LINK.sub(file_link, markdown)
    cited = list(dict.fromkeys(found["id"] for found in _FOOTNOTE.finditer(markdown)))
    words = facts.woorden[language]
    notes = [f"[^{key}]: {source_markdown(facts.bronnen[key], language, words)}" for key in cited]
    return "\n\n".join([markdown, *notes])


_BLANK = re.compile(r"\[invullen: (?P<label>[^\]\n]+)\]")


def with_boxes(markdown: str) -> str:
    """The text with each item of a checklist as a box to look at."""
    return markdown.replace("- [ ] ", '- <span class="box">☐</span> ')


_ROOM = re.compile(r"^\[(?:lijnen|tekenvak|nieuw blad)[^\]\n]*\]\n?", re.M)
_TABLE = re.compile(r"^\|.+\|[ \t]*\n\|[ :|-]+\|[ \t]*\n(?:\|.*\|[ \t]*(?:\n|\Z))*", re.M)
_HEADING = re.compile(r"^#+ (.+?)[ \t]*(?:\{[^}]*\})?[ \t]*$", re.M)
_TICKS = "Klaar"
"""The heading of a column of boxes to tick; on paper the templates draw them."""
_DRAWING = re.compile(r"!\[(?P<alt>[^\]]*)\]\(tekening:(?P<name>[a-z0-9-]+)\)")


def drawings_in(markdown: str) -> list[str]:
    """The names of the drawings in a text, each once."""
    return list(dict.fromkeys(found["name"] for found in _DRAWING.finditer(markdown)))


def with_drawings(markdown: str, up: str) -> str:
    """The drawings as pictures of the site; `up` leads from the page to the root ("../../../")."""

    def picture(found: re.Match[str]) -> str:
        alt = found["alt"].replace('"', "&quot;")
        address = f"{up}assets/tekeningen/{found['name']}.svg"
        # The size is that of its place on the page: what is below it does not jump when it comes in.
        return f'<img class="drawing" src="{address}" alt="{alt}" width="200" height="150" loading="lazy">'

    return _DRAWING.sub(picture, markdown)


def _framed(table: str, above: str) -> str:
    """A table in a frame that scrolls by itself where it is wider than the screen, also with the keyboard.

    The frame is called after the heading `above` it and its columns, so that no two have the same name.
    """
    head, rule, *rows = table.strip("\n").splitlines()
    names = [cell.strip() for cell in head.strip("| ").split("|")]
    if names[0] == _TICKS:
        rows = [re.sub(r"^\|\s*\|", '| <span class="box">☐</span> |', row) for row in rows]
    # A column that is set in the middle would be an inline style, which our policy does not let through.
    lines = "\n".join([head, rule.replace(":", "-"), *rows])
    label = ": ".join(filter(None, (above, ", ".join(names)))).replace("**", "").replace('"', "&quot;")
    frame = f'<div class="table-wrap" tabindex="0" role="region" aria-label="{label}" markdown="1">'
    return f"{frame}\n\n{lines}\n\n</div>\n"


def document_markdown(markdown: str, up: str, *, is_below: bool) -> str:
    """A text for on paper, or a part of one, as a part of a page: without its title, with boxes and blanks to look at.

    What is only room to write on paper is left out. With `is_below` a whole text gets its headings a level lower.
    """
    title, mark, body = markdown.partition("\n# ")
    if mark:
        _, _, body = body.partition("\n")
        body = re.sub(r"^(#+ )", r"#\1", body, flags=re.M) if is_below else body
    else:
        body = title

    def framed(found: re.Match[str]) -> str:
        headings = _HEADING.findall(body[: found.start()])
        return _framed(found[0], headings[-1] if headings else "")

    body = _TABLE.sub(framed, body)
    body = with_drawings(with_boxes(_ROOM.sub("", body)), up)
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

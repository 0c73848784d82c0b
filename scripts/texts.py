"""A text for on paper: one Markdown file in `papers/<language>/`, read, checked and filled in.

Which files are made of a text follows from its `soort` (KINDS). Marks that are filled in here:

    [bron: naam]   a source, told below the text      [les: id]   the title of a lesson, with its groep
    [hulp: naam]   how to reach an organisation       [lessen]    the lessons of the bouw, as a table
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import reading
import stamp
import tree
from facts import Entry, Facts, Source, read_text, read_yaml
from leerlijn import BOUWEN
from lesson import Lesson
from pages import in_words
from problem import Problem, shown


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What is made of one `soort` of text: `template` sets its PDF, `formats` are the kinds of file."""

    template: str
    formats: tuple[str, ...]
    form: Mapping[str, str] = field(default_factory=dict)
    """What the template must know beside the text."""
    is_named: bool = True
    """Whether each school gets it with its own name; a text for the teacher is the same everywhere."""


_EVENING = {"leads_to": "lees_ouderavond"}
"""The words beside the address on a paper that is of no school."""

KINDS = {
    "brief": Kind(template="brief", formats=("docx", "pdf")),
    "formulier": Kind(template="brief", formats=("docx", "pdf")),
    "checklist": Kind(template="brief", formats=("docx", "pdf")),
    "poster": Kind(template="poster", formats=("pdf",)),
    "poster-a3": Kind(template="poster", formats=("pdf",), form={"paper": "a3"}),
    "kaartje": Kind(template="hulpkaart", formats=("docx", "pdf")),
    "presentatie": Kind(template="spreektekst", formats=("html", "pdf", "pptx")),
    "draaiboek": Kind(template="draaiboek", formats=("docx", "pdf"), form=_EVENING, is_named=False),
    "casussen": Kind(template="casussen", formats=("docx", "pdf"), form=_EVENING, is_named=False),
    "lesblad": Kind(template="lesblad", formats=("docx", "pdf"), form=_EVENING, is_named=False),
}

ALL_OF_IT = "alles"
"""Under `voor_ouders`: the whole text is for parents."""
SENTENCE, AVERAGE = 15, 10
"""Most words of a sentence for parents, and of a sentence on average."""
MESSAGE_LENGTH = 700
"""Signs of a message for the parents' app, before the name of the school is in it."""

_REQUIRED = ("title", "soort", "bestand", "datum")
_KEYS = (*_REQUIRED, "bouw", "voor_ouders", "woorden")
_SOURCE = re.compile(r" ?\[bron: (?P<id>[^\]\s]+)\]")
_MARK = re.compile(r"\[(?P<what>hulp|les): (?P<id>[^\]\s]+)\]")
_LESSONS = re.compile(r"^\[lessen\][ \t]*$", re.M)
_END = r"(?=^## |^\[nieuw blad|\Z)"
_APP = re.compile(rf"^## [^\n]*\{{#app\}}[ \t]*\n(?P<text>.*?){_END}", re.S | re.M)
_SECTION = re.compile(rf"^## (?P<title>[^{{\n]*?)[ \t]*\{{#(?P<id>[\w-]+)\}}[ \t]*\n(?P<text>.*?){_END}", re.S | re.M)
_BLANK = re.compile(r"\[invullen: *(?P<label>[^\]\n]*)\]")
# Square brackets that are neither a link nor escaped; those of the box before a choice are `[ ]`.
_BRACKETS = re.compile(r"(?<![\\!])\[(?P<words>[^\[\]\n]+)\](?!\()")
_UNCLOSED = re.compile(r"(?<!\\)\[(?P<words>[^\[\]\n]*)$")
_IN_TEXT = re.compile(r"[ xX]|invullen(?:: *.+)?|(?:bron|hulp|les): \S+")
_ALONE = re.compile(r"lessen|nieuw blad(?:: [2-4] keer)?")
_MARKS = (
    *(mark[1:-1] for mark in stamp.MARKS),
    *("invullen: datum", "bron: naam", "hulp: naam", "les: id", "lessen", "nieuw blad", "nieuw blad: 4 keer"),
)
_FIRST = {re.split(r"[ :]", mark)[0]: mark for mark in reversed(_MARKS)}
"""A mark by its first word."""
_APP_HEADING = re.compile(r"## .*(?:ouderapp|parent app|\{#app\})", re.I)


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text for on paper, as its file gives it."""

    path: Path
    language: str
    title: str
    """What it is called in a list, without the name of a school."""
    name: str
    """The name of the files made from it, without the school and the ending: `brief-team`."""
    kind: str
    day: date
    markdown: str
    """Without the message for the parents' app."""
    app: str = ""
    """That message, as Markdown; "" where the text has none."""
    bouw: str = ""
    """The two groepen that it is for ("1-2"); "" where it is for all."""
    for_parents: tuple[str, ...] = ()
    """The sections that parents read, by their ids; or ALL_OF_IT."""
    most_words: int = 0
    """How many words stand above the first line across, at most; 0 for no limit."""
    first_line: int = 1
    """Of the text in its file."""
    folder: str = ""
    """Below `papers/<language>/`: the texts of the ouderavond stand apart."""

    @property
    def formats(self) -> tuple[str, ...]:
        """The kinds of file that are made of it."""
        return (*KINDS[self.kind].formats, *(("txt",) if self.app else ()))

    @property
    def is_named(self) -> bool:
        """Whether each school gets it with its own name."""
        return KINDS[self.kind].is_named


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the marks in a text are filled in from."""

    facts: Facts
    lessons: Sequence[Lesson]

    def lesson(self, id_: str) -> Lesson | None:
        """The lesson with that id."""
        return next((lesson for lesson in self.lessons if lesson.id == id_), None)


# ---- reading ----


def read_texts(folder: Path, language: str, known: Known, assets: Path) -> tuple[list[Text], list[Problem]]:
    """The texts of one language, and everything in them that is to be mended; a language need not have any."""
    texts: list[Text] = []
    problems: list[Problem] = []
    for path in sorted((folder / language).rglob("*.md")):
        text, found = _read_text(path, folder / language, known, assets)
        problems += found
        if text:
            other = next((other for other in texts if other.name == text.name), None)
            if other:
                message = f"'bestand: {text.name}' staat ook in {other.path.name}. Kies een eigen naam."
                problems.append(Problem(path, 2, message))
            texts.append(text)
    return texts, problems


def _read_text(path: Path, folder: Path, known: Known, assets: Path) -> tuple[Text | None, list[Problem]]:
    whole, problems = read_text(path)
    if whole is None:
        return None, problems
    front, mark, markdown = whole.removeprefix("---\n").partition("\n---\n")
    if not whole.startswith("---\n") or not mark:
        return None, [
            Problem(path, 1, "boven aan de tekst ontbreekt het blok met --- eromheen. Begin met --- en title: …")
        ]
    meta, problems = read_yaml(front, path, first_line=2)
    if not isinstance(meta, Entry):
        return None, problems or [Problem(path, 2, f"hier horen {', '.join(_REQUIRED)} te staan. Vul ze in.")]
    problems += _check_front(meta, path)
    if problems:
        return None, problems
    first = 3 + front.count("\n") + 1
    found = _APP.search(markdown)
    text = Text(
        path=path,
        language=folder.name,
        title=re.sub(r",? *\[naam school\]", "", meta["title"]).strip(),
        name=meta["bestand"],
        kind=meta["soort"],
        day=date.fromisoformat(meta["datum"]),
        markdown=_APP.sub("", markdown),
        app=found["text"].strip() if found else "",
        bouw=meta.get("bouw", ""),
        for_parents=tuple(meta.get("voor_ouders", ())),
        most_words=int(meta.get("woorden", 0)),
        first_line=first,
        folder=path.parent.relative_to(folder).as_posix().removeprefix("."),
    )
    problems = [*_check_marks(text, markdown, known), *_check_app(text, markdown)]
    problems += (
        Problem(fault.path, fault.line + first - 1 if fault.line else 0, fault.message)
        for fault in tree.from_markdown(without_marks(markdown), path, assets=assets)[1]
    )
    return text, problems or list(_check_parents(text, meta, known))


def _check_front(meta: Entry, path: Path) -> Iterator[Problem]:
    for key in meta:
        if key not in _KEYS:
            yield Problem(path, meta.lines[key], f"'{key}' kennen we hier niet. Kies uit: {', '.join(_KEYS)}.")
    for key in _REQUIRED:
        if not isinstance(meta.get(key), str) or not meta[key].strip():
            yield Problem(path, meta.lines.get(key, 2), f"bij '{key}' staat geen tekst. Vul in: {key}: …")
            return
    if meta["soort"] not in KINDS:
        message = f"bij 'soort' staat '{meta['soort']}'. Kies uit: {', '.join(KINDS)}."
        yield Problem(path, meta.lines["soort"], message)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", meta["bestand"]):
        message = (
            f"bij 'bestand' staat '{meta['bestand']}'. Gebruik kleine letters, cijfers en streepjes, zoals brief-team."
        )
        yield Problem(path, meta.lines["bestand"], message)
    try:
        date.fromisoformat(meta["datum"])
    except ValueError:
        message = f"bij 'datum' staat '{meta['datum']}'. Schrijf een datum als 2026-11-22."
        yield Problem(path, meta.lines["datum"], message)
    parts = meta.get("voor_ouders", [])
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        message = "'voor_ouders' is een lijst. Schrijf: voor_ouders: [alles], of noem de delen bij hun naam achter #."
        yield Problem(path, meta.lines["voor_ouders"], message)
    if not re.fullmatch(r"[0-9]+", str(meta.get("woorden", "1"))):
        message = f"bij 'woorden' staat '{meta['woorden']}'. Schrijf een getal, zoals 120."
        yield Problem(path, meta.lines["woorden"], message)
    bouw = meta.get("bouw")
    if bouw is None:
        return
    if bouw not in BOUWEN:
        message = f"bij 'bouw' staat '{shown(str(bouw))}'. Kies uit: {', '.join(BOUWEN)}."
        yield Problem(path, meta.lines["bouw"], message)
    elif not meta["bestand"].endswith(f"-{bouw}"):
        message = f"bij 'bestand' staat '{meta['bestand']}', maar de bouw is {bouw}. Eindig op -{bouw}."
        yield Problem(path, meta.lines["bestand"], message)


def _check_marks(text: Text, markdown: str, known: Known) -> Iterator[Problem]:
    """Each mark names something that is there. Where what it is looked up in could not be read, that has been told."""
    for number, line in enumerate(markdown.splitlines(), text.first_line):
        for found in _SOURCE.finditer(line):
            if known.facts.bronnen and found["id"] not in known.facts.bronnen:
                message = f"bron '{found['id']}' staat niet in facts/bronnen.yml. Zet hem daar bij, of kies een andere."
                yield Problem(text.path, number, message)
        for found in _MARK.finditer(line):
            if found["what"] == "hulp" and known.facts.hulp and not _reach(found["id"], known.facts):
                message = f"'{found['id']}' heeft geen telefoonnummer in facts/hulp.yml. Kies een andere organisatie."
                yield Problem(text.path, number, message)
            if found["what"] == "les" and known.lessons and not known.lesson(found["id"]):
                message = f"de les '{found['id']}' is er niet. Kies een les, zoals {known.lessons[0].id}."
                yield Problem(text.path, number, message)
        for message in _check_brackets(line):
            yield Problem(text.path, number, message)
        if _LESSONS.match(line) and not text.bouw:
            yield Problem(text.path, number, '[lessen] vraagt om een bouw. Zet boven aan de tekst: bouw: "1-2"')


def _check_brackets(line: str) -> Iterator[str]:
    """What stands between square brackets is a mark that is known: any other would be printed as it stands."""
    for found in _BRACKETS.finditer(line):
        words = found["words"]
        # The tree tells of a slip in room to write or to draw.
        if found[0] in stamp.MARKS or _IN_TEXT.fullmatch(words) or re.match("lijn|tekenvak", words):
            continue
        if not _ALONE.fullmatch(words):
            near = difflib.get_close_matches(words, _MARKS, n=1)
            first = difflib.get_close_matches(re.split(r"[ :]", words)[0], _FIRST, n=1)
            meant = near[0] if near else _FIRST[first[0]] if first else ""
            advice = f"Bedoel je [{meant}]?" if meant else "Gebruik ronde haken voor gewone tekst."
            yield f"'{shown(found[0])}' kennen we niet. {advice}"
        elif line.strip() != found[0]:
            yield f"'{found[0]}' staat midden in een regel. Zet het op een eigen regel."
    for found in _UNCLOSED.finditer(line):
        yield f"'{shown(found[0])}' wordt niet afgesloten. Zet er ] achter."


def _check_app(text: Text, markdown: str) -> Iterator[Problem]:
    """One message for the parents' app at most, and under its own name: else its heading is printed in the letter."""
    named: list[int] = []
    for number, line in enumerate(markdown.splitlines(), text.first_line):
        if not _APP_HEADING.match(line):
            continue
        if not _APP.match(f"{line}\n"):
            title = line.partition("{")[0].rstrip()
            yield Problem(text.path, number, f"'{shown(line)}' heeft niet de vaste naam. Schrijf: {title} {{#app}}")
        elif named:
            message = f"dit is nog een bericht voor de ouderapp, naast dat op regel {named[0]}. Houd er één over."
            yield Problem(text.path, number, message)
        named.append(number)


def _check_parents(text: Text, meta: Entry, known: Known) -> Iterator[Problem]:
    """What parents read has short sentences, as far as counting shows."""
    line = meta.lines.get("voor_ouders", 2)
    sections = {found["id"]: found["text"] for found in _SECTION.finditer(text.markdown)}
    parts: dict[str, str] = {}
    for name in text.for_parents:
        if name == ALL_OF_IT:
            parts["deze tekst"] = text.markdown
        elif name in sections:
            parts[f"het deel '{name}'"] = sections[name]
        else:
            yield Problem(text.path, line, f"het deel '{name}' is er niet. Kies uit: {', '.join(sections)}.")
    if parts and text.app:
        parts["het bericht voor de ouderapp"] = text.app
    for name, part in parts.items():
        readable = filled(without_sources(part), text, known)
        for sentence, number in reading.long_sentences(readable, SENTENCE):
            told = f"deze zin telt {number} woorden: '{shown(sentence)}'"
            message = f"{told} Voor ouders zijn het er hoogstens {SENTENCE}."
            yield Problem(text.path, _line_of(sentence, text), message)
        lengths = [len(reading.words(sentence)) for sentence in reading.sentences(readable)]
        if lengths and sum(lengths) / len(lengths) > AVERAGE:
            average = f"{sum(lengths) / len(lengths):.1f}".replace(".", ",")
            message = f"in {name} telt een zin gemiddeld {average} woorden. Maak de zinnen korter: hoogstens {AVERAGE}."
            yield Problem(text.path, line, message)
    body = re.split(r"^---$", text.markdown, maxsplit=1, flags=re.M)[0]
    if text.most_words and (number := reading.count(filled(without_sources(body), text, known))) > text.most_words:
        message = f"deze tekst telt {number} woorden. Gebruik er hoogstens {text.most_words}."
        yield Problem(text.path, meta.lines["woorden"], message)
    if (length := len(_BLANK.sub(r"[\1]", text.app))) > MESSAGE_LENGTH:
        message = f"het bericht voor de ouderapp telt {length} tekens. Gebruik er hoogstens {MESSAGE_LENGTH}."
        yield Problem(text.path, _line_of("{#app}", text), message)


def _line_of(words: str, text: Text) -> int:
    """The line of the file on which a sentence begins, as far as its first words show."""
    start = " ".join(words.split()[:4])
    lines = (read_text(text.path)[0] or "").splitlines()
    return next((number for number, line in enumerate(lines, 1) if start in line.replace("**", "")), text.first_line)


# ---- filling in ----


def filled(markdown: str, text: Text, known: Known, *, on_page: bool = False) -> str:
    """The Markdown with lessons and organisations filled in; sources stay as they are.

    `on_page` makes a link of a lesson, for a page of the site.
    """

    def title(lesson: Lesson) -> str:
        return f"[{lesson.title}](nl:{lesson.url})" if on_page else lesson.title

    def mark(found: re.Match[str]) -> str:
        if found["what"] == "hulp":
            return _reach(found["id"], known.facts) or found[0]
        lesson = known.lesson(found["id"])
        return f"“{title(lesson)}” (groep\u00a0{lesson.groep})" if lesson else found[0]

    def table(_: re.Match[str]) -> str:
        lessons = (lesson for lesson in known.lessons if lesson.bouw.id == text.bouw)
        rows = (f"| {lesson.groep} | {title(lesson)} | {lesson.kernzin} |" for lesson in lessons)
        return "\n".join(["| Groep | Les | Dit leert uw kind |", "| :---: | --- | --- |", *rows])

    return _LESSONS.sub(table, _MARK.sub(mark, markdown))


def for_pages(texts: Sequence[Text], known: Known) -> dict[str, str]:
    """What `[document: naam]` and `[document: naam#deel]` on a page stand for: Markdown with footnotes for sources."""
    found: dict[str, str] = {}
    for text in texts:
        parts = {part["id"]: part["text"] for part in _SECTION.finditer(text.markdown)}
        # In a message each line is a line.
        parts["app"] = re.sub(r"(?<=\S)\n(?=\S)", "  \n", _BLANK.sub(r"\\[\1\\]", text.app))
        for name, markdown in (("", text.markdown), *((f"#{id_}", part) for id_, part in parts.items())):
            page = _SOURCE.sub(lambda source: f"[^{source['id']}]", filled(markdown, text, known, on_page=True))
            if page.strip():
                found[text.name + name] = page
    return found


def _reach(id_: str, facts: Facts) -> str:
    """How to call an organisation: "Bel Helpwanted: 020 - …"; "" where it has no number."""
    ways = (way for organisation in facts.hulp if organisation.id == id_ for way in organisation.bereikbaar)
    way = next((way for way in ways if way.soort == "telefoon"), None)
    if not way:
        return ""
    # A number that breaks over two lines is misread.
    number = way.waarde.replace("-", "\u2011").replace(" ", "\u00a0")
    if way.waarde in way.label:
        return way.label.replace(f" {way.waarde}", f"\u00a0{way.waarde}") + "."
    return f"{way.label}: {number}"


def without_sources(markdown: str) -> str:
    """The text without its `[bron: …]` marks."""
    return _SOURCE.sub("", markdown)


def without_marks(markdown: str) -> str:
    """The text without the marks that are filled in here."""
    return _MARK.sub("…", without_sources(markdown))


def cited(markdown: str) -> list[str]:
    """The sources of a text, each once."""
    return list(dict.fromkeys(found["id"] for found in _SOURCE.finditer(markdown)))


def with_sources(markdown: str, sources: Mapping[str, Source], language: str, words: Mapping[str, str]) -> str:
    """The text without its `[bron: …]` marks, and below it each source once, with the day on which it was seen."""
    text = without_sources(markdown).rstrip() + "\n"
    by_day: dict[str, list[str]] = {}
    for source in (sources[key] for key in cited(markdown)):
        seen = words["bron_gezien"].format(datum=in_words(source.gezien, language))
        by_day.setdefault(seen, []).append(f"{source.titel}, {source.uitgever}")
    if not by_day:
        return text
    lines = (f"{'; '.join(named)}. {seen}" for seen, named in by_day.items())
    return f"{text}\n{words['bron']}: {' '.join(lines)}\n{{: .bronnen }}\n"


def section(text: Text, name: str) -> str:
    """What stands below the heading with that id, without the heading; the message for the app is `app`."""
    if name == "app":
        return text.app
    return next((found["text"].strip() for found in _SECTION.finditer(text.markdown) if found["id"] == name), "")


def translations(texts: Mapping[str, Sequence[Text]], default: str) -> dict[str, str]:
    """What `[vertalingen: naam]` on a page stands for: a list of the files in every other language that has it."""
    found: dict[str, list[str]] = {}
    for language, own in texts.items():
        for text in own if language != default else ():
            for ending, kind in (("docx", "Word"), ("pdf", "PDF")):
                if ending in text.formats:
                    link = f"[{text.title}, {kind}](bestand:{text.name}-{language}.{ending}){{: lang={language} }}"
                    found.setdefault(text.name, []).append(f"- {link}")
    return {name: "\n".join(lines) for name, lines in found.items()}


def message(text: Text, known: Known, values: Mapping[str, str]) -> str:
    """The message for the parents' app in plain lines; a place to fill in stands between square brackets.

    `values` are those of a school: what stands for `[naam school]` and its like, by the key of `stamp.texts`.
    """
    plain = _BLANK.sub(r"[\1]", filled(without_sources(text.app), text, known)).replace("**", "")
    # Whoever copies a number must be able to call it.
    plain = plain.replace("\u2011", "-").replace("\u00a0", " ")
    for mark, key in (("[naam school]", "naam"), ("[Naam school]", "Naam"), ("[adres van deze pagina]", "adres")):
        plain = plain.replace(mark, values[key])
    return plain.strip() + "\n"

"""One lesson: a Markdown file in `docs/nl/mediawijsheid/groep-<n>/`, read into its sections and parts.

Everything that a teacher or a child gets is made from what is read here: the page, the cue card, the worksheet and its
answers, the slides, the letter, the cards. What a lesson must hold is checked in `lessoncheck.py`.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from facts import Checker, Entry, read_text, read_yaml
from leerlijn import Bouw, Leerlijn, Theme
from problem import Problem, shown

SECTIONS = (
    "In het kort",
    "Doelen",
    "Deze les en ons protocol",
    "Woordenschat",
    "Klaarzetten",
    "Let op in deze les",
    "Lesverloop",
    "Uitgewerkt voorbeeld",
    "Gespreksvragen",
    "Veelgehoorde gedachten",
    "Differentiatie",
    "Werkblad en antwoorden",
    "Uitgangskaartje",
    "Thuis verder",
    "Verder in de leerlijn",
    "Verantwoording",
)
"""The headings of every lesson, in this order."""

PARTS = ("Werkblad", "Presentatie", "Ouderbrief", "Kaartjes")
"""What is printed or shown apart; the cards are optional."""

PHASES = ("Start", "Verkennen", "Voordoen", "Oefenen", "Terugblik")
CUES = ("Zeg", "Vraag", "Je hoort misschien", "Doe")
LETTER = ("Waar ging de les over?", "Wat kunt u thuis doen?", "Welke vraag kunt u stellen?")
"""The headings in the letter that a lesson fills; the rest of the letter is the same for every lesson."""

GOAL, AGREEMENT, EXIT = "[doel]", "[zo praten we]", "[uitgangskaartje]"
"""Slides, or lines in them, that are filled from elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A piece of the file below one heading: its Markdown without the heading, which stands on `line`."""

    name: str
    line: int
    markdown: str


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One thing that the teacher does or says: `label` is one of CUES, `markdown` what follows it."""

    label: str
    line: int
    markdown: str
    slide: int
    """The number of the slide that is shown meanwhile; 0 before the first."""


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One of PHASES: its minutes, one sentence that says what happens, and the cues in their order."""

    name: str
    line: int
    minutes: int
    summary: str
    cues: tuple[Cue, ...]
    slides: tuple[int, ...]
    """The numbers of the slides that begin in this phase."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One task of the worksheet, and what its answer block says; both Markdown."""

    number: int
    title: str
    line: int
    markdown: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One slide as it stands in the file: `title` is a heading or one of the marks, `markdown` what stands below it."""

    number: int
    title: str
    line: int
    markdown: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card: a picture as Markdown or "", the words on it, the answer (only on the key)."""

    number: int
    line: int
    picture: str
    text: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A lesson without problems, or as far as it could be read."""

    path: Path
    groep: int
    bouw: Bouw
    slug: str
    title: str
    volgnummer: int
    kernzin: str
    kerndoelen: tuple[str, ...]
    protocol: tuple[str, ...]
    voorstel: tuple[str, ...]
    voorbereiding: int
    werkvormen: tuple[str, ...]
    gevoeligheid: str
    onderwerpen: tuple[str, ...]
    zoekwoorden: tuple[str, ...]
    herzien: date
    versie: int
    status: str
    proefles: str
    nagekeken_door: tuple[str, ...]
    bronnen: tuple[str, ...]
    sections: Mapping[str, Section]
    criteria: tuple[str, ...]
    phases: tuple[Phase, ...]
    instruction: str
    """The line above the tasks of the worksheet."""
    tasks: tuple[Task, ...]
    slides: tuple[Slide, ...]
    letter: tuple[Section, ...]
    cards: tuple[Card, ...]
    exit_items: tuple[str, ...]
    lines: Mapping[str, int]
    """Key of the front matter -> its line."""

    @property
    def id(self) -> str:
        """Fixed and never used again: g3-1-mijn-sleutel-is-van-mij."""
        return f"g{self.groep}-{self.volgnummer}-{self.slug}"

    @property
    def url(self) -> str:
        """The address of its page below the site's root."""
        return f"mediawijsheid/groep-{self.groep}/{self.slug}/"

    @property
    def minutes(self) -> int:
        """How long the lesson takes."""
        return sum(phase.minutes for phase in self.phases)

    @property
    def review_before(self) -> date:
        """The day before which someone reads the lesson again: a year later."""
        return self.herzien + timedelta(days=365)

    def links(self, leerlijn: Leerlijn) -> Theme | None:
        """The theme of the lesson; None for a start or a slot."""
        return leerlijn.theme(self.groep, self.volgnummer)


FILES = {
    "presentatie": ("html", "pdf", "pptx"),
    "werkblad": ("pdf", "docx"),
    "antwoorden": ("pdf", "docx"),
    "spiekkaart": ("pdf",),
    "kaartjes": ("pdf",),
    "ouderbrief": ("pdf", "docx", "txt"),
}
"""What is made of a lesson, beside its page: kind -> kinds of file. Only a lesson with cards has them."""


def file_names(lesson: Lesson) -> dict[str, tuple[str, ...]]:
    """Kind -> the names of its files, which stand beside the page of the lesson."""
    kinds = {kind: endings for kind, endings in FILES.items() if kind != "kaartjes" or lesson.cards}
    return {kind: tuple(f"{kind}-{lesson.id}.{ending}" for ending in endings) for kind, endings in kinds.items()}


def zip_name(lesson: Lesson) -> str:
    """The name of the zip with all of them."""
    return f"les-{lesson.id}.zip"


def record_name(lesson: Lesson) -> str:
    """The name of the record that says what the lesson is, for libraries of lesson material."""
    return f"les-{lesson.id}.xml"


KEYS = (
    "title", "volgnummer", "kernzin", "kerndoelen", "protocol", "protocol_voorstel", "voorbereiding", "werkvormen",
    "gevoeligheid", "gevoelige_onderwerpen", "zoekwoorden", "herzien", "versie", "status", "proefles",
    "nagekeken_door", "bronnen",
)  # fmt: skip
_OPTIONAL = ("protocol_voorstel", "gevoelige_onderwerpen", "zoekwoorden", "bronnen", "nagekeken_door")

_PHASE = re.compile(r"(?P<name>\w+) \((?P<minutes>\d+) minuten\)")
_SLIDE = re.compile(r"\[dia (?P<number>\d+)\]")
_CUE = re.compile(rf"\*\*(?P<label>{'|'.join(CUES)}):\*\*\s*", re.S)
_TASK = re.compile(r"(?P<number>\d+)\. (?P<title>.+)")
_ITEM = re.compile(r"^(?:[-*]|\d+\.) +(?P<text>.+(?:\n {2,}.+)*)", re.M)
_ANSWER = re.compile(r"^!!! antwoord *\n(?P<text>(?:(?: {4}.*)?\n)*)", re.M)


def items(markdown: str) -> tuple[str, ...]:
    """The items of the list in a piece of Markdown, each on one line."""
    return tuple(" ".join(found["text"].split()) for found in _ITEM.finditer(markdown))


def labelled(markdown: str) -> dict[str, str]:
    """Label -> text, of the paragraphs that begin with a label: `**Vraag niet:** …`."""
    found: dict[str, str] = {}
    label = ""
    for block in re.split(r"\n\s*\n", markdown.strip()):
        match = re.match(r"\*\*(?P<label>[^*\n]+?)(?::|(?<=\?))\*\*\s*", block)
        if match:
            label = match["label"]
            found[label] = block[match.end() :].strip()
        elif label:
            found[label] += "\n\n" + block
    return found


class _Reader:
    """Reads one file; notes what it cannot find its way in."""

    def __init__(self, path: Path, lines: list[str]) -> None:
        self.checker = Checker(path)
        self.lines = lines

    def note(self, line: int, message: str) -> None:
        self.checker.note(line, message)

    # ---- front matter ----

    def words(self, meta: Entry, key: str) -> tuple[str, ...]:
        value = meta.get(key, [])
        is_words = isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)
        if is_words and (value or key in _OPTIONAL):
            return tuple(word.strip() for word in value)
        self.note(meta.lines.get(key, 2), f"'{key}' is een lijst. Schrijf: {key}: [een, twee]")
        return ()

    def number(self, meta: Entry, key: str, example: int) -> int:
        value = meta.get(key)
        if isinstance(value, str) and value.isdigit():
            return int(value)
        if key in meta:
            self.note(meta.lines[key], f"bij '{key}' staat '{shown(str(value))}'. Schrijf een getal, zoals {example}.")
        return 0

    def choice(self, meta: Entry, key: str, choices: Iterable[str]) -> str:
        value = self.checker.text(meta, key, 2, required=False)
        if value and value not in choices:
            self.note(meta.lines[key], f"bij '{key}' staat '{shown(value)}'. Kies uit: {', '.join(choices)}.")
        return value

    # ---- body ----

    def split(self, lines: list[str], first: int, level: int) -> list[Section]:
        """The pieces below the headings of one level; what stands above the first of them has no name.

        `first` is the line number of `lines[0]`.
        """
        sections: list[Section] = []
        name, start, body = "", first, list[str]()
        end = "#" * level + " "
        for number, line in enumerate([*lines, end], first):
            if not line.startswith(end):
                body.append(line)
                continue
            if name or any(text.strip() for text in body):
                sections.append(Section(name=name, line=start, markdown="\n".join(body).strip("\n")))
            name, start, body = line.removeprefix(end).strip(), number, []
        return sections

    def phase(self, section: Section, before: list[int]) -> Phase | None:
        """One phase; `before` holds the slides so far and gets those of this phase."""
        found = _PHASE.fullmatch(section.name)
        if not found or found["name"] not in PHASES:
            example = f"### {PHASES[0]} (4 minuten)"
            message = f"de kop '{shown(section.name)}' is geen lesfase. Kies uit {', '.join(PHASES)}, zoals: {example}"
            self.note(section.line, message)
            return None
        summary, cues, slides = "", list[Cue](), list[int]()
        for block, line in _blocks(section.markdown, section.line + 1):
            slide = _SLIDE.fullmatch(block.strip())
            cue = _CUE.match(block)
            if slide:
                number = int(slide["number"])
                if number != len(before) + 1:
                    message = (
                        f"hier staat [dia {number}]. De dia’s staan op volgorde; hier hoort [dia {len(before) + 1}]."
                    )
                    self.note(line, message)
                before.append(number)
                slides.append(number)
            elif cue:
                cues.append(Cue(label=cue["label"], line=line, markdown=block[cue.end() :], slide=len(before)))
            elif cues and (block.startswith(("- ", "* ", "1. ")) or not block.startswith("**")):
                last = cues[-1]
                cues[-1] = replace(last, markdown=f"{last.markdown}\n\n{block}".strip())
            elif not cues and not slides and not summary:
                summary = " ".join(block.split())
            else:
                start = shown(block.splitlines()[0])
                message = f"'{start}' begint niet met een vast woord. Begin met **Zeg:**, **Vraag:** of **Doe:**"
                self.note(line, message)
        return Phase(
            name=found["name"],
            line=section.line,
            minutes=int(found["minutes"]),
            summary=summary,
            cues=tuple(cues),
            slides=tuple(slides),
        )

    def task(self, section: Section, number: int) -> Task | None:
        found = _TASK.fullmatch(section.name)
        if not found or int(found["number"]) != number:
            message = f"de kop '{shown(section.name)}' is geen opdracht. Schrijf: ## {number}. Wat het kind doet"
            self.note(section.line, message)
            return None
        text = section.markdown + "\n"
        answers = list(_ANSWER.finditer(text))
        if len(answers) != 1:
            count = "geen antwoord" if not answers else f"{len(answers)} keer een antwoord"
            message = f"bij opdracht {number} staat {count}. Zet eronder één keer: !!! antwoord, en spring in."
            self.note(section.line, message)
        answer = answers[0]["text"] if answers else ""
        return Task(
            number=number,
            title=found["title"],
            line=section.line,
            markdown=_ANSWER.sub("", text).strip(),
            answer=re.sub(r"^ {4}", "", answer, flags=re.M).strip(),
        )

    def cards(self, section: Section) -> Iterator[Card]:
        rows = [
            (line, [cell.strip() for cell in text.strip().strip("|").split("|")])
            for line, text in enumerate(section.markdown.splitlines(), section.line + 1)
            if text.strip().startswith("|")
        ]
        # The Markdown of a section begins after the blank line below its heading.
        offset = _leading_blank(section, self.lines)
        if not rows or rows[0][1] != ["Plaatje", "Tekst", "Antwoord"] or len(rows) < 3:
            message = "hier hoort een tabel met kaartjes. Begin met: | Plaatje | Tekst | Antwoord |"
            self.note(section.line, message)
            return
        for number, (line, cells) in enumerate(rows[2:], 1):
            if len(cells) != 3:
                self.note(line + offset, "op deze regel horen drie vakken. Schrijf: | plaatje | tekst | antwoord |")
                continue
            yield Card(number=number, line=line + offset, picture=cells[0], text=cells[1], answer=cells[2])


def _leading_blank(section: Section, lines: list[str]) -> int:
    count = 0
    for line in lines[section.line :]:
        if line.strip():
            break
        count += 1
    return count


def _blocks(markdown: str, first: int) -> Iterator[tuple[str, int]]:
    """The blocks between blank lines, with the number of their first line."""
    block, start = list[str](), 0
    for number, line in enumerate([*markdown.splitlines(), ""], first):
        if line.strip():
            if not block:
                start = number
            block.append(line)
        elif block:
            yield "\n".join(block), start
            block = []


def read_lesson(path: Path, leerlijn: Leerlijn) -> tuple[Lesson | None, list[Problem]]:
    """The lesson, as far as it can be read, and what keeps it from being read as meant."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        message = "boven aan de les ontbreekt het blok met --- eromheen. Kijk in docs/nl/mediawijsheid/_voorbeeld.md."
        return None, [Problem(path, 1, message)]
    front, _, body = text[4:].partition("\n---\n")
    meta, problems = read_yaml(front, path, first_line=2)
    if problems or not isinstance(meta, Entry):
        return None, problems or [Problem(path, 2, "hier horen title: … en volgnummer: … te staan. Vul ze in.")]
    found = re.fullmatch(r"groep-([1-8])", path.parent.name)
    if not found:
        return None, [Problem(path, 1, "een les staat in een map als groep-3. Verplaats dit bestand.")]
    groep = int(found[1])
    reader = _Reader(path, text.splitlines())
    checker = reader.checker
    first = 3 + front.count("\n") + 1
    checker.known(meta, KEYS)
    for key in KEYS:
        if key not in meta and key not in _OPTIONAL:
            checker.note(2, f"'{key}' ontbreekt. Voeg een regel toe: {key}: …")
    lines = body.splitlines()
    starts = [number for number, line in enumerate(lines) if re.match(r"# ", line)]
    end = starts[0] if starts else len(lines)
    sections = reader.split(lines[:end], first, 2)
    parts = reader.split(lines[end:], first + end, 1) if starts else []
    _check_headings(reader, sections, SECTIONS, "##", first)
    _check_headings(reader, parts, PARTS, "#", first + len(lines) - 1)
    by_name = {section.name: section for section in sections}
    part = {section.name: section for section in parts}
    before: list[int] = []
    phases: list[Phase] = []
    instruction, tasks, slides, letter = "", list[Task](), list[Slide](), tuple[Section, ...]()
    if course := by_name.get("Lesverloop"):
        inner = reader.split(course.markdown.splitlines(), _body_line(course, reader.lines), 3)
        phases = [phase for section in inner if (phase := reader.phase(_shifted(section, reader.lines), before))]
    if sheet := part.get("Werkblad"):
        inner = reader.split(sheet.markdown.splitlines(), _body_line(sheet, reader.lines), 2)
        instruction = next((section.markdown for section in inner if not section.name), "")
        named = [section for section in inner if section.name]
        tasks = [task for number, section in enumerate(named, 1) if (task := reader.task(section, number))]
    if deck := part.get("Presentatie"):
        inner = reader.split(deck.markdown.splitlines(), _body_line(deck, reader.lines), 2)
        slides = [
            Slide(number=number, title=section.name, line=section.line, markdown=section.markdown)
            for number, section in enumerate(inner, 1)
        ]
    if home := part.get("Ouderbrief"):
        letter = tuple(reader.split(home.markdown.splitlines(), _body_line(home, reader.lines), 2))
    exit_card = by_name.get("Uitgangskaartje")
    lesson = Lesson(
        path=path,
        groep=groep,
        bouw=leerlijn.bouw(groep),
        slug=path.stem,
        title=checker.text(meta, "title", 2, required="title" in meta),
        volgnummer=reader.number(meta, "volgnummer", 1),
        kernzin=checker.text(meta, "kernzin", 2, required="kernzin" in meta),
        kerndoelen=reader.words(meta, "kerndoelen") if "kerndoelen" in meta else (),
        protocol=reader.words(meta, "protocol") if "protocol" in meta else (),
        voorstel=reader.words(meta, "protocol_voorstel"),
        voorbereiding=reader.number(meta, "voorbereiding", 8),
        werkvormen=reader.words(meta, "werkvormen") if "werkvormen" in meta else (),
        gevoeligheid=reader.choice(meta, "gevoeligheid", ("laag", "middel", "hoog")),
        onderwerpen=reader.words(meta, "gevoelige_onderwerpen"),
        zoekwoorden=reader.words(meta, "zoekwoorden"),
        herzien=checker.day(meta, "herzien", 2) if "herzien" in meta else date.min,
        versie=reader.number(meta, "versie", 1),
        status=reader.choice(meta, "status", ("concept", "proef", "gereed")),
        proefles=checker.text(meta, "proefles", 2, required="proefles" in meta),
        nagekeken_door=reader.words(meta, "nagekeken_door"),
        bronnen=reader.words(meta, "bronnen"),
        sections=by_name,
        criteria=items(by_name["Doelen"].markdown) if "Doelen" in by_name else (),
        phases=tuple(phases),
        instruction=instruction.strip(),
        tasks=tuple(tasks),
        slides=tuple(slides),
        letter=letter,
        cards=tuple(reader.cards(part["Kaartjes"])) if "Kaartjes" in part else (),
        exit_items=items(exit_card.markdown) if exit_card else (),
        lines={key: line for key, line in meta.lines.items()},
    )
    return lesson, checker.problems


def _body_line(section: Section, lines: list[str]) -> int:
    """The number of the line on which the Markdown of a section begins."""
    return section.line + 1 + _leading_blank(section, lines)


def _shifted(section: Section, lines: list[str]) -> Section:
    """The section with its blank lines above, so that its line numbers count from its heading."""
    return replace(section, markdown="\n" * _leading_blank(section, lines) + section.markdown)


def _check_headings(reader: _Reader, found: list[Section], wanted: tuple[str, ...], mark: str, line: int) -> None:
    """The headings are the wanted ones, in order, each with something below it."""
    known = [section.name for section in found]
    for section in found:
        if section.name not in wanted:
            close = difflib.get_close_matches(section.name, wanted, n=1)
            advice = f"Bedoel je '{mark} {close[0]}'?" if close else f"Kies uit: {', '.join(wanted)}."
            name = f"de kop '{shown(section.name)}'" if section.name else "tekst zonder kop"
            reader.note(section.line, f"{name} hoort hier niet. {advice}")
        elif not section.markdown.strip():
            reader.note(section.line, f"onder '{section.name}' staat niets. Vul het aan.")
        elif known.count(section.name) > 1 and section is not found[known.index(section.name)]:
            reader.note(section.line, f"de kop '{section.name}' staat er twee keer. Haal er een weg.")
    for name in wanted:
        if name not in known and name != "Kaartjes":
            reader.note(line, f"de kop '{mark} {name}' ontbreekt. Voeg hem toe, in de volgorde van _voorbeeld.md.")
    order = [name for name in known if name in wanted]
    for name, after in pairwise(order):
        if wanted.index(after) < wanted.index(name):
            section = next(section for section in found if section.name == after)
            reader.note(section.line, f"'{after}' staat te laag. Zet deze kop boven '{name}'.")
            return

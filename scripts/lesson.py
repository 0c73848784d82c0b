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

LAST = "Wie helpt jou?"
"""The title of the last slide."""


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
    "les": ("pdf",),
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

_HEADING = re.compile(r"(?P<mark>#{1,6})(?P<space> *)(?P<name>\S.*)")
_PHASE = re.compile(r"\w+ \((?P<minutes>\d+) minuten\)")
_SLIDE = re.compile(r"\[dia (?P<number>\d+)\]")
_LIKE_SLIDE = re.compile(r"^\[ *dia *(?P<number>\d*).*", re.I | re.M)
"""Any way of writing it; amid a sentence it is only words."""
_CUE = re.compile(rf"\*\*(?P<label>{'|'.join(CUES)}):\*\*\s*", re.S)
_TASK = re.compile(r"(?P<number>\d+)\. (?P<title>.+)")
_ITEM = re.compile(r"^(?:[-*]|\d+\.) +(?P<text>.+(?:\n {2,}.+)*)", re.M)
_ANSWER = re.compile(r"^!!! antwoord *\n(?P<text>(?:(?: {4}.*)?\n)*)(?P<loose>\S.*)?", re.M)
_CARDS = re.compile(r"^\| *Plaatje *\| *Tekst *\| *Antwoord *\|", re.M)


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

    def keys(self, meta: Entry) -> None:
        """Every key is one of KEYS, and those that a lesson needs are there; a key that is misspelt is told once."""
        missing = [key for key in KEYS if key not in meta]
        for key in meta:
            if key not in KEYS and (close := difflib.get_close_matches(key, missing, n=1)):
                self.note(meta.lines[key], f"'{key}' kennen we hier niet. Bedoel je '{close[0]}'?")
                missing.remove(close[0])
            elif key not in KEYS:
                self.note(meta.lines[key], f"'{key}' kennen we hier niet. Kies uit: {', '.join(KEYS)}.")
        for key in missing:
            if key not in _OPTIONAL:
                self.note(2, f"'{key}' ontbreekt. Voeg een regel toe: {key}: …")

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
            typed = f"'{shown(str(value))}'" if value else "niets"
            self.note(meta.lines[key], f"bij '{key}' staat {typed}. Schrijf een getal, zoals {example}.")
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

    def levelled(self, lines: list[str], first: int) -> list[str]:
        """The lines with each heading on its level: one with a # too many or too few is told here, and only here."""
        levelled, in_parts = list[str](), False
        for number, line in enumerate(lines, first):
            if found := _HEADING.fullmatch(line.rstrip()):
                mark = _mark_of(found["name"], found["mark"], in_parts)
                # Python-Markdown makes a heading of #samen too; what that says on paper is told elsewhere.
                if mark != found["mark"] or (not found["space"] and len(mark) > 1):
                    wanted = f"{mark} {found['name']}"
                    self.note(number, f"zo is '{shown(line)}' geen kop van een les. Schrijf: {shown(wanted)}")
                    line = wanted
                in_parts = in_parts or mark == "#"
            levelled.append(line)
        return levelled

    def headings(
        self, found: list[Section], wanted: tuple[str, ...], mark: str, end: int, optional: str = ""
    ) -> dict[str, Section]:
        """The pieces by the name that is meant: the wanted headings, in order, each with something below it.

        A piece that runs on because the heading after it is missing is left out: its own faults would be echoes.
        """
        named: list[Section] = []
        missing = [name for name in wanted if name not in (optional, *(section.name for section in found))]
        for section in found:
            if section.name not in wanted:
                meant = _meant(section.name, named, missing, wanted)
                self.stray(section, meant, wanted, mark)
                if not meant:
                    continue
                missing.remove(meant)
                if not section.name:
                    continue
                section = replace(section, name=meant)
            elif section.name in (other.name for other in named):
                self.note(section.line, f"de kop '{section.name}' staat er twee keer. Haal er een weg.")
                continue
            if not section.markdown.strip():
                self.note(section.line, f"onder '{section.name}' staat niets. Vul het aan.")
            named.append(section)
        for name in missing:
            below = (section.line for section in named if wanted.index(section.name) > wanted.index(name))
            self.missing(next(below, end), f"{mark} {name}")
        for one, after in pairwise(named):
            if wanted.index(after.name) < wanted.index(one.name):
                self.note(after.line, f"'{after.name}' staat te laag. Zet deze kop boven '{one.name}'.")
                break
        running_on = {wanted[wanted.index(name) - 1] for name in missing}
        return {section.name: section for section in named if section.name not in running_on}

    def missing(self, line: int, heading: str) -> None:
        self.note(line, f"de kop '{heading}' ontbreekt. Voeg hem toe, in de volgorde van _voorbeeld.md.")

    def stray(self, section: Section, meant: str, wanted: tuple[str, ...], mark: str) -> None:
        """Note a heading, or a text without one, that is none of those that belong here."""
        if meant and not section.name:
            self.missing(section.line, f"{mark} {meant}")
            return
        name = f"de kop '{shown(section.name)}'" if section.name else "tekst zonder kop"
        advice = f"Bedoel je '{mark} {meant}'?" if meant else f"Kies uit: {', '.join(wanted)}."
        if mark == "#" and not meant:
            advice = f"Schrijf: ## {shown(section.name)}, of kies uit: {', '.join(wanted)}."
        self.note(section.line, f"{name} hoort hier niet. {advice}")

    def inside(self, section: Section, level: int) -> list[Section]:
        """The pieces below the headings inside a piece."""
        return self.split(section.markdown.splitlines(), _body_line(section, self.lines), level)

    def course(self, section: Section, slides: int) -> list[Phase]:
        """The phases; `slides` is how many slides there are, 0 where they cannot be counted."""
        typed = {phase.line: phase for phase in self.inside(section, 3)}
        named = [replace(phase, name=phase.name.partition(" ")[0]) for phase in typed.values()]
        found = self.headings(named, PHASES, "###", section.line)
        phases: list[Phase] = []
        standing = 0
        for phase in found.values():
            minutes = _PHASE.fullmatch(typed[phase.line].name)
            if not minutes:
                message = (
                    f"bij '{phase.name}' staat niet hoeveel minuten het duurt. Schrijf: ### {phase.name} (4 minuten)"
                )
                self.note(phase.line, message)
            number = int(minutes["minutes"]) if minutes else 0
            phases.append(self.phase(_shifted(phase, self.lines), number, standing))
            standing = max((standing, *phases[-1].slides))
        if list(found) == sorted(found, key=PHASES.index):
            self.slide_order(section, slides)
        return phases

    def slide_order(self, section: Section, slides: int) -> None:
        """The slides begin in the order of their numbers. That one does not begin at all is told at the slide."""
        numbers: list[int] = []
        lines: list[int] = []
        for block, line in _blocks(section.markdown, _body_line(section, self.lines)):
            for found in _LIKE_SLIDE.finditer(block):
                numbers.append(int(found["number"] or 0))
                lines.append(line)
                if not _SLIDE.fullmatch(block.strip()):
                    example = f"[dia {found['number'] or 1}]"
                    message = (
                        f"'{shown(found[0])}' laat geen dia zien. Zet op een eigen regel, met een lege regel erboven "
                    )
                    self.note(line, f"{message}en eronder: {example}")
        due = 1
        for at, (number, line) in enumerate(zip(numbers, lines, strict=True)):
            if number != due and number in numbers[:at] and due in numbers:
                message = (
                    f"[dia {number}] staat er twee keer, ook op regel {lines[numbers.index(number)]}. Haal er een weg."
                )
                self.note(line, message)
                continue
            is_gap = due < number <= slides and numbers.count(number) == 1 and due not in numbers
            if number and number != due and not is_gap:
                self.note(line, f"hier staat [dia {number}]. De dia’s staan op volgorde; hier hoort [dia {due}].")
            due = (number if is_gap else due) + 1

    def phase(self, section: Section, minutes: int, standing: int) -> Phase:
        """One phase; `standing` is the slide that is shown when it begins."""
        summary, cues, slides = "", list[Cue](), list[int]()
        for block, line in _blocks(section.markdown, section.line + 1):
            cue = _CUE.match(block)
            if slide := _LIKE_SLIDE.search(block):
                slides.append(int(slide["number"] or 0))
            elif cue:
                label, shown_now = cue["label"], slides[-1] if slides else standing
                cues.append(Cue(label=label, line=line, markdown=block[cue.end() :], slide=shown_now))
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
            name=section.name,
            line=section.line,
            minutes=minutes,
            summary=summary,
            cues=tuple(cues),
            slides=tuple(slides),
        )

    def sheet(self, section: Section) -> tuple[str, list[Task]]:
        """The line above the tasks of the worksheet, and the tasks."""
        instruction, tasks, number = "", list[Task](), 1
        for piece in self.inside(section, 2):
            if piece.name:
                task, number = self.task(piece, number)
                tasks += [task] if task else []
            elif _ANSWER.search(piece.markdown + "\n"):
                message = f"boven dit werkblad staat een antwoord zonder opdracht. Zet boven de opdracht: ## {number}. "
                self.note(section.line, f"{message}Wat het kind doet")
                number += 1
            else:
                instruction = piece.markdown.strip()
        return instruction, tasks

    def task(self, section: Section, number: int) -> tuple[Task | None, int]:
        """A task, if this is one, and the number of the next one."""
        found = _TASK.fullmatch(section.name)
        text = section.markdown + "\n"
        answers = list(_ANSWER.finditer(text))
        if not found or int(found["number"]) != number:
            message = f"de kop '{shown(section.name)}' is geen opdracht. Schrijf: ## {number}. Wat het kind doet"
            self.note(section.line, message)
            return None, number + 1
        if not answers:
            message = f"bij opdracht {number} staat geen antwoord. Zet eronder één keer: !!! antwoord, en spring in."
            self.note(section.line, message)
        elif len(answers) > 1:
            message = (
                f"bij opdracht {number} staat {len(answers)} keer een antwoord. Haal er een weg, of zet boven wat een"
            )
            self.note(section.line, f"{message} nieuwe opdracht is: ## {number + 1}. Wat het kind doet")
        elif loose := answers[0]["loose"]:
            message = (
                f"onder het antwoord op opdracht {number} is '{shown(loose)}' niet ingesprongen. Zet er vier spaties "
            )
            self.note(section.line, f"{message}voor, of zet het boven !!! antwoord.")
        answer = answers[0]["text"] if answers else ""
        task = Task(
            number=number,
            title=found["title"],
            line=section.line,
            markdown=_ANSWER.sub("", text).strip(),
            answer=re.sub(r"^ {4}", "", answer, flags=re.M).strip(),
        )
        # Where a heading was left out, the next task has the number that it should have.
        return task, number + max(len(answers), 1)

    def cards(self, section: Section) -> Iterator[Card]:
        rows = [
            (line, [cell.strip() for cell in text.strip().strip("|").split("|")])
            for line, text in enumerate(section.markdown.splitlines(), section.line + 1)
            if text.strip().startswith("|")
        ]
        # The Markdown of a section begins after the blank line below its heading.
        offset = _leading_blank(section, self.lines)
        is_table = len(rows) > 2 and rows[0][1] == ["Plaatje", "Tekst", "Antwoord"]
        if not is_table or not all(cell and set(cell) <= set(":-") for cell in rows[1][1]):
            message = "hier hoort een tabel met kaartjes. Begin met: | Plaatje | Tekst | Antwoord | en daaronder: "
            self.note(section.line, f"{message}| --- | --- | --- |")
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
    if not text.startswith("---\n"):
        message = "boven aan de les ontbreekt het blok met --- eromheen. Kijk in docs/nl/mediawijsheid/_voorbeeld.md."
        return None, [Problem(path, 1, message)]
    if "\n---\n" not in text[4:]:
        message = "het blok boven aan de les wordt niet afgesloten. Zet onder de laatste regel ervan een regel: ---"
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
    reader.keys(meta)
    by_name, part = _read_pieces(reader, body, 3 + front.count("\n") + 1)
    slides = _read_slides(reader, part["Presentatie"]) if "Presentatie" in part else ()
    phases = reader.course(by_name["Lesverloop"], len(slides)) if "Lesverloop" in by_name else []
    instruction, tasks = reader.sheet(part["Werkblad"]) if "Werkblad" in part else ("", [])
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
        instruction=instruction,
        tasks=tuple(tasks),
        slides=slides,
        letter=tuple(reader.inside(part["Ouderbrief"], 2)) if "Ouderbrief" in part else (),
        cards=tuple(reader.cards(part["Kaartjes"])) if "Kaartjes" in part else (),
        exit_items=items(exit_card.markdown) if exit_card else (),
        lines={key: line for key, line in meta.lines.items()},
    )
    return lesson, checker.problems


def _read_pieces(reader: _Reader, body: str, first: int) -> tuple[dict[str, Section], dict[str, Section]]:
    """The sections and the parts of a lesson by name, as far as they are whole; the text begins on line `first`."""
    # A tab is four spaces, as on the page.
    lines = reader.levelled(body.expandtabs(4).splitlines(), first)
    starts = (number for number, line in enumerate(lines) if line.startswith("# "))
    end = next(starts, len(lines))
    sections = reader.split(lines[:end], first, 2)
    parts = reader.split(lines[end:], first + end, 1) if end < len(lines) else []
    # Without the heading of the worksheet, its tasks stand below the last section.
    known = max((at for at, section in enumerate(sections, 1) if section.name in SECTIONS), default=len(sections))
    if sections[known:] and not any(difflib.get_close_matches(part.name, PARTS[:1]) for part in parts):
        parts.insert(0, replace(sections[known], name=""))
        sections = sections[:known]
    optional = "" if _CARDS.search(body) else "Kaartjes"
    last = first + len(lines) - 1
    by_name = reader.headings(sections, SECTIONS, "##", first + end - 1)
    return by_name, reader.headings(parts, PARTS, "#", last, optional)


def _read_slides(reader: _Reader, section: Section) -> tuple[Slide, ...]:
    return tuple(
        Slide(number=number, title=slide.name, line=slide.line, markdown=slide.markdown)
        for number, slide in enumerate(reader.inside(section, 2), 1)
    )


def _mark_of(name: str, typed: str, in_parts: bool) -> str:
    """With how many # a heading is written; as it was typed, where that cannot be told."""
    if name in PARTS:
        return "#"
    if not in_parts and name in SECTIONS:
        return "##"
    if not in_parts:
        return "###" if _PHASE.fullmatch(name) and name.startswith(PHASES) else typed
    if len(typed) > 1 or name in (GOAL, AGREEMENT, LAST, *LETTER) or _TASK.fullmatch(name):
        return "##"
    return typed


def _meant(name: str, before: list[Section], missing: list[str], wanted: tuple[str, ...]) -> str:
    """Which of the missing headings is meant by one that is not known: one like it, or the one that is due here."""
    close = difflib.get_close_matches(name, missing, n=1)
    due = wanted.index(before[-1].name) + 1 if before else 0
    return close[0] if close else next((one for one in wanted[due : due + 1] if one in missing), "")


def _body_line(section: Section, lines: list[str]) -> int:
    """The number of the line on which the Markdown of a section begins."""
    return section.line + 1 + _leading_blank(section, lines)


def _shifted(section: Section, lines: list[str]) -> Section:
    """The section with its blank lines above, so that its line numbers count from its heading."""
    return replace(section, markdown="\n" * _leading_blank(section, lines) + section.markdown)

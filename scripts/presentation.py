"""The presentation of an ouderavond: a text of `papers/` with its slides, and with what is said at each of them.

A slide is a heading with a few words and a picture; below it, in `!!! spreektekst "3 minuten"`, stands what the speaker
says and does. `read_talk` reads the text once; `deck` fills in a school and gives what `slides.py` and `powerpoint.py`
make files of.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from babel import Locale

import digibord
import slides
import tree
from facts import Facts
from lesson import Slide
from pages import in_words
from problem import Problem, shown
from slides import Deck, Note, ShownSlide
from texts import Known, Text, cited, filled, without_sources
from tree import Node

_SLIDE = re.compile(r"## (?P<title>.+?) *\{#(?P<id>[\w-]+)\}")
_SPOKEN = re.compile(r'!!! spreektekst "(?P<minutes>\d+) (?:minuten|minuut)"')
_LABEL = re.compile(r"\*\*(?P<label>[^*\n]+?):\*\* *(?P<text>.*)", re.S)
_PART = re.compile(r"\*\*(?P<part>Deel \d+ van \d+, minuut (?P<start>\d+) tot (?P<end>\d+): .+)\*\*")
_UNTIL = re.compile(r"\*\*(?P<label>Controleer voor) (?P<day>.+)\*\*")
_DOTS = "………"
SAYS = "Zeg"
"""What a paragraph without a label of its own is."""


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """One slide with what is said: nodes still hold the places of a school's name."""

    slide: Slide
    minutes: int
    blocks: list[Node] = field(repr=False)
    notes: tuple[Note, ...] = field(repr=False)
    part: tuple[int, int] | None
    """From which minute to which, where a part of the evening begins at this slide."""
    sources: tuple[str, ...]
    until: str
    """Before which day the facts are to be checked again, as it is written: "22 november 2027"; "" for none."""
    is_said: bool
    """Whether anything is said at it."""


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A presentation as it is read."""

    text: Text
    title: str
    slides: tuple[Spoken, ...]
    nodes: list[Node] = field(repr=False)
    """All blocks of all slides."""

    @property
    def content(self) -> str:
        """Everything in it, to tell whether it changed."""
        slides = [
            (one.slide.title, one.blocks, [(note.label, note.is_phase, note.blocks) for note in one.notes])
            for one in self.slides
        ]
        return json.dumps([self.title, self.text.bouw, self.text.language, str(self.text.day), slides])


# ---- reading ----


def read_talk(text: Text, known: Known, root: Path) -> tuple[Talk, list[Problem]]:
    """The presentation, as far as it can be read, and what is to be mended in it."""
    reader = _Reader(text, known, root)
    spoken = tuple(reader.read())
    nodes = [block for one in spoken for block in one.blocks]
    title = next((line[2:].strip() for line in text.markdown.splitlines() if line.startswith("# ")), "")
    return Talk(text=text, title=title, slides=spoken, nodes=nodes), reader.problems


class _Reader:
    def __init__(self, text: Text, known: Known, root: Path) -> None:
        self.text, self.known, self.root = text, known, root
        self.problems: list[Problem] = []

    def note(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.text.path, line, message))

    def read(self) -> Iterator[Spoken]:
        lines = self.text.markdown.splitlines()
        starts = [number for number, line in enumerate(lines) if line.startswith("## ")]
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), 1):
            found = _SLIDE.fullmatch(lines[start].rstrip())
            line = self.text.first_line + start
            if found:
                yield self.slide(number, found["title"], line, lines[start + 1 : end])
            else:
                self.note(line, "deze dia heeft geen vaste naam. Schrijf: ## Titel van de dia {#naam}")

    def slide(self, number: int, title: str, line: int, body: list[str]) -> Spoken:
        at = next((index for index, one in enumerate(body) if one.startswith("!!!")), len(body))
        found = _SPOKEN.fullmatch(body[at].rstrip()) if at < len(body) else None
        if not found:
            self.note(line, f'bij dia {number} ontbreekt de spreektekst. Schrijf eronder: !!! spreektekst "3 minuten"')
        shown_text = "\n".join(body[:at]).strip("\n")
        said = "\n".join(one.removeprefix("    ") for one in body[at + 1 :])
        blocks, faults = self.blocks(shown_text)
        self.problems += (replace(fault, line=line + fault.line + 1 if fault.line else line) for fault in faults)
        marks = [block.strip() for block in re.split(r"\n\s*\n", said)]
        part = next((mark for block in marks if (mark := _PART.fullmatch(block))), None)
        return Spoken(
            slide=Slide(number=number, title=title, line=line, markdown=shown_text),
            minutes=int(found["minutes"]) if found else 0,
            blocks=blocks,
            notes=tuple(self.notes(marks, int(found["minutes"]) if found else 0)),
            part=(int(part["start"]), int(part["end"])) if part else None,
            sources=tuple(cited(said)),
            until=next((mark["day"] for block in marks if (mark := _UNTIL.fullmatch(block))), ""),
            is_said=any(not _PART.fullmatch(block) and not _UNTIL.fullmatch(block) for block in filter(None, marks)),
        )

    def notes(self, blocks: Iterable[str], minutes: int) -> Iterator[Note]:
        """What the speaker sees: how long it takes, and then each thing to say or do."""
        waiting: list[Node] = []
        yield Note(label="1 minuut" if minutes == 1 else f"{minutes} minuten", blocks=[], is_phase=True)
        for block in filter(None, blocks):
            found = _LABEL.match(block)
            if not found and not _PART.fullmatch(block) and not _UNTIL.fullmatch(block):
                waiting += self.blocks(block)[0]
                continue
            if waiting:
                yield Note(label=SAYS, blocks=waiting)
                waiting = []
            if part := _PART.fullmatch(block):
                yield Note(label=part["part"].removesuffix("."), blocks=[], is_phase=True)
            elif until := _UNTIL.fullmatch(block):
                yield Note(label=until["label"], blocks=self.blocks(until["day"])[0])
            elif found:
                yield Note(label=found["label"], blocks=self.labelled(found["text"]))
        if waiting:
            yield Note(label=SAYS, blocks=waiting)

    def labelled(self, markdown: str) -> list[Node]:
        """What stands behind a label; sources in full, each on a line."""
        named = [_named(id_, self.known.facts) for id_ in cited(markdown) if id_ in self.known.facts.bronnen]
        rest = without_sources(markdown).strip()
        return self.blocks("\n\n".join([*([rest] if rest else []), *named]))[0]

    def blocks(self, markdown: str) -> tuple[list[Node], list[Problem]]:
        text = without_sources(filled(markdown, self.text, self.known))
        return tree.from_markdown(text, self.text.path, assets=self.root / "overrides" / "assets", titled=False)


def _named(id_: str, facts: Facts) -> str:
    source = facts.bronnen[id_]
    published = f", {source.datum}" if source.datum else ""
    seen = in_words(source.gezien, "nl")
    return f"{source.titel}. {source.uitgever}{published}. Gezien op {seen}: {source.adres}"


# ---- from a talk to a deck ----


def deck(
    talk: Talk,
    values: Mapping[str, str],
    *,
    author: str,
    address: str,
    words: Mapping[str, str],
    root: Path,
    is_fixed: bool = False,
) -> Deck:
    """The slides for one school. Raises PaperError with the first thing that keeps one from being shown.

    In a file that nobody can fill in (`is_fixed`), an item with a place to write is left out of a slide.
    """
    made, problems = arranged(talk, values, is_fixed=is_fixed)
    text = talk.text
    groep = f"groep {text.bouw}"
    sources = sorted({slide.picture["src"] for slide in made if slide.picture})
    found = Deck(
        title=talk.title,
        groep=groep,
        goal=words["presentatie_doel"].format(bouw=text.bouw),
        language=text.language,
        author=author,
        day=text.day,
        address=address,
        path=text.path,
        tint=int(text.bouw[0]) // 2 % len(digibord.TINTS),
        slides=tuple(made),
        drawings={source: slides.read_picture(source, root) for source in sources},
        whole=words["presentatie_alles"],
        back=words["presentatie_terug"],
        audience=words["presentatie_zaal"],
        pages=words["pagina_van"],
    )
    if problems:
        raise found.fault(problems[0].message, problems[0].line)
    return found


def arranged(
    talk: Talk, values: Mapping[str, str], *, is_fixed: bool = False
) -> tuple[list[ShownSlide], list[Problem]]:
    """The slides with the name of a school in them, in letters that fit; and those that are too full."""
    made: list[ShownSlide] = []
    problems: list[Problem] = []
    for one in talk.slides:
        title = _title(one.slide.title, values)
        blocks = [_closed(block) for block in one.blocks] if is_fixed else one.blocks
        blocks = _settled(tree.fill(blocks, values), _DOTS)
        notes = tuple(replace(note, blocks=_settled(tree.fill(note.blocks, values), "")) for note in one.notes)
        slide, found = slides.arrange(replace(one.slide, title=title), blocks, [], notes, talk.text.path)
        made.append(slide)
        problems += found
    return made, problems


def _closed(block: Node) -> Node:
    """A list without the items that hold a place to write."""
    if block["t"] not in ("ul", "ol"):
        return block
    return block | {"c": [item for item in block["c"] if all(node["t"] != "blank" for node in tree.walk([item]))]}


def _title(title: str, values: Mapping[str, str]) -> str:
    for mark, key in (("[naam school]", "naam"), ("[Naam school]", "Naam")):
        title = title.replace(mark, values[key])
    return title


def _settled(nodes: list[Any], blank: str) -> list[Any]:
    """The nodes with values and places to write as plain text: a slide holds nothing else.

    A place to write is `blank`, or where that is "" dots with what belongs there.
    """
    settled: list[Any] = []
    for node in nodes:
        if isinstance(node, dict) and node["t"] in ("v", "blank"):
            node = node["c"][0] if node["t"] == "v" else blank or f"{_DOTS} ({node['label']})"
        elif isinstance(node, dict):
            node = {key: _settled(value, blank) if isinstance(value, list) else value for key, value in node.items()}
        elif isinstance(node, list):
            node = _settled(node, blank)
        if isinstance(node, str) and settled and isinstance(settled[-1], str):
            settled[-1] += node
        else:
            settled.append(node)
    return settled


def render(made: Deck, ending: str, root: Path) -> bytes:
    """The file of that kind: html for the digibord, pdf with what is said, pptx."""
    if ending == "html":
        return slides.render_html(made, root).encode()
    if ending == "pdf":
        return slides.render_pdf(made, root, "spreektekst")
    from powerpoint import render_powerpoint

    return render_powerpoint(made)


# ---- what can be wrong ----

FEWEST, MOST = 18, 22
MINUTES = 75


def check_talk(talk: Talk) -> Iterator[Problem]:
    """As many slides as an evening has room for, parts that take as long as they say, sources with a day of checking.

    The length of the evening and the number of slides are those of the specification of the kit (decisions/0006).
    """
    path, spoken = talk.text.path, talk.slides
    if not FEWEST <= len(spoken) <= MOST:
        message = f"er zijn {len(spoken)} dia’s. Voor een avond zijn het er {FEWEST} tot en met {MOST}."
        yield Problem(path, spoken[0].slide.line if spoken else 1, message)
    total = sum(one.minutes for one in spoken)
    if spoken and total != MINUTES:
        message = f"de spreekteksten duren samen {total} minuten. Verdeel er {MINUTES}."
        yield Problem(path, spoken[0].slide.line, message)
    yield from _check_parts(talk)
    for one in spoken:
        if one.minutes and not one.is_said:
            message = (
                f"de spreektekst van dia {one.slide.number} is leeg. Schrijf wat je zegt, vier spaties ingesprongen."
            )
            yield Problem(path, one.slide.line, message)
        if one.sources and not one.until:
            message = f"bij de bron van dia {one.slide.number} staat niet wanneer die opnieuw wordt bekeken. Schrijf:"
            yield Problem(path, one.slide.line, f"{message} **Controleer voor 22 november 2027.**")
        day = _day(one.until.removesuffix("."))
        if one.until and (not day or day <= talk.text.day):
            message = f"bij dia {one.slide.number} staat 'Controleer voor {shown(one.until)}'. Schrijf een dag na"
            yield Problem(path, one.slide.line, f"{message} {in_words(talk.text.day, 'nl')}, zoals 22 november 2027.")
    empty = {"naam": "de school", "Naam": "De school", "plaats": "", "slug": "", "adres": ""}
    yield from arranged(talk, empty)[1]


def _day(words: str) -> date | None:
    """The day that is written as "22 november 2027"; None for anything else."""
    found = re.fullmatch(r"(\d{1,2}) (\w+) (\d{4})", words)
    months = {name: number for number, name in Locale("nl").months["format"]["wide"].items()}
    if not found or found[2] not in months:
        return None
    try:
        return date(int(found[3]), months[found[2]], int(found[1]))
    except ValueError:
        return None


def _check_parts(talk: Talk) -> Iterator[Problem]:
    minute = 0
    begun: tuple[int, int] | None = None
    for one in talk.slides:
        if one.part:
            before = ""
            if minute != one.part[0]:
                before = f"de dia’s ervoor duren tot minuut {minute}"
            elif begun and begun[1] != one.part[0]:
                before = f"het deel ervoor duurt tot minuut {begun[1]}"
            if before:
                message = f"dit deel begint op minuut {one.part[0]}, maar {before}. Verdeel de minuten opnieuw."
                yield Problem(talk.text.path, one.slide.line, message)
                return
            begun = one.part
        minute += one.minutes
    if talk.slides and not begun:
        message = "geen enkele dia begint een deel. Schrijf in de spreektekst: **Deel 1 van 5, minuut 0 tot 10: …**"
        yield Problem(talk.text.path, talk.slides[0].slide.line, message)
    elif begun and begun[1] != minute:
        message = f"het laatste deel duurt tot minuut {begun[1]}, maar de dia’s duren tot minuut {minute}."
        yield Problem(talk.text.path, talk.slides[-1].slide.line, f"{message} Verdeel de minuten opnieuw.")

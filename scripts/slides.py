"""The slides of a lesson: what each shows and how large, what the teacher says meanwhile; as one HTML file and as PDF.

Everything on a slide is measured in points of a slide of 960 by 540, for the screen, the PDF and PowerPoint alike
(28 points there are 56 pixels on a screen of 1920 by 1080). PowerPoint's file is made in `powerpoint.py`.
"""

import functools
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

import digibord
import headers
import tree
from digibord import SIZES, TITLE_SIZES
from drawing import read_drawing
from lesson import AGREEMENT, EXIT, GOAL, LAST, Lesson, Slide, labelled
from paper import PaperError
from problem import Problem
from tree import Node

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 960, 540
MARGIN = 48
"""Between text and the edge of the slide."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place on a slide, in points from its top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where text and picture stand, and the largest title that goes with it."""

    text: Box
    picture: Box | None
    title: int
    lines: int
    """Most lines of the title."""
    body: int
    """Largest size of the rest."""
    bubble: Box | None = None
    """Where the title stands as something that is asked, below the text; None where it stands above it."""


_WIDE = Box(left=MARGIN, top=40, width=WIDTH - 2 * MARGIN, height=438)
LAYOUTS = {
    # Only a picture: children of groep 1 and 2 read nothing.
    "picture": Layout(text=_WIDE, picture=Box(left=12, top=12, width=936, height=516), title=48, lines=3, body=32),
    # The first slide: the goal, below the title of the lesson where children read that.
    "goal": Layout(
        text=Box(left=MARGIN, top=40, width=364, height=438),
        picture=Box(left=432, top=20, width=508, height=500),
        title=54, lines=5, body=36,
    ),
    # A few words beside a large picture.
    "split": Layout(
        text=Box(left=MARGIN, top=40, width=364, height=438),
        picture=Box(left=432, top=20, width=508, height=500),
        title=66, lines=4, body=28,
    ),
    # A title, text and a picture beside them.
    "mixed": Layout(
        text=Box(left=MARGIN, top=40, width=450, height=438),
        picture=Box(left=518, top=20, width=422, height=500),
        title=54, lines=3, body=44,
    ),
    # A title with text below it.
    "text": Layout(text=_WIDE, picture=None, title=66, lines=2, body=54),
    # The last slide: what children answer, and below it who helps them.
    "exit": Layout(
        text=Box(left=MARGIN, top=32, width=WIDTH - 2 * MARGIN, height=346),
        picture=None, title=44, lines=1, body=54,
        bubble=Box(left=MARGIN, top=390, width=340, height=66),
    ),
    # A title that is all there is.
    "title": Layout(text=_WIDE, picture=None, title=84, lines=4, body=28),
}  # fmt: skip

_BLOCKS = ("p", "ol", "ul", "table", "img")
_SHOWN = {*_BLOCKS, "li", "row", "b", "i", "span", "br"}
"""What may stand on a slide."""

TOO_FULL = "deze tekst past niet in letters die achter in de klas te lezen zijn. Maak haar korter, of maak twee dia’s."
_LAST = re.compile(r"(?<=.{16}) (?=\S{1,4}$)")
_NO_GLYPH = re.compile(r"the text `\"(?P<text>.*?)\"` could not be displayed")


@dataclass(frozen=True, kw_only=True)
class Note:
    """One thing for the teacher: a phase, or what to do, say or ask; `blocks` may be empty."""

    label: str
    blocks: list[Node] = field(repr=False)
    is_phase: bool = False

    @property
    def heading(self) -> str:
        """The label as it stands before its text."""
        return self.label if self.is_phase or self.label.endswith("?") else f"{self.label}:"

    @property
    def lines(self) -> list[str]:
        """The text in plain words, a line per paragraph or item."""
        return list(_plain_lines(self.blocks))

    @property
    def is_run_in(self) -> bool:
        """Whether the text begins on the line of the label, and not below it."""
        return bool(self.blocks) and self.blocks[0]["t"] == "p" and not self.is_phase


@dataclass(frozen=True, kw_only=True)
class ShownSlide:
    """One slide as it is shown.

    `title` is always there, for whoever has it read aloud; with `is_title_hidden` it is not to be seen. `blocks` are
    nodes of `tree.py` without the picture. Some have a `look`: "says" (a paragraph that someone says), "cards" (a
    list of short things, with `columns`), "chat" (a list of messages; each item has a `side`).
    """

    number: int
    layout: str
    title: str
    is_title_hidden: bool
    blocks: list[Node] = field(repr=False)
    picture: Node | None
    notes: tuple[Note, ...]
    title_size: int = 0
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class Deck:
    """The slides of one lesson and what its files say about themselves. The same Deck gives the same bytes."""

    title: str
    groep: str
    """For people: "groep 3"."""
    goal: str
    language: str
    author: str
    day: date
    address: str
    """The whole web address of the page of the lesson."""
    path: Path
    tint: int
    """Index in `digibord.TINTS`."""
    slides: tuple[ShownSlide, ...]
    drawings: Mapping[str, str] = field(repr=False)
    """`src` of each picture -> its SVG, which holds no ids."""
    whole: str = "De hele les"
    """What stands at `address`."""
    back: str = "Naar de les"
    audience: str = "de klas"
    pages: str = "pagina {pagina} van {totaal}"
    """How the pages of the PDF with what is said are numbered."""

    def fault(self, message: str, line: int = 0) -> PaperError:
        """An error that names the file of the lesson."""
        return PaperError(Problem(self.path, line, message))


# ---- from a lesson to a deck ----


def deck(lesson: Lesson, *, author: str, address: str, root: Path = ROOT) -> Deck:
    """The slides of a lesson without problems. Raises PaperError with the first thing that keeps one from being shown.

    `address` is the whole web address of the page of the lesson.
    """
    slides, problems = _read_slides(lesson, root)
    if problems:
        raise PaperError(problems[0])
    sources = sorted({slide.picture["src"] for slide in slides if slide.picture})
    return Deck(
        title=lesson.title,
        groep=f"groep {lesson.groep}",
        goal=lesson.kernzin,
        language="nl",
        author=author,
        day=lesson.herzien,
        address=address,
        path=lesson.path,
        tint=(lesson.groep + lesson.volgnummer) % len(digibord.TINTS),
        slides=tuple(slides),
        drawings={source: read_picture(source, root) for source in sources},
    )


def check_slides(lesson: Lesson, root: Path = ROOT) -> list[Problem]:
    """What keeps the slides of a lesson from being shown: a picture that is not there, something that does not fit."""
    slides, problems = _read_slides(lesson, root)
    most = lesson.bouw.woorden_per_dia
    told = {problem.line for problem in problems}
    for slide, shown in zip(lesson.slides, slides, strict=True):
        # What does not fit has too many words of itself: one remedy is enough.
        if slide.line not in told and (count := word_count(shown)) > most:
            limit = f"In groep {lesson.bouw.id} zijn het er hoogstens {most}."
            message = f"dia {slide.number}: hier staan {count} woorden. {limit}"
            problems.append(Problem(lesson.path, slide.line, message))
    return problems


def shown_slides(lesson: Lesson, root: Path = ROOT) -> list[ShownSlide]:
    """The slides as far as they can be shown, for whoever counts the words on them."""
    return _read_slides(lesson, root)[0]


def word_count(slide: ShownSlide) -> int:
    """How many words the class sees: title (unless it is hidden) and text, without the numbers of a list."""
    text = tree.plain(slide.blocks) if slide.is_title_hidden else f"{slide.title} {tree.plain(slide.blocks)}"
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def _read_slides(lesson: Lesson, root: Path) -> tuple[list[ShownSlide], list[Problem]]:
    slides: list[ShownSlide] = []
    problems: list[Problem] = []
    notes = _notes(lesson, root)
    for slide in lesson.slides:
        shown, found = _read_slide(lesson, slide, notes.get(slide.number, ()), root)
        slides.append(shown)
        problems += found
    return slides, problems


def _read_slide(lesson: Lesson, slide: Slide, notes: tuple[Note, ...], root: Path) -> tuple[ShownSlide, list[Problem]]:
    reads = lesson.bouw.reads
    title, markdown = slide.title, slide.markdown
    if slide.title == GOAL:
        # Children of groep 3 and 4 get one line to read, older ones the title of the lesson as well.
        title = lesson.title if lesson.groep >= 5 else lesson.kernzin
        markdown = f"{lesson.kernzin}\n\n{markdown}" if lesson.groep >= 5 else markdown
    elif slide.title == AGREEMENT:
        agreement = lesson.bouw.zo_praten_we
        title = agreement.titel
        rules = "\n".join(f"- {rule}" for rule in agreement.regels)
        markdown = f"{rules}\n\n![{agreement.alt}]({tree.DRAWING}{agreement.tekening})\n\n{markdown}"
    if EXIT in markdown:
        several = len(lesson.exit_items) > 1
        items = (f"{number}. {item}" if several else item for number, item in enumerate(lesson.exit_items, 1))
        markdown = markdown.replace(EXIT, "\n".join(items))
    blocks, faults = _read_blocks(markdown, lesson.path, root)
    is_exit = slide.title == LAST and EXIT in slide.markdown
    kind = "goal" if slide.title == GOAL else "exit" if is_exit else ""
    return arrange(replace(slide, title=title), blocks, faults, notes, lesson.path, kind=kind, reads=reads)


def arrange(
    slide: Slide,
    blocks: list[Node],
    faults: list[Problem],
    notes: tuple[Note, ...],
    path: Path,
    *,
    kind: str = "",
    reads: bool = True,
) -> tuple[ShownSlide, list[Problem]]:
    """A slide with those blocks in the largest letters that fit, and what keeps it from being shown.

    `kind` is "goal" for the first slide of a lesson, "exit" for the last one, and "" for any other.

    `faults` are those found while the blocks were read, with lines that count from the first line of its text.
    """
    # The text of a slide begins two lines below its heading.
    problems = [replace(fault, line=slide.line + 1 + fault.line if fault.line else slide.line) for fault in faults]

    def fault(message: str) -> None:
        problems.append(Problem(path, slide.line, f"dia {slide.number}: {message}"))

    pictures = [block for block in blocks if block["t"] == "img"]
    rest = [block for block in blocks if block["t"] != "img"]
    if len(pictures) > 1 or any(block["t"] == "row" for block in rest):
        fault("hier staan meer plaatjes. Laat er één staan, of verdeel ze over meer dia’s.")
    elif any(node["t"] not in _SHOWN for node in tree.walk(blocks)) or any(map(_is_nested, rest)):
        fault("hier staat iets wat niet op een dia past. Schrijf gewone zinnen, een lijst of een kleine tabel.")
    elif not reads and not pictures:
        fault(
            "hier ontbreekt een plaatje: kinderen lezen in deze groep nog niet. Schrijf: ![Wat je ziet](tekening:naam)"
        )
    rest = [block for block in rest if block["t"] in _BLOCKS]
    layout = _layout(kind, bool(pictures), bool(rest), reads)
    shown = ShownSlide(
        number=slide.number,
        layout=layout,
        title=slide.title,
        is_title_hidden=not reads,
        blocks=[_with_look(_bound(block), layout, is_alone=len(rest) == 1) for block in rest],
        picture=pictures[0] if pictures else None,
        notes=notes,
    )
    sizes = fit(shown)
    if sizes is None:
        fault(TOO_FULL)
        sizes = TITLE_SIZES[-1], SIZES[-1]
    return replace(shown, title_size=sizes[0], size=sizes[1]), problems


def _is_nested(block: Node) -> bool:
    """Whether a picture stands amid text, or a list in a list."""
    nodes = list(tree.walk([block]))[1:]
    return any(node["t"] in ("img", "ul", "ol", "table") for node in nodes)


def _read_blocks(markdown: str, path: Path, root: Path) -> tuple[list[Node], list[Problem]]:
    return tree.from_markdown(markdown, path, assets=root / "overrides" / "assets", stamped=False, titled=False)


def read_picture(source: str, root: Path) -> str:
    folder = root / "overrides"
    if source.startswith(tree.DRAWING):
        return read_drawing(folder / "tekeningen", source.removeprefix(tree.DRAWING))
    return (folder / "assets" / source).read_text(encoding="utf-8")


def _layout(kind: str, has_picture: bool, has_text: bool, reads: bool) -> str:
    if not reads and has_picture and not has_text:
        return "picture"
    if not has_picture:
        return "exit" if kind == "exit" else "text" if has_text else "title"
    return "goal" if kind == "goal" else "mixed" if has_text else "split"


def _with_look(block: Node, layout: str, *, is_alone: bool) -> Node:
    text = tree.plain([block])
    if block["t"] == "p" and layout != "goal" and re.fullmatch("“[^“”]+”", text):
        return block | {"look": "says"}
    if block["t"] != "ul":
        return block
    if _is_chat(block):
        speakers = [_speaker(item)[0] for item in block["c"]]
        sides = {name: ("left", "right")[index % 2] for index, name in enumerate(dict.fromkeys(speakers))}
        items = [item | {"side": sides[name]} for item, name in zip(block["c"], speakers, strict=True)]
        return block | {"look": "chat", "c": items}
    lengths = [len(tree.plain(item["c"])) for item in block["c"]]
    if layout == "text" and 2 <= len(lengths) <= 8 and max(lengths) <= 30:
        columns = _columns(lengths)
        if columns > 1 or is_alone:
            return block | {"look": "cards", "columns": columns}
    return block


def _bound(node: Node) -> Node:
    """The block with a short last word tied to the word before it, so that it never stands on a line of its own."""
    if node["t"] == "table":
        return node
    if node["t"] != "p":
        return node | {"c": [_bound(child) for child in node["c"]]}
    last = node["c"][-1]
    return node | {"c": [*node["c"][:-1], _LAST.sub("\u00a0", last)]} if isinstance(last, str) else node


def _is_chat(block: Node) -> bool:
    """Whether a list holds messages (`**Noor:** Kom je?`), and not what something means (`**Pauze:** leg het weg.`).

    A message begins with a capital; where people answer each other, a name comes back.
    """
    found = [_speaker(item) for item in block["c"]]
    names = [name for name, _ in found]
    if not all(names):
        return False
    return len(set(names)) < len(names) or not any(text[:1].islower() or text[:1] in "“‘" for _, text in found)


def _speaker(item: Node) -> tuple[str, str]:
    """Who sends the message in an item, and the message; two times "" where it is none."""
    first = item["c"][0] if item["c"] else {"t": "", "c": []}
    start = first["c"][0] if first["t"] == "p" and first["c"] else ""
    name = tree.plain([start]) if isinstance(start, dict) and start["t"] == "b" else ""
    if not name.endswith(":") or len(name) > 20:
        return "", ""
    return name, tree.plain(first["c"][1:])


def _columns(lengths: list[int]) -> int:
    """In how many columns a list of short things stands, with few gaps in its last row."""
    count, is_short = len(lengths), max(lengths) <= 16
    if count <= 3:
        return count if is_short else 1
    return 3 if is_short and count != 4 else 2


def _notes(lesson: Lesson, root: Path) -> dict[int, tuple[Note, ...]]:
    """Number of a slide -> its notes: the phase, then the cues in their order; on the last what a good answer is."""
    found: defaultdict[int, list[Note]] = defaultdict(list)

    def note(number: int, label: str, markdown: str = "", *, is_phase: bool = False) -> None:
        blocks = _read_blocks(markdown, lesson.path, root)[0]
        found[number].append(Note(label=label, blocks=blocks, is_phase=is_phase))

    for phase in lesson.phases:
        # What is said before the first slide belongs to the first; a phase may begin while a slide still stands there.
        cues = [(max(cue.slide, 1), cue) for cue in phase.cues]
        for index, number in enumerate(sorted({*phase.slides, *(at for at, _ in cues)})):
            if index == 0:
                note(number, f"{phase.name} ({phase.minutes} minuten)", phase.summary, is_phase=True)
            else:
                note(number, f"{phase.name}, vervolg", is_phase=True)
            for at, cue in cues:
                if at == number:
                    note(number, cue.label, cue.markdown)
    if (answers := lesson.sections.get("Uitgangskaartje")) and lesson.bouw.reads:
        for slide in lesson.slides:
            if EXIT in slide.markdown:
                for label, text in labelled(answers.markdown).items():
                    note(slide.number, label, text)
    return {number: tuple(notes) for number, notes in found.items()}


def _plain_lines(blocks: Iterable[Node], mark: str = "") -> Iterator[str]:
    for block in blocks:
        if block["t"] in ("ul", "ol"):
            for number, item in enumerate(block["c"], block.get("start", 1)):
                yield from _plain_lines(item["c"], "– " if block["t"] == "ul" else f"{number}. ")
        else:
            yield mark + tree.plain([block])


# ---- how large ----

_LINE, _TITLE_LINE = 1.25, 1.1
_GAP = 0.6
"""Between blocks, in ems; the style sheet and the Typst template have the same."""
WAVE = 30
"""Points between a title and the text, with the small wave in them."""
_WIDTHS = {
    **dict.fromkeys("',.l|i ’‘", 0.28), **dict.fromkeys(":;I!jí", 0.31), **dict.fromkeys("()-frt[]“”„", 0.4),
    **dict.fromkeys('"/1_', 0.45), **dict.fromkeys("sz*", 0.51), **dict.fromkeys("$37?FJLacekvxyéëèáäïóöü–", 0.58),
    **dict.fromkeys("DKUXACGHV", 0.76), **dict.fromkeys("NOQ→…", 0.8), **dict.fromkeys("%Mmw", 0.9), "@": 1, "W": 1,
}  # fmt: skip
"""Sign -> its width in ems in Figtree's bold, rounded up; any other is 0.65 wide."""
_PIECE = re.compile(r"\S+?-(?=\S)|\S+\s*")
_NEVER = 1000


def _lines(text: str, width: float) -> int:
    """How many lines a text takes that is set `width` ems wide; a great many where a word is wider than that."""
    count, used = 1, 0.0
    for found in _PIECE.finditer(text):
        piece = sum(_WIDTHS.get(sign, 0.65) for sign in found[0])
        word = sum(_WIDTHS.get(sign, 0.65) for sign in found[0].rstrip())
        if word > width:
            return _NEVER
        if used + word > width:
            count, used = count + 1, 0.0
        used += piece
    return count


def fit(slide: ShownSlide) -> tuple[int, int] | None:
    """The largest sizes of title and text with which the slide is not too full; None where there are none."""
    layout = LAYOUTS[slide.layout]
    box = layout.text
    is_apart = slide.is_title_hidden or layout.bubble is not None
    heights = {size: height_of(slide.blocks, box.width, size) for size in SIZES}
    for more in (0, 1, 3):
        fitting = []
        for title_size in (size for size in TITLE_SIZES if size <= layout.title):
            lines = 0 if is_apart else _lines(slide.title, box.width / title_size)
            room = box.height - lines * _TITLE_LINE * title_size - (WAVE if lines and slide.blocks else 0)
            if lines <= layout.lines + more:
                most = layout.body if is_apart else min(layout.body, 0.86 * title_size)
                most = max(most, SIZES[-1])
                sizes = (size for size in SIZES if size <= most and heights[size] <= room)
                fitting += [(title_size, size) for size in sizes]
        if fitting:
            # What is to be read counts for more than what stands above it.
            return max(fitting, key=lambda sizes: sizes[0] + 2 * sizes[1])
    return None


def height_of(blocks: list[Node], width: float, size: int) -> float:
    """About how many points high blocks are in letters of `size`, set `width` points wide; 0 for no blocks."""
    return _height(blocks, width / size) * size if blocks else 0


def _height(blocks: list[Node], width: float) -> float:
    """How high blocks are that are set `width` ems wide, in ems."""
    return sum(_block_height(block, width) for block in blocks) + _GAP * (len(blocks) - 1)


def _block_height(block: Node, width: float) -> float:
    kind, look = block["t"], block.get("look")
    if kind == "p":
        parts = _split_lines(block["c"])
        inner = width - 1.8 if look == "says" else width
        return sum(_lines(tree.plain(part), inner) for part in parts) * _LINE + (1.7 if look == "says" else 0)
    if kind == "table":
        return _table_height(block, width)
    items = [tree.plain(item["c"]) for item in block["c"]]
    if look == "cards":
        columns = block["columns"]
        inner = (width - 0.5 * (columns - 1)) / columns - 1.4
        rows = [items[start : start + columns] for start in range(0, len(items), columns)]
        return sum(max(_lines(text, inner) for text in row) * _LINE + 1.2 for row in rows) + 0.5 * (len(rows) - 1)
    if look == "chat":
        return sum(_lines(text, width * 0.86 - 1.6) * _LINE + 0.8 for text in items) + 0.4 * (len(items) - 1)
    indent, least, gap = (1.9, 1.5, 0.35) if kind == "ol" else (1.0, _LINE, 0.45)
    more = least - _LINE
    return sum(_lines(text, width - indent) * _LINE + more for text in items) + gap * (len(items) - 1)


def _table_height(block: Node, width: float) -> float:
    rows = [[tree.plain(cell) for cell in row] for row in (*block["head"], *block["body"])]
    inner = width / max(map(len, rows)) - 1.0
    return sum(max(_lines(cell, inner) for cell in row) * _LINE + 0.8 for row in rows)


def _split_lines(nodes: list[Any]) -> list[list[Any]]:
    """The lines of a paragraph in which some are broken by hand."""
    parts: list[list[Any]] = [[]]
    for node in nodes:
        if isinstance(node, dict) and node["t"] == "br":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


# ---- as one HTML file ----

_WAVE = (
    '<svg class="golf" viewBox="0 0 68 12" aria-hidden="true"><path d="M3 8c5 0 5-5 10.5-5s5 5 10.5 5 5-5 10.5-5'
    ' 5 5 10.5 5 5-5 10.5-5 5 5 10.5 5"/></svg>'
)


def render_html(deck: Deck, root: Path = ROOT) -> str:
    """The whole presentation as one file, for the digibord: nothing in it asks for anything from elsewhere."""
    template = Template((root / "overrides" / "digibord" / "digibord.html").read_text(encoding="utf-8"))
    icon = (root / "overrides" / "assets" / "favicon.svg").read_text(encoding="utf-8").strip()
    texts = {
        "language": deck.language,
        "title": deck.title,
        "groep": deck.groep,
        "description": deck.goal,
        "author": deck.author,
        "address": deck.address,
        "audience": deck.audience,
        "back": deck.back,
        "policy": headers.policy(digibord.policy(root)),
        "icon": f"data:image/svg+xml,{quote(icon)}",
    }
    return template.substitute(
        {name: _attribute(text) for name, text in texts.items()},
        tint=deck.tint,
        count=len(deck.slides),
        style=digibord.style(root),
        script=digibord.script(root),
        slides="\n".join(_slide_html(slide, deck) for slide in deck.slides),
    )


def _attribute(text: str) -> str:
    # The policy quotes its words with ', which may stand in an attribute between ".
    return html.escape(text, quote=False).replace('"', "&quot;")


def _slide_html(slide: ShownSlide, deck: Deck) -> str:
    level = "h1" if slide.number == 1 else "h2"
    hidden = ' class="onzichtbaar"' if slide.is_title_hidden else ""
    heading = f'<{level} id="titel-{slide.number}"{hidden}>{html.escape(slide.title)}</{level}>'
    body = "".join(map(_block_html, slide.blocks))
    if body:
        has_wave = not slide.is_title_hidden and not LAYOUTS[slide.layout].bubble
        body = f'{_WAVE if has_wave else ""}<div class="inhoud">{body}</div>'
    picture = ""
    if slide.picture:
        label = html.escape(slide.picture["alt"])
        svg = deck.drawings[slide.picture["src"]]
        svg = re.sub(r"^<svg", f'<svg role="img" aria-label="{label}"', svg, count=1)
        picture = f'<div class="plaat">{svg}</div>'
    notes = "".join(_note_html(note) for note in slide.notes)
    if notes:
        notes = f'<aside class="notities" aria-label="Notities bij dia {slide.number}" tabindex="0">{notes}</aside>'
    return (
        f'<section class="dia" id="dia-{slide.number}" aria-labelledby="titel-{slide.number}">'
        f'<div class="vlak {slide.layout} k{slide.title_size} t{slide.size}">'
        f'<div class="tekst">{heading}{body}</div>{picture}</div>{notes}</section>'
    )


def _note_html(note: Note) -> str:
    label = f"<b>{html.escape(note.heading)}</b>"
    blocks = note.blocks
    if note.is_run_in:
        label, blocks = f"{label} {_inline_html(blocks[0]['c'])}", blocks[1:]
    name = ' class="fase"' if note.is_phase else ""
    return f"<p{name}>{label}</p>{''.join(map(_block_html, blocks))}"


def _block_html(block: Node) -> str:
    kind, look = block["t"], block.get("look", "")
    if kind == "p":
        name = f' class="{look}"' if look else ""
        return f"<p{name}>{_inline_html(block['c'])}</p>"
    if kind in ("ul", "ol"):
        name = f' class="{look}"' if look else ""
        if look == "cards":
            name = f' class="cards in-{block["columns"]}"'
        start = f' start="{block["start"]}"' if block.get("start", 1) != 1 else ""
        return f"<{kind}{name}{start}>{''.join(map(_item_html, block['c']))}</{kind}>"
    if kind == "table":
        head = "".join(f"<tr>{_cells_html(row, 'th', ' scope=col')}</tr>" for row in block["head"])
        body = "".join(f"<tr>{_cells_html(row, 'td')}</tr>" for row in block["body"])
        return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    return ""


def _cells_html(row: list[list[Any]], tag: str, attribute: str = "") -> str:
    return "".join(f"<{tag}{attribute}>{_inline_html(cell)}</{tag}>" for cell in row)


def _item_html(item: Node) -> str:
    name = f' class="{item["side"]}"' if "side" in item else ""
    blocks = item["c"]
    if len(blocks) == 1 and blocks[0]["t"] == "p":
        return f"<li{name}>{_inline_html(blocks[0]['c'])}</li>"
    return f"<li{name}>{''.join(map(_block_html, blocks))}</li>"


def _inline_html(nodes: Iterable[Any]) -> str:
    return "".join(map(_inline_node, nodes))


def _inline_node(node: Any) -> str:
    if isinstance(node, str):
        return html.escape(node, quote=False)
    if node["t"] == "br":
        return "<br>"
    content = _inline_html(node.get("c", []))
    tag = {"b": "strong", "i": "em"}.get(node["t"])
    return f"<{tag}>{content}</{tag}>" if tag else content


# ---- as PDF ----


def render_pdf(deck: Deck, root: Path = ROOT, template: str = "dias") -> bytes:
    """The slides as PDF, readable for all (PDF/UA-1) and to be kept (PDF/A-2a).

    With the template `dias` each is a page of 16 by 9; with `spreektekst` it is small above what is said meanwhile.
    Raises PaperError where a slide is too full, or a letter is in none of our fonts.
    """
    # Typst takes a third of a second to load; a build in which nothing changed needs none of it.
    import typst

    try:
        made, warnings = _compiler(root, template).compile_with_warnings(
            sys_inputs={"doc": json.dumps(_as_json(deck), ensure_ascii=False)}, pdf_standards=["ua-1", "a-2a"]
        )
    except typst.TypstError as error:
        fault = _explain(deck, error.message, error.diagnostic)
        fault.add_note(error.diagnostic)
        raise fault from error
    if warnings:
        raise deck.fault(f"Typst waarschuwt bij {template}.typ: {warnings[0].message}. Dit is een fout in de vorm.")
    assert isinstance(made, bytes)
    return made


@functools.cache
def _compiler(root: Path, name: str) -> Any:
    """Kept: the second presentation costs a part of the first."""
    import typst

    import pdf

    template = root / pdf.TEMPLATES / f"{name}.typ"
    return typst.Compiler(str(template), root=str(root), font_paths=pdf.fonts(), ignore_system_fonts=True)


def _as_json(deck: Deck) -> dict[str, Any]:
    ground, accent = digibord.TINTS[deck.tint]
    return {
        "title": f"{deck.title} – {deck.groep}",
        "author": deck.author,
        "address": deck.address,
        "pages": deck.pages,
        "language": deck.language,
        "rtl": False,
        "date": [deck.day.year, deck.day.month, deck.day.day],
        "width": WIDTH,
        "height": HEIGHT,
        "tint": ground,
        "accent": accent,
        "layouts": {name: _layout_json(layout) for name, layout in LAYOUTS.items()},
        "drawings": dict(deck.drawings),
        "slides": [
            {
                "number": slide.number,
                "layout": slide.layout,
                "title": slide.title,
                "hidden": slide.is_title_hidden,
                "blocks": slide.blocks,
                "picture": slide.picture,
                "sizes": _smaller(slide),
                "notes": [
                    {"label": note.heading, "phase": note.is_phase, "blocks": note.blocks} for note in slide.notes
                ],
            }
            for slide in deck.slides
        ],
    }


def _layout_json(layout: Layout) -> dict[str, Any]:
    places = {"text": layout.text, "picture": layout.picture, "bubble": layout.bubble}
    return {name: vars(place) if place else None for name, place in places.items()}


def _smaller(slide: ShownSlide) -> list[tuple[int, int]]:
    """The sizes of a slide, and those to try when they turn out too large after all."""
    titles = [size for size in TITLE_SIZES if size <= slide.title_size][:3]
    sizes = [size for size in SIZES if size <= slide.size][:4]
    pairs = [(title, size) for title in titles for size in sizes]
    return sorted(pairs, key=lambda pair: -(pair[0] + 2 * pair[1]))


def _explain(deck: Deck, message: str, diagnostic: str) -> PaperError:
    if found := re.search(r"slide (\d+) is too full", diagnostic):
        return deck.fault(f"dia {found[1]}: {TOO_FULL}")
    signs = "".join(sorted({sign for found in _NO_GLYPH.finditer(diagnostic) for sign in found["text"]}))
    if signs:
        return deck.fault(f"deze tekens staan niet in ons lettertype: {' '.join(signs)}. Haal ze uit de presentatie.")
    return deck.fault(f"de presentatie is niet te maken: {message}. Dit is een fout in de vorm, niet in de tekst.")

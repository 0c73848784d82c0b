"""What a lesson puts in people's hands, made from the lesson and nothing else.

The whole lesson for the teacher, the worksheet and its answers, the cards, the cue card, the letter to parents, and the
message for the parents' app. Each is a Paper for `pdf.render_pdf` and `word.render_word`, by the name of its template:

    whole      les (PDF only)                     worksheet  werkblad
    key        antwoorden                         cards      kaartjes (PDF only)
    cue_card   spiekkaart (PDF only)              letter     ouderbrief

Nothing is read or written here but drawings. Fixed words come from the outside; WORDS says which.
"""

import functools
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import stamp
import tree
from lesson import Card, Lesson, Phase
from lessonpage import Around, paper_markdown
from pages import in_words
from paper import Paper, PaperError, read_drawings, school_values
from problem import Problem
from school import School
from tree import Inline, Node

WORDS = (
    "pagina_van", "qr_alt", "les_licentie",
    "les_soort", "les_thema", "les_op_internet",
    "werkblad_soort", "werkblad_naam", "werkblad_teken", "werkblad_zeg",
    "antwoorden_titel", "antwoorden_soort", "antwoorden_regels", "antwoorden_vak", "antwoorden_uitgang",
    "antwoorden_kaartjes", "antwoorden_nummer", "antwoorden_plaatje", "antwoorden_op_kaartje", "antwoorden_antwoord",
    "kaartjes_titel", "kaartjes_soort", "kaartje",
    "spiekkaart_soort", "spiekkaart_tijd", "spiekkaart_dia", "spiekkaart_vraag", "spiekkaart_nodig",
    "spiekkaart_vertelt",
    "ouderbrief_titel", "ouderbrief_aanhef", "ouderbrief_zorgen_kop", "ouderbrief_zorgen", "ouderbrief_slot",
    "ouderbrief_school", "ouderbrief_plaats",
    "app_begin", "app_vraag",
)  # fmt: skip
"""The keys of `Press.words` that are used here and in the templates. In `spiekkaart_vertelt`, `ouderbrief_zorgen` and
`ouderbrief_slot` stands Markdown, with `[naam school]`, `[invullen: …]` and {hulp}; the others are plain words, and
some hold {groep}, {titel}, {minuten}…"""

SIZES = {1: 12.0, 2: 12.0, 3: 18.0, 4: 16.0, 5: 13.0, 6: 13.0, 7: 12.0, 8: 12.0}
"""Groep -> size in points of the words on a worksheet. In groep 1 and 2 the teacher reads them aloud."""

LINE_PER_SENTENCE = 3
"""The groep in which each sentence has a line of its own."""

MESSAGE_LENGTH = 600
"""Signs that fit in a message of a parents' app."""

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…])(?P<close>[”’)]*) (?=[“‘(]?[A-ZÀ-Þ0-9])")


@dataclass(frozen=True, kw_only=True)
class Press:
    """What all handouts of one build have in common; `words` holds at least WORDS."""

    site_url: str
    assets: Path = field(repr=False)
    """Where pictures stand; drawings stand in `tekeningen` beside it. In which folder of which machine makes no
    difference to a file, so it is left out where a Press tells whether one changed."""
    author: str
    words: Mapping[str, str] = field(repr=False)
    hulp: str
    """Who helps parents outside the school, with a telephone number: what stands for {hulp} in the letter."""
    language: str = "nl"

    def address(self, lesson: Lesson) -> str:
        """The whole web address of the page of a lesson."""
        return f"{self.site_url.rstrip('/')}/{lesson.url}"

    def resolve(self, lesson: Lesson, href: str) -> str:
        """The whole web address of a link in a lesson: to a file beside its page, or to another page."""
        if ".md" not in href:
            return self.address(lesson) + href
        folder = posixpath.dirname(lesson.url.rstrip("/"))
        page = posixpath.normpath(posixpath.join(folder, href)).replace(".md", "/")
        return f"{self.site_url.rstrip('/')}/{page}"


# ---- for children ----


def worksheet(lesson: Lesson, press: Press) -> Paper:
    """The worksheet, for the template `werkblad`."""
    words, reads = press.words, lesson.bouw.reads
    blank: Node = {"t": "blank", "label": ""}
    name: list[Inline] = [f"{words['werkblad_naam']} ", blank] if reads else [words["werkblad_teken"]]
    blocks = [
        _named("soort", [words["werkblad_soort"].format(groep=lesson.groep)]),
        _title(lesson.title),
        _named("naam", name),
        *(block | {"class": ["instructie"]} for block in _read(lesson.instruction, lesson, press)),
    ]
    for task in lesson.tasks:
        (line,) = _read(_escaped_start(task.title), lesson, press)
        said: list[Inline] = line["c"] if reads else [words["werkblad_zeg"].format(zin=tree.plain(line["c"]))]
        blocks.append({"t": "h", "level": 1, "number": task.number, "c": said})
        blocks += _read(task.markdown, lesson, press)
    if lesson.groep == LINE_PER_SENTENCE:
        blocks = [_sentences_apart(block) for block in blocks]
    # A frame is drawn where a line is 0 mm high: children who do not write yet still have room for a sign.
    return _paper(lesson, press, blocks, {"size": SIZES[lesson.groep], "line_mm": lesson.bouw.lijn_mm or 12})


def cards(lesson: Lesson, press: Press) -> Paper | None:
    """The cards to cut out, for the template `kaartjes`, without their answers; None for a lesson without cards."""
    if not lesson.cards:
        return None
    words = press.words
    blocks = [
        _title(words["kaartjes_titel"].format(titel=lesson.title)),
        _named("soort", [words["kaartjes_soort"].format(groep=lesson.groep)]),
    ]
    for card in lesson.cards:
        blocks.append({"t": "h", "level": 1, "c": [words["kaartje"].format(nummer=card.number)]})
        front = _front(card, lesson, press)
        blocks += [_sentences_apart(block) for block in front] if lesson.groep == LINE_PER_SENTENCE else front
    return _paper(lesson, press, blocks, {})


# ---- for the teacher ----


def whole(lesson: Lesson, press: Press, around: Around) -> Paper:
    """The page of the lesson on paper, for the template `les`."""
    words, theme = press.words, lesson.links(around.leerlijn)
    blocks, problems = tree.from_markdown(
        paper_markdown(lesson, around),
        lesson.path,
        assets=press.assets,
        resolve=functools.partial(press.resolve, lesson),
        stamped=False,
    )
    if problems:
        # Its line is one of the page, not of the file; `check` tells it at its own.
        raise PaperError(replace(problems[0], line=0))
    kind = words["les_soort"].format(groep=lesson.groep, nummer=lesson.volgnummer, minuten=lesson.minutes)
    head = [_named("soort", [kind])]
    if theme:
        head.append(_named("thema", [words["les_thema"].format(thema=theme.naam)]))
    return _paper(lesson, press, [*head, *blocks], {})


def key(lesson: Lesson, press: Press) -> Paper:
    """The answers to the worksheet, the exit card and the cards, for the template `antwoorden`."""
    words = press.words
    blocks = [
        _named("soort", [words["antwoorden_soort"].format(groep=lesson.groep)]),
        _title(words["antwoorden_titel"].format(titel=lesson.title)),
    ]
    for task in lesson.tasks:
        (line,) = _read(_escaped_start(task.title), lesson, press)
        blocks.append({"t": "h", "level": 1, "c": [f"{task.number}. ", *line["c"]]})
        if repeated := [_in_short(block, words) for block in _read(task.markdown, lesson, press)]:
            blocks.append({"t": "div", "class": ["opdracht"], "c": repeated})
        blocks += _labelled(_read(task.answer, lesson, press))
    if exit_card := lesson.sections.get("Uitgangskaartje"):
        blocks.append({"t": "h", "level": 1, "c": [words["antwoorden_uitgang"]]})
        blocks += _labelled(_read(exit_card.markdown, lesson, press))
    if lesson.cards:
        blocks.append({"t": "h", "level": 1, "c": [words["antwoorden_kaartjes"]]})
        blocks.append(_card_table(lesson, press))
    return _paper(lesson, press, blocks, {})


def cue_card(lesson: Lesson, press: Press) -> Paper:
    """The lesson on one A5 for in the hand, for the template `spiekkaart`."""
    words = press.words
    blocks = [
        _title(lesson.title),
        _named("soort", [words["spiekkaart_soort"].format(groep=lesson.groep, minuten=lesson.minutes)]),
    ]
    for phase in lesson.phases:
        slides = _range(phase.slides)
        when = [words["spiekkaart_tijd"].format(minuten=phase.minutes)]
        when += [words["spiekkaart_dia"].format(dia=slides)] if slides else []
        time: Node = {"t": "span", "class": ["tijd"], "c": [" · ".join(when)]}
        blocks.append({"t": "h", "level": 1, "c": [f"{phase.name} ", time]})
        blocks += _read(phase.summary, lesson, press)
        if question := _first_question(phase):
            (said,) = _read(question, lesson, press)
            label: Node = {"t": "b", "c": [words["spiekkaart_vraag"]]}
            blocks.append(_named("vraag", [label, " ", *said["c"]]))
    blocks.append({"t": "hr"})
    if needed := _needed(lesson):
        (said,) = _read(needed, lesson, press)
        label = {"t": "b", "c": [words["spiekkaart_nodig"]]}
        # "Nodig: je hebt een stoel nodig" says it twice.
        is_said = words["spiekkaart_nodig"].strip(":").lower() in needed.lower()
        blocks.append({"t": "p", "c": said["c"] if is_said else [label, " ", *said["c"]]})
    blocks += _read(words["spiekkaart_vertelt"], lesson, press)
    return _paper(lesson, press, blocks, {})


# ---- for parents ----


def letter(lesson: Lesson, press: Press, school: School | None = None) -> Paper:
    """The letter home, for the template `ouderbrief`; without a school, its name is a place to write."""
    words = press.words
    text = words["ouderbrief_titel"].format(groep=lesson.groep, titel=lesson.title)
    blocks = [_title(text), *_read(words["ouderbrief_aanhef"], lesson, press)]
    for section in lesson.letter:
        blocks.append({"t": "h", "level": 1, "c": [section.name]})
        blocks += _read(section.markdown, lesson, press)
    blocks.append({"t": "h", "level": 1, "c": [words["ouderbrief_zorgen_kop"]]})
    blocks += _read(words["ouderbrief_zorgen"].format(hulp=press.hulp), lesson, press)
    blocks += [block | {"class": ["slot"]} for block in _read(words["ouderbrief_slot"], lesson, press)]
    values = school_values(school, press.address(lesson)) if school else {}
    if not school:
        labels = {stamp.PLACE: words["ouderbrief_plaats"]}
        blocks = tree.with_blanks(blocks, labels, words["ouderbrief_school"])
    return _paper(lesson, press, blocks, {"school": words["ouderbrief_school"]}, values)


def message(lesson: Lesson, press: Press, address: str) -> str:
    """The same in a few plain lines, for the parents' app of the school; `address` is that of the letter."""
    words = press.words
    stop = "" if lesson.title.endswith(("?", "!", "’", "”")) else "."
    paragraphs = [words["app_begin"].format(groep=lesson.groep, titel=lesson.title) + stop]
    for section in lesson.letter:
        first = tree.plain(_read(section.markdown, lesson, press)[:1])
        # A question between quotes says nothing of itself about who asks it.
        paragraphs.append(f"{words['app_vraag']} {first}" if first.startswith("“") else first)
    return "\n\n".join([*paragraphs, address]) + "\n"


# ---- what can be wrong ----


def check(lesson: Lesson, press: Press, letter_address: str) -> list[Problem]:
    """Everything in the lesson that cannot stand on paper, at its line, and a message to parents that is too long."""
    lines = lesson.path.read_text(encoding="utf-8-sig").splitlines()
    sheet = [(task.line, task.markdown) for task in lesson.tasks]
    answers = [(_line_of("!!! antwoord", lines, task.line), task.answer) for task in lesson.tasks]
    letters = [(section.line, section.markdown) for section in lesson.letter]
    rows = [(card.line - 1, f"{card.picture} {card.text}") for card in lesson.cards]
    rows += [(card.line - 1, card.answer) for card in lesson.cards]
    begin = _line_of("# Werkblad", lines, 0)
    sections = lesson.sections.values()
    exit_card = [(section.line, section.markdown) for section in sections if section.name == "Uitgangskaartje"]
    handed_out = [(begin, lesson.instruction), *sheet, *answers, *exit_card, *letters, *rows]
    # A link to another page can be followed from the page and the whole lesson, and from nothing else.
    resolve = functools.partial(press.resolve, lesson)
    pieces: list[tuple[int, str, tree.Resolve | None]] = [(line, text, None) for line, text in handed_out]
    pieces += [(section.line, section.markdown, resolve) for section in sections]
    problems: set[Problem] = set()
    for line, markdown, links in pieces:
        first = next((number for number in range(line, len(lines)) if lines[number].strip()), line)
        for found in tree.from_markdown(markdown, lesson.path, assets=press.assets, resolve=links, titled=False)[1]:
            problems.add(Problem(lesson.path, first + max(found.line, 1), found.message))
    if not problems and (length := len(message(lesson, press, letter_address).strip())) > MESSAGE_LENGTH:
        longest = max(lesson.letter, key=lambda section: len(section.markdown.partition("\n\n")[0]))
        text = (
            f"het bericht voor de ouderapp telt {length} tekens; er passen er {MESSAGE_LENGTH}."
            f" Maak de eerste alinea onder '{longest.name}' korter."
        )
        problems.add(Problem(lesson.path, longest.line, text))
    return sorted(problems)


def _line_of(text: str, lines: list[str], after: int) -> int:
    """The number of the first line that is this text, below line `after`."""
    return next((number for number, line in enumerate(lines[after:], after + 1) if line.strip() == text), after)


# ---- pieces ----


def _read(markdown: str, lesson: Lesson, press: Press) -> list[Node]:
    """The blocks of a piece of the lesson, or of our fixed words; nobody changes them, see `_blocks`."""
    return list(_blocks(markdown, lesson.path, press.assets))


@functools.lru_cache(maxsize=2048)
def _blocks(markdown: str, path: Path, assets: Path) -> tuple[Node, ...]:
    """Kept, since the letter of one lesson is made for every school."""
    blocks, problems = tree.from_markdown(markdown, path, assets=assets, titled=False)
    if problems:
        raise PaperError(problems[0])
    return tuple(blocks)


def _paper(
    lesson: Lesson, press: Press, blocks: list[Node], form: Mapping[str, Any], values: Mapping[str, str] | None = None
) -> Paper:
    version = press.words["les_licentie"].format(
        van=press.author, versie=lesson.versie, datum=in_words(lesson.herzien, press.language)
    )
    return Paper(
        blocks=blocks,
        path=lesson.path,
        language=press.language,
        words={word: press.words[word] for word in WORDS},
        day=lesson.herzien,
        author=press.author,
        values=values or {},
        address=press.address(lesson),
        version=version,
        drawings=read_drawings(blocks, press.assets),
        form={"groep": lesson.groep, "reads": lesson.bouw.reads, **form},
    )


def _title(text: str) -> Node:
    return {"t": "h", "level": 0, "c": [text]}


def _named(name: str, content: list[Inline]) -> Node:
    """A paragraph of its own kind."""
    return {"t": "p", "class": [name], "c": content}


def _escaped_start(text: str) -> str:
    """One line that stays a paragraph, also where it begins with what makes a list or a heading."""
    return re.sub(r"^(?=[-+*#>])|(?<=^\d)(?=\.)", r"\\", text)


def _sentences_apart(node: Any) -> Any:
    """The same node with a new line after each sentence."""
    if not isinstance(node, dict) or "c" not in node:
        return node
    content: list[Any] = []
    for child in node["c"]:
        if not isinstance(child, str):
            content.append(_sentences_apart(child))
            continue
        end = 0
        for found in _BETWEEN_SENTENCES.finditer(child):
            content += [child[end : found.end("close")], {"t": "br"}]
            end = found.end()
        content.append(child[end:])
    return node | {"c": content}


def _in_short(node: Node, words: Mapping[str, str]) -> Node:
    """A block of a task as the key repeats it: what is only room to write or draw is said in words."""
    if node["t"] == "lines":
        return _named("ruimte", [words["antwoorden_regels"].format(aantal=node["count"])])
    if node["t"] == "room":
        return _named("ruimte", [words["antwoorden_vak"]])
    if node["t"] in ("ol", "ul", "li", "div", "quote"):
        return node | {"c": [_in_short(child, words) for child in node["c"]]}
    return node


def _labelled(blocks: Iterable[Node]) -> Iterator[Node]:
    """The blocks, with each paragraph that begins with a bold label marked as such, and what belongs to it inside."""
    open_: Node | None = None
    for block in blocks:
        first = block["c"][0] if block["t"] == "p" else ""
        if isinstance(first, dict) and first["t"] == "b":
            if open_:
                yield open_
            open_ = {"t": "div", "class": ["uitleg"], "c": [block]}
        elif open_:
            open_["c"].append(block)
        else:
            yield block
    if open_:
        yield open_


def _front(card: Card, lesson: Lesson, press: Press) -> list[Node]:
    """What children see on a card: a picture, words, or both."""
    return [*_read(card.picture, lesson, press), *_read(card.text, lesson, press)]


def _card_table(lesson: Lesson, press: Press) -> Node:
    """The cards with their answers; pictures or words have no column where no card has them."""
    rows: list[dict[str, list[Inline]]] = []
    for card in lesson.cards:
        inside = [node for block in _read(card.answer, lesson, press) for node in block["c"]]
        text = [node for block in _read(card.text, lesson, press) for node in block["c"]]
        picture: list[Inline] = [*_read(card.picture, lesson, press)]
        rows.append({"nummer": [str(card.number)], "plaatje": picture, "op_kaartje": text, "antwoord": inside})
    names = [name for name in rows[0] if any(row[name] for row in rows)]
    return {
        "t": "table",
        "align": ["center" if name == "nummer" else "" for name in names],
        "head": [[[press.words[f"antwoorden_{name}"]] for name in names]],
        "body": [[row[name] for name in names] for row in rows],
    }


def _range(numbers: tuple[int, ...]) -> str:
    """1, 2, 3 as `1–3`; slides of a phase follow each other."""
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0]) if numbers else ""


def _first_question(phase: Phase) -> str:
    """The first thing that the teacher asks in this phase; what is to be named or done with it stays on the page."""
    asked = next((cue.markdown for cue in phase.cues if cue.label == "Vraag"), "").partition("\n\n")[0]
    quoted = re.match(r"“[^”]*”", asked)
    return quoted[0] if quoted else asked


def _needed(lesson: Lesson) -> str:
    """The last sentence of "In het kort": what you need."""
    section = lesson.sections.get("In het kort")
    lines = [line.strip() for line in section.markdown.splitlines() if line.strip()] if section else []
    return lines[-1] if lines else ""

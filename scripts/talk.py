"""A presentation with the words that are spoken with it: from a text in `papers/` to a Deck for the screen and on paper.

Each slide is a heading `## Titel` with what is shown below it, and then a block `!!! spreektekst "3 minuten"` with
what is said. A paragraph there that begins with a bold label (`**Doe:**`) is no speech. How slides look is decided in
`slides.py`, as for the lessons; the same text gives the same Deck.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import digibord
import tree
from documents import SOURCE, Text, source_lines, with_help
from facts import Facts
from paper import PaperError
from problem import Problem
from slides import Deck, Note, ShownSlide, read_picture, show_slide
from tree import Node

SPOKEN = "spreektekst"
_SLIDE = re.compile(r"^## +(?P<title>.*?) *(?:\{#[^}]*\})? *$")
_BEGIN = re.compile(rf'^!!! {SPOKEN}(?: "(?P<time>[^"]*)")? *$')
_BLANK = re.compile(r"\[invullen(?:: *(?P<label>[^\]]*?) *)?\]")
_LABEL = re.compile(r"\A\*\*(?P<label>[^*]+?)\*\*(?P<rest>.*)\Z", re.S)
_DOTS = "…" * 4
"""What stands where a school types something itself."""


@dataclass(frozen=True, kw_only=True)
class TalkSlide:
    """One slide as it is typed: what it shows, and what is said meanwhile."""

    number: int
    line: int
    """Of its heading, from 1."""
    title: str
    markdown: str
    time: str
    """"3 minuten"."""
    spoken: str


def read_slides(text: Text) -> tuple[str, list[TalkSlide], list[Problem]]:
    """The title of a presentation, its slides, and the slides that nothing is said with."""
    whole = text.path.read_text(encoding="utf-8-sig")
    first = whole[: whole.index("\n---\n") + 5].count("\n")
    lines = whole.splitlines()
    starts = [number for number in range(first, len(lines)) if _SLIDE.match(lines[number])]
    top = lines[first : starts[0] if starts else len(lines)]
    title = next((line.removeprefix("# ").strip() for line in top if line.startswith("# ")), "")
    slides: list[TalkSlide] = []
    problems: list[Problem] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), 1):
        found = _SLIDE.match(lines[start])
        assert found
        body = lines[start + 1 : end]
        at = next((index for index, line in enumerate(body) if _BEGIN.match(line)), None)
        if at is None:
            message = f'dia {number}: er staat niet wat je zegt. Zet eronder: !!! {SPOKEN} "2 minuten"'
            problems.append(Problem(text.path, start + 1, message))
            continue
        time = _BEGIN.match(body[at])
        assert time
        slides.append(
            TalkSlide(
                number=number,
                line=start + 1,
                title=found["title"],
                markdown="\n".join(body[:at]).strip(),
                time=time["time"] or "",
                spoken=textwrap.dedent("\n".join(body[at + 1 :])).strip(),
            )
        )
    return title, slides, problems


def deck(
    text: Text,
    *,
    facts: Facts,
    words: Mapping[str, str],
    values: Mapping[str, str],
    author: str,
    address: str,
    root: Path,
) -> Deck:
    """The presentation as a Deck. Raises PaperError with the first thing that keeps a slide from being shown.

    `words` are those of `facts/papier.yml`; `values` says what stands for what is typed, such as "[naam school]", and
    `address` is the whole web address of the page of the kit.
    """
    shown, problems = show(text, facts, words, values, root)
    if problems:
        raise PaperError(problems[0])
    sources = sorted({slide.picture["src"] for slide in shown if slide.picture})
    return Deck(
        title=_filled(read_slides(text)[0], values),
        groep=words["ouderavond_groep"].format(bouw=text.bouw),
        goal=words["ouderavond_doel"],
        language=text.language,
        author=author,
        day=text.day,
        address=address,
        path=text.path,
        tint=int(text.bouw[:1] or 0) // 2 % len(digibord.TINTS),
        slides=tuple(shown),
        drawings={source: read_picture(source, root) for source in sources},
        whole=words["ouderavond_geheel"],
        back=words["ouderavond_terug"],
    )


def show(
    text: Text, facts: Facts, words: Mapping[str, str], values: Mapping[str, str], root: Path
) -> tuple[list[ShownSlide], list[Problem]]:
    """The slides as they are shown, and everything in them that is to be mended."""
    _, slides, problems = read_slides(text)
    assets = root / "overrides" / "assets"
    shown: list[ShownSlide] = []
    for slide in slides:
        markdown = _BLANK.sub(_DOTS, with_help(_filled(slide.markdown, values), facts))
        blocks, faults = tree.from_markdown(
            SOURCE.sub("", markdown), text.path, assets=assets, stamped=False, titled=False
        )
        faults = [replace(fault, line=slide.line + 1 + fault.line if fault.line else slide.line) for fault in faults]
        notes = tuple(_notes(slide, text, facts, words, values, assets))
        one, found = show_slide(
            slide.number,
            _filled(slide.title, values),
            blocks,
            notes,
            Problem(text.path, slide.line, ""),
            is_goal=slide.number == 1,
        )
        shown.append(one)
        problems += [*faults, *found]
    return shown, problems


def _filled(markdown: str, values: Mapping[str, str]) -> str:
    for typed, value in values.items():
        markdown = markdown.replace(typed, value)
    return markdown


def _notes(
    slide: TalkSlide, text: Text, facts: Facts, words: Mapping[str, str], values: Mapping[str, str], assets: Path
) -> Iterator[Note]:
    """The part of the evening and the time; what is said and done, in its order; the sources, where they are named."""
    markdown = _BLANK.sub(_blank, with_help(_filled(slide.spoken, values), facts))
    cited = list(dict.fromkeys(found["id"] for found in SOURCE.finditer(markdown)))
    sources = source_lines(cited, facts.bronnen, text.language, facts.woorden[text.language])
    says: list[str] = []
    is_first, is_told = True, False

    def read(paragraphs: Iterable[str]) -> list[Node]:
        whole = "\n\n".join(paragraphs)
        return tree.from_markdown(whole, text.path, assets=assets, stamped=False, titled=False)[0]

    def speech() -> Iterator[Note]:
        if says:
            yield Note(label=words["ouderavond_zeg"], blocks=read(says))
            says.clear()

    for paragraph in re.split(r"\n{2,}", markdown):
        has_source = bool(SOURCE.search(paragraph))
        paragraph = SOURCE.sub("", paragraph).strip()
        found = _LABEL.match(paragraph)
        if is_first:
            is_first = False
            part = found["label"].rstrip(".:") if found and not found["rest"].strip() else ""
            heading = f"{part} ({slide.time})" if part and slide.time else part or slide.time
            yield Note(label=heading[:1].upper() + heading[1:], blocks=[], is_phase=True)
            if part:
                continue
        if not found:
            says.append(paragraph)
            continue
        yield from speech()
        label, rest = found["label"].rstrip(":. "), found["rest"].strip()
        if has_source and not rest:
            is_told = True
            yield Note(label=label, blocks=read(sources), is_source=True)
        else:
            yield Note(label=label, blocks=read([rest]) if rest else [])
    yield from speech()
    if cited and not is_told:
        yield Note(label=facts.woorden[text.language]["bron"], blocks=read(sources), is_source=True)


def _blank(found: re.Match[str]) -> str:
    return f"{_DOTS} ({found['label']})" if found["label"] else _DOTS

"""One text for one school on paper, before it is a PDF or a Word file; and what stops the build when it cannot be."""

import functools
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import drawing
import qr
import stamp
import tree
from problem import Problem
from school import School

DIRECTIONS = {"ar": "rtl", "fa": "rtl", "he": "rtl", "ur": "rtl"}
"""The languages that run from right to left; every other one runs from left to right."""


def is_rtl_text(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


class PaperError(Exception):
    """A document that cannot be made; `problem` says for which school, in which file, and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.path}: {problem.message}")
        self.problem = problem


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a document is made from. The same Paper gives the same bytes.

    `blocks` is a tree as `tree.from_markdown` gives it, `values` what stands in the place of its placeholders
    (empty for a text that is of no school), `words` the words of `facts/papier.yml` in `language`. `day` is the
    date of the text: there is no clock on paper. `path` is the file that the text came from, for messages.
    """

    blocks: list[tree.Node] = field(repr=False)
    path: Path
    language: str
    words: Mapping[str, str] = field(repr=False)
    day: date
    author: str
    values: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    """Of the foundation; a school has its own among `values`."""
    address: str = ""
    """The whole web address that the QR code leads to; without it there is none."""
    version: str = ""
    drawings: Mapping[str, str] = field(default_factory=dict, repr=False)
    """`tekening:naam` -> SVG, of the drawings in the blocks, as `read_drawings` gives them."""
    form: Mapping[str, Any] = field(default_factory=dict)
    """What one kind of document needs to know beside its text, such as the groep; in JSON's own kinds."""

    @functools.cached_property
    def filled(self) -> list[tree.Node]:
        """The blocks with the values in them."""
        return tree.fill(self.blocks, self.values)

    @property
    def title(self) -> str:
        """The title in plain words, as it stands in the properties of the file."""
        return tree.plain(tree.title_line(self.filled))

    @property
    def sender(self) -> str:
        """Whose paper it is: the school, or else the foundation."""
        return self.values.get(stamp.NAME_FIRST, self.author)

    @property
    def sender_place(self) -> str:
        """Where that is."""
        return self.values.get(stamp.PLACE, self.place)

    @property
    def is_rtl(self) -> bool:
        """Whether the text runs from right to left."""
        return DIRECTIONS.get(self.language.partition("-")[0]) == "rtl"

    def fault(self, message: str) -> PaperError:
        """An error that names the file, and the school if there is one."""
        name = self.values.get(stamp.NAME)
        return PaperError(Problem(self.path, 0, f"bij {name}: {message}" if name else message))


def school_values(school: School, address: str) -> dict[str, str]:
    """The values of one school for `Paper.values`; `address` is the whole web address of its page."""
    return stamp.texts(school, address)


def read_drawings(blocks: Iterable[Any], assets: Path) -> dict[str, str]:
    """Every drawing in the blocks, as SVG, for `Paper.drawings`. Raises DrawingError where one cannot be shown."""
    sources = {node["src"] for node in tree.walk(blocks) if node["t"] == "img" and node["src"].startswith(tree.DRAWING)}
    folder = tree.drawing_folder(assets)
    return {source: drawing.read_drawing(folder, source.removeprefix(tree.DRAWING)) for source in sorted(sources)}


def as_json(paper: Paper) -> dict[str, Any]:
    """Everything that a template needs, in JSON's own kinds; `qr` is the code of the address as SVG."""
    return {
        "title": paper.title,
        "heading": tree.title_line(paper.filled),
        "author": paper.author,
        "language": paper.language,
        "rtl": paper.is_rtl,
        "date": [paper.day.year, paper.day.month, paper.day.day],
        "sender": paper.sender,
        "place": paper.sender_place,
        "address": paper.address,
        "version": paper.version,
        "filled": bool(paper.values),
        "words": dict(paper.words),
        "qr": qr.svg(paper.address) if paper.address else "",
        "qr_width": qr.paper_width(paper.address) if paper.address else 0,
        "blocks": paper.filled,
        "drawings": dict(paper.drawings),
        "form": dict(paper.form),
    }

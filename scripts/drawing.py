"""Drawings: an SVG file that is put together from parts, and what keeps one from being shown.

`overrides/tekeningen/naam.svg` is a drawing, `overrides/tekeningen/delen/*.svg` hold the parts: each is a `<g id="…">`
directly in the root, drawn with its top left corner in the origin. A drawing shows one with
`<use href="delen/dingen.svg#bal" transform="translate(120 80)"/>`, a part does so within its own file with
`href="#bal"`. What comes out is one SVG that stands by itself, fit for the site, for paper and for Typst.
"""

import difflib
import re
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from facts import read_text
from problem import Problem, shown

PARTS = "delen"
"""The folder of the parts, inside that of the drawings."""

COLOURS = {
    "inkt": "#1d2b2f",
    "petrol": "#0b4f5c",
    "groenblauw": "#3c8a96",
    "zee": "#cfe6ea",
    "lichte zee": "#e4f0f0",
    "zon": "#f2b84b",
    "lichte zon": "#fdeccb",
    "baksteen": "#c8553d",
    "roze": "#f9e0da",
    "blad": "#7fa66a",
    "licht blad": "#e8eedb",
    "zand": "#faefdb",
    "wit": "#fff",
    "huid 1": "#f3d3b4",
    "huid 2": "#d9a066",
    "huid 3": "#a8693f",
    "huid 4": "#6b4226",
    "haar bruin": "#5a3a22",
    "haar blond": "#c98a3d",
}
"""The palette: every fill and stroke is one of these, or `none`. No pattern and no gradient: those need an id."""

FONT = "Figtree, Noto Sans, sans-serif"
"""What a word in a drawing is set in, on the site and on paper."""

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = (
    "svg",
    "g",
    "use",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
)
_ON_USE = ("href", "transform", "opacity")
_PAINT = ("fill", "stroke")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_VIEW_BOX = re.compile(rf"{_NUMBER} {_NUMBER} (?P<width>\d+(?:\.\d+)?) (?P<height>\d+(?:\.\d+)?)")

# Without this, ElementTree writes every element with a prefix: <ns0:svg>.
ET.register_namespace("", _SVG)


class DrawingError(Exception):
    """A drawing that cannot be put together; `problems` says where and how to mend it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{one.path}:{one.line}: {one.message}" for one in problems))
        self.problems = problems


def names(folder: Path) -> frozenset[str]:
    """The names of the drawings in `folder`, as a lesson writes them: `tablet` for `tablet.svg`. Not the parts."""
    return frozenset(path.stem for path in folder.glob("*.svg"))


def read_drawing(folder: Path, name: str) -> str:
    """The drawing as one SVG without a declaration, its parts in their places and without any id.

    Two drawings, or one part twice, can therefore stand in the same page. The same files give the same text.
    Raises DrawingError where the drawing is not there or cannot be put together.
    """
    library = _Library(folder)
    if name not in (known := names(folder)):
        library.problem(folder / f"{name}.svg", 0, f"deze tekening is er niet. {_meant(name, known)}")
        raise DrawingError(library.problems)
    root = library.composed(folder / f"{name}.svg")
    if root is None or library.problems:
        raise DrawingError(sorted(set(library.problems)))
    return ET.tostring(root, encoding="unicode")


def check_drawings(folder: Path) -> list[Problem]:
    """What keeps a drawing or a part in `folder` from being shown, of all files."""
    library = _Library(folder)
    for path in sorted((folder / PARTS).glob("*.svg")):
        library.source(path)
    for path in sorted(folder.glob("*.svg")):
        if not _NAME.fullmatch(path.stem):
            library.problem(
                path,
                0,
                f"de naam '{shown(path.stem)}' past niet in een les. Noem het bestand met kleine letters, cijfers en"
                f" streepjes, zoals: {_plain(path.stem)}.svg",
            )
        library.composed(path)
    for path, source in list(library.sources.items()):
        for part in source.parts.values() if source else ():
            library.filled(part, path, ())
    return sorted(set(library.problems))


def size(svg: str) -> tuple[float, float]:
    """Width and height of an SVG in its own units, from its viewBox. Raises ValueError where it has none."""
    found = _VIEW_BOX.fullmatch(ET.fromstring(svg).get("viewBox", ""))
    if not found:
        raise ValueError("an SVG without a viewBox of four numbers")
    return float(found["width"]), float(found["height"])


@dataclass(frozen=True, kw_only=True)
class _Source:
    """One file as it was read: the line of every element, and the parts by id."""

    root: ET.Element
    lines: dict[ET.Element, int]
    parts: dict[str, ET.Element] = field(default_factory=dict)


class _Library:
    """The files of one run, each read once, and what is wrong with them.

    Not kept for the next run: a drawing changes while `mkdocs serve` runs, and one takes a few milliseconds.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources: dict[Path, _Source | None] = {}
        self.problems: list[Problem] = []

    def problem(self, path: Path, line: int, message: str) -> None:
        self.problems.append(Problem(path, line, message))

    def source(self, path: Path) -> _Source | None:
        """The file, checked; None where it is not XML."""
        if path not in self.sources:
            text, problems = read_text(path)
            self.problems += problems
            self.sources[path] = None if text is None else self._checked(text, path)
        return self.sources[path]

    def _checked(self, text: str, path: Path) -> _Source | None:
        try:
            source = _parsed(text)
        except expat.ExpatError as fault:
            message = 'hier klopt de XML niet. Kijk of elk element is gesloten, zoals: <g>…</g> of <path d="…"/>'
            self.problem(path, fault.lineno, message)
            return None
        in_parts = path.parent.name == PARTS
        if _local(source.root.tag) != "svg":
            message = f'dit is geen SVG. Begin het bestand met: <svg xmlns="{_SVG}" viewBox="0 0 800 600">'
            self.problem(path, 1, message)
            return None
        fonts: dict[ET.Element, str | None] = {source.root: source.root.get("font-family")}
        for element in source.root.iter():
            fonts |= {child: child.get("font-family", fonts[element]) for child in element}
            for message in _faults(element, element is source.root, in_parts, fonts[element]):
                self.problem(path, source.lines[element], message)
        if in_parts:
            for part in source.root:
                if _local(part.tag) != "g" or not (id_ := part.get("id")):
                    message = 'dit deel heeft geen naam. Zet er een groep met een id omheen: <g id="bal">…</g>'
                elif id_ in source.parts:
                    message = f"'{shown(id_)}' staat er twee keer. Geef een van de twee een andere id."
                else:
                    source.parts[id_] = part
                    continue
                self.problem(path, source.lines[part], message)
        return source

    def composed(self, path: Path) -> ET.Element | None:
        """The drawing with its parts in place."""
        source = self.source(path)
        return None if source is None else self.filled(source.root, path, ())

    def filled(self, element: ET.Element, path: Path, above: tuple[ET.Element, ...]) -> ET.Element:
        """A copy of the element without ids, with the part itself where a `use` stood."""
        kept = {key: value for key, value in element.attrib.items() if key not in ("id", "href")}
        if _local(element.tag) == "use":
            copy = ET.Element(f"{{{_SVG}}}g", kept)
            found = self._part(element, path, above)
            if found:
                part, home = found
                copy.append(self.filled(part, home, (*above, part)))
            return copy
        copy = ET.Element(element.tag, kept)
        is_text = _local(element.tag) in ("text", "tspan")
        copy.text = element.text if is_text else None
        for child in element:
            inner = self.filled(child, path, above)
            inner.tail = child.tail if is_text else None
            copy.append(inner)
        return copy

    def _part(self, use: ET.Element, path: Path, above: tuple[ET.Element, ...]) -> tuple[ET.Element, Path] | None:
        """The part that a `use` in `path` asks for, and the file that it stands in."""
        href = use.get("href", "")
        file, _, id_ = href.partition("#")
        source = self.source(path)
        assert source
        line = source.lines[use]
        if path.parent.name == PARTS:
            home, is_right = path, not file and bool(id_)
            example = 'href="#bal"'
        else:
            home, is_right = self.folder / file, bool(re.fullmatch(rf"{PARTS}/[^/]+\.svg", file) and id_)
            example = f'href="{PARTS}/dingen.svg#bal"'
        if not is_right:
            self.problem(path, line, f"'{shown(href)}' wijst niet naar een deel. Schrijf bijvoorbeeld: {example}")
            return None
        if not home.exists():
            files = [f"{PARTS}/{one.name}" for one in sorted((self.folder / PARTS).glob("*.svg"))]
            self.problem(path, line, f"het bestand '{shown(file)}' is er niet. {_meant(file, files)}")
            return None
        parts = self.source(home)
        if parts is None:
            return None
        part = parts.parts.get(id_)
        if part is None:
            meant = _meant(id_, list(parts.parts))
            self.problem(path, line, f"het deel '{shown(id_)}' staat niet in {PARTS}/{home.name}. {meant}")
        elif part in above:
            self.problem(path, line, f"het deel '{shown(id_)}' komt hier in zichzelf voor. Haal deze <use> weg.")
        else:
            return part, home
        return None


def _parsed(text: str) -> _Source:
    """The text as elements with their lines. Raises ExpatError.

    ElementTree's own parser forgets the lines.
    """
    builder = ET.TreeBuilder()
    lines: dict[ET.Element, int] = {}
    parser = expat.ParserCreate(namespace_separator="}")

    def start(tag: str, attributes: dict[str, str]) -> None:
        element = builder.start(_clark(tag), {_clark(key): value for key, value in attributes.items()})
        lines[element] = parser.CurrentLineNumber

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: builder.end(_clark(tag))
    parser.CharacterDataHandler = builder.data
    parser.Parse(text, True)
    return _Source(root=builder.close(), lines=lines)


def _clark(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _local(tag: str) -> str:
    """The name of an SVG element; nothing for an element of another kind."""
    space, _, name = tag.rpartition("}")
    return name if space == "{" + _SVG else ""


def _faults(element: ET.Element, is_root: bool, in_parts: bool, font: str | None) -> Iterator[str]:
    """What may not stand in a drawing, of this element alone; `font` is the one that holds there."""
    tag = _local(element.tag)
    if tag not in _ELEMENTS or (tag == "svg" and not is_root):
        yield (
            f"<{shown(element.tag.rpartition('}')[2])}> hoort niet in een tekening. Haal het weg of teken het met een"
            f" van deze: {', '.join(_ELEMENTS[1:])}."
        )
        return
    if is_root and not in_parts and not _VIEW_BOX.fullmatch(element.get("viewBox", "")):
        yield 'de maat ontbreekt of telt geen vier getallen. Zet in <svg …>: viewBox="0 0 800 600"'
    if is_root and in_parts and (lost := sorted(set(element.attrib) - {"viewBox"})):
        yield f"'{shown(lost[0])}' op <svg> komt niet mee met een deel. Zet het op de <g> van elk deel."
    if tag == "text" and font != FONT:
        yield f'deze tekst staat niet in ons lettertype. Schrijf: <text font-family="{FONT}" …>'
    for key, value in element.attrib.items():
        if tag == "use" and key not in _ON_USE:
            yield (
                f"'{shown(key)}' werkt niet op <use>. Haal het weg; verplaatsen en vergroten gaat met:"
                ' transform="translate(120 80) scale(1.2)"'
            )
        elif key in ("style", "class") or key.startswith(("on", "{")) or (key == "href" and tag != "use"):
            yield (
                f"'{shown(key.rpartition('}')[2])}' hoort niet in een tekening. Haal het weg; kleur en lijn staan er"
                ' zo: fill="#f2b84b" stroke="#1d2b2f"'
            )
        elif "url(" in value:
            yield f"'{shown(value)}' wijst naar iets anders. Gebruik een gewone kleur: fill=\"#f2b84b\""
        elif key in _PAINT and value not in ("none", *COLOURS.values()):
            yield f"de kleur '{shown(value)}' staat niet in ons palet. Het dichtst daarbij komt: {_near(value)}"


def _near(colour: str) -> str:
    """The colour of the palette that is nearest to what was typed; ink where that was no number."""
    wanted = _light(colour.lower())
    if not wanted:
        return COLOURS["wit" if colour == "white" else "inkt"]

    def distance(known: str) -> int:
        return sum((one - other) ** 2 for one, other in zip(_light(known), wanted, strict=True))

    return min(COLOURS.values(), key=distance)


def _light(colour: str) -> list[int]:
    """Red, green and blue of `#f2b84b` or `#fff`; empty for anything else."""
    if re.fullmatch("#[0-9a-f]{3}", colour):
        return [int(sign * 2, 16) for sign in colour[1:]]
    found = re.fullmatch("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", colour)
    return [int(pair, 16) for pair in found.groups()] if found else []


def _plain(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "tablet"


def _meant(typed: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(typed, sorted(known), n=1)
    if close:
        return f"Bedoel je '{close[0]}'?"
    return f"Wel is er: {', '.join(sorted(known)[:8])}." if known else "Maak het eerst."

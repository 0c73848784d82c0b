"""PowerPoint: a Deck as .pptx, for a teacher who wants to change something or to see the notes beside the slides.

Real text in the placeholders of our own layouts (PresentationML, ISO/IEC 29500-1), so that the outline, a screen reader
and the list of layouts work as in a presentation that was made by hand. The same Deck gives the same bytes.
"""

import functools
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import pptx
from PIL import Image
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

import bundle
import digibord
from digibord import SIZES
from drawing import size as drawing_size
from pdf import render_png
from slides import HEIGHT, LAYOUTS, MARGIN, WIDTH, Box, Deck, ShownSlide, height_of
from stationery import COLOURS, SANS
from tree import Node

LANGUAGE = "nl-NL"
PICTURE_MM, PICTURE_PPI = 170, 150
"""Of the PNG of a drawing: 1004 dots wide. It stands in for the drawing where a program shows no SVG."""

_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""[MS-ODRAWXML] 2.3.1.2: the drawing itself beside the PNG, for a PowerPoint that knows SVG (2016 and later)."""
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
"""[MS-ODRAWXML] 2.22: what a screen reader passes over."""

_OFF = Box(left=MARGIN, top=-84, width=WIDTH - 2 * MARGIN, height=60)
"""Where a title stands that is only to be heard: off the slide, as Microsoft advises for a slide without one."""

_WIDE, _NARROW, _HALF = LAYOUTS["text"].text, LAYOUTS["split"].text, LAYOUTS["mixed"].text


class _Layout:
    """One layout as a teacher sees it in the list: where its parts stand, and the size of the letters."""

    def __init__(
        self, name: str, title: Box, sizes: tuple[int, int], body: Box | None, picture: str = "", anchor: str = "b"
    ) -> None:
        self.name, self.title, self.sizes, self.body, self.anchor = name, title, sizes, body, anchor
        self.sheet = LAYOUTS[picture].picture if picture else None
        """The white ground of the picture."""
        self.inset = 8 if picture == "picture" else 16


def _split(box: Box, title: float) -> tuple[Box, Box]:
    """A place for the title, so many points high, and one for the text below it, with room for the wave between."""
    below = box.top + title + 30
    return (
        Box(left=box.left, top=box.top, width=box.width, height=title),
        Box(left=box.left, top=below, width=box.width, height=box.top + box.height - below),
    )


_GOAL_TITLE, _GOAL_BODY = _split(_NARROW, 216)
_MIXED_TITLE, _MIXED_BODY = _split(_HALF, 122)
_TEXT_TITLE, _TEXT_BODY = _split(_WIDE, 92)
_LAYOUTS = {
    "goal": _Layout("Doel van de les", _GOAL_TITLE, (54, 36), _GOAL_BODY, "goal"),
    "split": _Layout("Titel met plaat", _NARROW, (66, 28), None, "split", "ctr"),
    "mixed": _Layout("Tekst met plaat", _MIXED_TITLE, (54, 44), _MIXED_BODY, "mixed"),
    "text": _Layout("Tekst", _TEXT_TITLE, (66, 54), _TEXT_BODY),
    "title": _Layout("Alleen een vraag", _WIDE, (84, 28), None, anchor="ctr"),
    "picture": _Layout("Alleen een plaat", _OFF, (28, 28), None, "picture", "ctr"),
}


def render_powerpoint(deck: Deck) -> bytes:
    """The slides as .pptx."""
    return _Writer(deck).write()


# ---- the empty presentation ----


@functools.cache
def _base(tint: int) -> bytes:
    """An empty presentation with our colours and layouts. Kept, since making it costs more than filling it."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _drop_unused(presentation)
    for style in presentation.element.iter(qn("a:defRPr")):
        style.set("lang", LANGUAGE)
    master = presentation.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _theme(theme.blob.decode(), tint).encode()
    _write_master(master)
    layouts = list(presentation.slide_layouts)
    for layout, ours in zip(layouts, _LAYOUTS.values(), strict=False):
        _write_layout(layout, ours)
    for layout in layouts[len(_LAYOUTS) :]:
        presentation.slide_layouts.remove(layout)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def _drop_unused(presentation: Any) -> None:
    """Leave out what python-pptx brings of its own example: a preview, statistics, someone's printer."""
    for relations in (presentation.part.package._rels, presentation.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/extended-properties", "/printerSettings")):
                relations.pop(key)


def _theme(xml: str, tint: int) -> str:
    ground, accent = digibord.TINTS[tint]
    colours = {
        "dk1": COLOURS["ink"], "lt1": "ffffff", "dk2": COLOURS["petrol"], "lt2": ground,
        "accent1": COLOURS["petrol"], "accent2": accent, "accent3": "#3c8a96", "accent4": COLOURS["brick"],
        "accent5": "#7fa66a", "accent6": COLOURS["sun"], "hlink": COLOURS["petrol"], "folHlink": COLOURS["quiet"],
    }  # fmt: skip
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{value.removeprefix("#").upper()}"/></a:{name}>' for name, value in colours.items()
    )
    face = f'<a:latin typeface="{SANS}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fonts = f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>"
    xml = re.sub(r'<a:theme ([^>]*)name="[^"]*"', r'<a:theme \1name="Sociale media op school"', xml)
    xml = re.sub(
        r"<a:clrScheme.*?</a:clrScheme>", f'<a:clrScheme name="Kopwerk">{scheme}</a:clrScheme>', xml, flags=re.S
    )
    return re.sub(
        r"<a:fontScheme.*?</a:fontScheme>", f'<a:fontScheme name="Kopwerk">{fonts}</a:fontScheme>', xml, flags=re.S
    )


def _write_master(master: Any) -> None:
    element = master._element
    background = parse_xml(
        f'<p:bg {_NAMESPACES}><p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    )
    old = element.cSld.find(qn("p:bg"))
    if old is not None:
        element.cSld.remove(old)
    element.cSld.insert(0, background)
    waves = "".join(
        f'<a:cubicBezTo><a:pt x="{x + 80}" y="{deep}"/><a:pt x="{x + 160}" y="{deep}"/><a:pt x="{x + 240}" y="34"/>'
        "</a:cubicBezTo>"
        for x, deep in ((0, 0), (240, 68), (480, 0), (720, 68))
    )
    path = (
        f'<a:path w="960" h="64"><a:moveTo><a:pt x="0" y="34"/></a:moveTo>{waves}<a:lnTo><a:pt x="960" y="64"/></a:lnTo>'
        '<a:lnTo><a:pt x="0" y="64"/></a:lnTo><a:close/></a:path>'
    )
    fill = (
        '<a:solidFill><a:schemeClr val="bg1"><a:alpha val="55000"/></a:schemeClr></a:solidFill><a:ln><a:noFill/></a:ln>'
    )
    title, body = _LAYOUTS["text"].title, _LAYOUTS["text"].body
    assert body
    _set_shapes(
        element,
        _drawn(2, "Golven", Box(left=0, top=HEIGHT - 64, width=WIDTH, height=64), _freeform(path), fill),
        _placeholder(3, "Titel", 'type="title"', title, "b", _PROMPTS["title"], level=None),
        _placeholder(4, "Tekst", 'type="body" idx="1"', body, "ctr", _PROMPTS["body"], level=None),
    )
    styles = element.find(qn("p:txStyles"))
    assert styles is not None
    element.replace(styles, parse_xml(_text_styles()))


def _text_styles() -> str:
    def run(size: int, colour: str, bold: int = 0) -> str:
        return (
            f'<a:defRPr lang="{LANGUAGE}" sz="{size * 100}" b="{bold}" kern="1200"><a:solidFill><a:schemeClr val="{colour}"/>'
            '</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
        )

    levels = "".join(
        f'<a:lvl{level}pPr marL="{Pt(34 * level)}" indent="{-Pt(34)}" algn="l" rtl="0"><a:lnSpc><a:spcPct val="95000"/>'
        '</a:lnSpc><a:spcBef><a:spcPct val="35000"/></a:spcBef><a:buClr><a:schemeClr val="tx2"/></a:buClr>'
        f'<a:buFont typeface="Arial"/><a:buChar char="•"/>{run(44 if level == 1 else 36, "tx1")}</a:lvl{level}pPr>'
        for level in range(1, 6)
    )
    return (
        f'<p:txStyles {_NAMESPACES}><p:titleStyle><a:lvl1pPr algn="l" rtl="0"><a:lnSpc><a:spcPct val="88000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/>{run(60, "tx2", 1)}</a:lvl1pPr></p:titleStyle>'
        f"<p:bodyStyle>{levels}</p:bodyStyle>"
        f'<p:otherStyle><a:lvl1pPr marL="0" algn="l" rtl="0">{run(28, "tx1")}</a:lvl1pPr></p:otherStyle></p:txStyles>'
    )


_PROMPTS = {
    "title": "Klik om een titel te typen",
    "body": "Klik om tekst te typen",
    "picture": "Klik om een plaatje te kiezen",
}


def _write_layout(layout: Any, ours: _Layout) -> None:
    element = layout._element
    element.attrib.pop("type", None)
    element.set("preserve", "1")
    element.set("userDrawn", "1")
    element.cSld.set("name", ours.name)
    white = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    shapes = [_placeholder(2, "Titel", 'type="title"', ours.title, ours.anchor, _PROMPTS["title"], ours.sizes[0])]
    if ours.body:
        wave = Box(left=ours.title.left + 3, top=ours.title.top + ours.title.height + 11, width=63, height=6)
        line = '<a:noFill/><a:ln w="63500" cap="rnd"><a:solidFill><a:schemeClr val="accent2"/></a:solidFill><a:round/></a:ln>'
        shapes += [
            _drawn(5, "Golfje", wave, _freeform(_small_wave()), line),
            _placeholder(
                3,
                "Tekst",
                'type="body" idx="1"',
                ours.body,
                "t" if ours.sheet else "ctr",
                _PROMPTS["body"],
                ours.sizes[1],
            ),
        ]
    if ours.sheet:
        round_corners = f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {_corner(ours.sheet)}"/></a:avLst></a:prstGeom>'
        sheet = _drawn(6, "Vel", ours.sheet, round_corners, white)
        inside = _inside(ours.sheet, ours.inset)
        picture = _placeholder(4, "Plaatje", 'type="pic" idx="13"', inside, "ctr", _PROMPTS["picture"], 28)
        shapes = [sheet, *shapes, picture]
    _set_shapes(element, *shapes)


def _corner(box: Box) -> int:
    """A corner of 30 points, as part of the shorter side."""
    return round(30 / min(box.width, box.height) * 100_000)


def _inside(box: Box, inset: float) -> Box:
    return Box(left=box.left + inset, top=box.top + inset, width=box.width - 2 * inset, height=box.height - 2 * inset)


def _small_wave() -> str:
    curves = ""
    for number in range(6):
        x, start, end = number * 105, *((50, 0) if number % 2 == 0 else (0, 50))
        curves += (
            f'<a:cubicBezTo><a:pt x="{x + 50}" y="{start}"/><a:pt x="{x + 55}" y="{end}"/><a:pt x="{x + 105}" y="{end}"/>'
            "</a:cubicBezTo>"
        )
    return f'<a:path w="630" h="50" fill="none"><a:moveTo><a:pt x="0" y="50"/></a:moveTo>{curves}</a:path>'


def _freeform(path: str) -> str:
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{path}</a:pathLst></a:custGeom>"
    )


def _place(box: Box) -> str:
    return f'<a:xfrm><a:off x="{Pt(box.left)}" y="{Pt(box.top)}"/><a:ext cx="{Pt(box.width)}" cy="{Pt(box.height)}"/></a:xfrm>'


def _drawn(number: int, name: str, box: Box, geometry: str, paint: str) -> str:
    """A shape that is only there for the eye."""
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"><a:extLst><a:ext uri="{_DECORATIVE}">'
        '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        '</p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f"<p:spPr>{_place(box)}{geometry}{paint}</p:spPr>"
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{LANGUAGE}"/></a:p></p:txBody></p:sp>'
    )


# A text that is too long stays as large as it is: letters that shrink are not readable at the back of the class.
def _placeholder(number: int, name: str, kind: str, box: Box, anchor: str, prompt: str, level: int | None) -> str:
    style = f'<a:lvl1pPr><a:defRPr sz="{level * 100}"/></a:lvl1pPr>' if level else ""
    if 'type="pic"' in kind:
        style = (
            f'<a:lvl1pPr marL="0" indent="0" algn="ctr"><a:buNone/><a:defRPr sz="{(level or 28) * 100}"/></a:lvl1pPr>'
        )
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'</p:spPr><p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f'<a:noAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle><a:p><a:r><a:rPr lang="{LANGUAGE}"/><a:t>{prompt}</a:t>'
        "</a:r></a:p></p:txBody></p:sp>"
    )


def _set_shapes(element: Any, *shapes: str) -> None:
    shape_tree = element.cSld.spTree
    for child in list(shape_tree)[2:]:  # the first two say that it is a group
        shape_tree.remove(child)
    shape_tree.extend(parse_xml(shape) for shape in shapes)


# ---- the slides ----


class _Writer:
    """Fills one presentation."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.presentation = pptx.Presentation(io.BytesIO(_base(deck.tint)))
        self.layouts = {layout.name: layout for layout in self.presentation.slide_layouts}
        self.svgs: dict[str, Part] = {}

    def write(self) -> bytes:
        self.write_properties()
        for slide in self.deck.slides:
            self.write_slide(slide)
        out = io.BytesIO()
        self.presentation.save(out)
        return _same_bytes(out.getvalue())

    def write_properties(self) -> None:
        properties, deck = self.presentation.core_properties, self.deck
        properties.title = f"{deck.title} – {deck.groep}"
        properties.subject = deck.goal
        properties.author = properties.last_modified_by = deck.author
        properties.language = LANGUAGE
        properties.created = properties.modified = datetime(deck.day.year, deck.day.month, deck.day.day)
        properties.comments = f"De hele les: {deck.address}"
        properties.revision = 1

    def write_slide(self, slide: ShownSlide) -> None:
        name = "split" if slide.layout == "goal" and not slide.blocks else slide.layout
        ours = _LAYOUTS[name]
        made = self.presentation.slides.add_slide(self.layouts[ours.name])
        parts = {shape.placeholder_format.idx: shape for shape in made.placeholders}
        title = parts[0]
        title.text_frame.text = slide.title
        if not slide.is_title_hidden and slide.title_size != ours.sizes[0]:
            _set_size(title, slide.title_size)
        elif slide.is_title_hidden and name != "picture":
            _move(title, _OFF)
        if 1 in parts:
            assert ours.body
            self.write_body(made, parts[1], slide, ours.body)
        if slide.picture and ours.sheet:
            self.write_picture(parts[13], slide.picture, _inside(ours.sheet, ours.inset))
        for run in made._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
            run.set("lang", LANGUAGE)
        for run in made._element.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", LANGUAGE)
        self.write_notes(made, slide)

    # ---- text ----

    def write_body(self, made: Any, body: Any, slide: ShownSlide, box: Box) -> None:
        index = next((at for at, block in enumerate(slide.blocks) if block["t"] == "table"), None)
        if index is None:
            self.write_text(body, slide.blocks, slide.size, box)
            return
        before, after = slide.blocks[:index], slide.blocks[index + 1 :]
        size = min(slide.size, 40)
        heights = [height_of(blocks, box.width, size) for blocks in (before, slide.blocks[index : index + 1], after)]
        gap = 18
        tops = [box.top, box.top + heights[0] + (gap if before else 0)]
        tops.append(tops[1] + heights[1] + gap)
        places = [
            Box(left=box.left, top=top, width=box.width, height=one) for top, one in zip(tops, heights, strict=True)
        ]
        frames = made.shapes
        if before:
            self.write_text(body, before, size, places[0])
            _move(body, places[0])
        elif after:
            self.write_text(body, after, size, places[2])
            _move(body, places[2])
        else:
            body._element.getparent().remove(body._element)
        self.write_table(frames, slide.blocks[index], size, places[1])
        if before and after:
            text = frames.add_textbox(*_emu(places[2]))
            self.write_text(text, after, size, places[2])

    def write_text(self, shape: Any, blocks: list[Node], size: int, box: Box) -> None:
        looks = {block["look"] for block in blocks if "look" in block}
        inner = _inside(box, 20) if looks else box
        size = next((one for one in SIZES if one <= size and _height(blocks, inner, one) <= inner.height), SIZES[-1])
        if looks:
            height = min(box.height, _height(blocks, inner, size) + 40)
            sheet = Box(left=box.left, top=box.top + 4, width=box.width, height=height)
            _decorate(shape, sheet, _BUBBLE if looks == {"says"} and len(blocks) == 1 else _SHEET)
        _set_size(shape, size)
        body = shape.text_frame._txBody
        for paragraph in list(body.iterfind(qn("a:p"))):
            body.remove(paragraph)
        for number, block in enumerate(blocks):
            body.extend(_paragraphs(block, size, is_first=number == 0))

    def write_table(self, shapes: Any, block: Node, size: int, box: Box) -> None:
        rows = [*block["head"], *block["body"]]
        frame = shapes.add_table(len(rows), len(block["align"]), *_emu(box))
        frame.name = "Tabel"
        for index, (row, cells) in enumerate(zip(frame.table.rows, rows, strict=True)):
            is_head = index < len(block["head"])
            for cell, content in zip(row.cells, cells, strict=True):
                body = cell.text_frame._txBody
                for paragraph in list(body.iterfind(qn("a:p"))):
                    body.remove(paragraph)
                body.append(
                    _paragraph("<a:pPr/>", content, size=size, colour="bg1" if is_head else "tx1", bold=is_head)
                )
                cell.margin_left = cell.margin_right = Pt(14)
                cell.margin_top = cell.margin_bottom = Pt(8)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.fill.solid()
                cell.fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_2 if is_head else MSO_THEME_COLOR.BACKGROUND_1

    # ---- pictures ----

    def write_picture(self, placeholder: Any, node: Node, box: Box) -> None:
        svg = self.deck.drawings[node["src"]]
        picture = placeholder.insert_picture(io.BytesIO(_small_png(svg)))
        picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
        picture._element.blipFill.remove(picture._element.blipFill.find(qn("a:srcRect")))
        wide, high = drawing_size(svg)
        scale = min(box.width / wide, box.height / high)
        width, height = wide * scale, high * scale
        left, top = box.left + (box.width - width) / 2, box.top + (box.height - height) / 2
        _move(picture, Box(left=left, top=top, width=width, height=height))
        properties = picture._element.nvPicPr.cNvPr
        properties.set("name", "Plaatje")
        properties.set("descr", node["alt"])
        key = picture.part.relate_to(self.svg(node["src"], svg), RELATIONSHIP_TYPE.IMAGE)
        blip = picture._element.blipFill.find(qn("a:blip"))
        blip.append(
            parse_xml(
                f'<a:extLst {_NAMESPACES}><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip'
                ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
                f' r:embed="{key}"/></a:ext></a:extLst>'
            )
        )

    def svg(self, source: str, svg: str) -> Part:
        if source not in self.svgs:
            name = PackURI(f"/ppt/media/tekening{len(self.svgs) + 1}.svg")
            package = self.presentation.part.package
            self.svgs[source] = Part(name, "image/svg+xml", package, svg.encode())
        return self.svgs[source]

    # ---- notes ----

    def write_notes(self, made: Any, slide: ShownSlide) -> None:
        frame = made.notes_slide.notes_text_frame
        body = frame._txBody
        for paragraph in list(body.iterfind(qn("a:p"))):
            body.remove(paragraph)
        for note in slide.notes:
            lines = note.text.removeprefix(note.label).lstrip(":").strip().splitlines()
            first: list[Any] = [{"t": "b", "c": [note.label]}]
            if lines and not lines[0].startswith("– "):
                first.append(f": {lines.pop(0)}")
            body.append(_paragraph("<a:pPr/>", first, notes=True))
            body.extend(_paragraph("<a:pPr/>", [line], notes=True) for line in lines)
        if slide.number == 1:
            body.append(_paragraph("<a:pPr/>", [f"De hele les: {self.deck.address}"], notes=True))
        if body.find(qn("a:p")) is None:
            body.append(_paragraph("<a:pPr/>", [], notes=True))


_BUBBLE = (
    '<a:prstGeom prst="wedgeRoundRectCallout"><a:avLst><a:gd name="adj1" fmla="val -42000"/>'
    '<a:gd name="adj2" fmla="val 68000"/><a:gd name="adj3" fmla="val 22000"/></a:avLst></a:prstGeom>'
)
_SHEET = '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 9000"/></a:avLst></a:prstGeom>'


def _decorate(shape: Any, box: Box, geometry: str) -> None:
    """Put a text on a white ground of its own."""
    properties = shape._element.spPr
    for child in list(properties):
        properties.remove(child)
    white = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
    new = parse_xml(f"<p:spPr {_NAMESPACES}>{_place(box)}{geometry}{white}</p:spPr>")
    properties.extend(list(new))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = Pt(22)
    frame.margin_top = frame.margin_bottom = Pt(14)
    frame._txBody.bodyPr.set("anchor", "ctr")


def _set_size(shape: Any, size: int) -> None:
    """The size of the letters in a whole text, also of what is typed there later."""
    body = shape.text_frame._txBody
    style = body.find(qn("a:lstStyle"))
    new = parse_xml(
        f'<a:lstStyle {_NAMESPACES}><a:lvl1pPr><a:defRPr lang="{LANGUAGE}" sz="{size * 100}"/></a:lvl1pPr></a:lstStyle>'
    )
    if style is None:
        body.bodyPr.addnext(new)
    else:
        body.replace(style, new)


def _move(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = _emu(box)


def _emu(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    left, top, width, height = (Emu(round(side * 12700)) for side in (box.left, box.top, box.width, box.height))
    return left, top, width, height


def _height(blocks: list[Node], box: Box, size: int) -> float:
    """About how high a text is in Calibri, which is narrower than Figtree and set closer; here every list is plain."""
    plain = [_plain_list(block) if block["t"] in ("ul", "ol") else block for block in blocks]
    return 0.93 * height_of(plain, 1.1 * box.width, size)


def _plain_list(block: Node) -> Node:
    return {"t": "ul", "c": block["c"]}


def _paragraphs(block: Node, size: int, *, is_first: bool) -> Iterator[Any]:
    """The paragraphs of one block; marks hang in a margin that goes with the size of the letters."""
    if block["t"] == "p":
        space = "" if is_first else '<a:spcBef><a:spcPct val="60000"/></a:spcBef>'
        yield _paragraph(f'<a:pPr marL="0" indent="0">{space}<a:buNone/></a:pPr>', block["c"])
        return
    for number, item in enumerate(block["c"]):
        inline = [part for at, inner in enumerate(item["c"]) for part in ([{"t": "br"}] if at else []) + inner["c"]]
        space = '<a:spcBef><a:spcPts val="0"/></a:spcBef>' if is_first and number == 0 else ""
        if block.get("look") == "chat":
            side = "r" if item["side"] == "right" else "l"
            properties = f'<a:pPr marL="0" indent="0" algn="{side}">{space}<a:buNone/></a:pPr>'
        elif block["t"] == "ol":
            start = f' startAt="{block["start"]}"' if block["start"] != 1 else ""
            hang = Pt(size)
            properties = (
                f'<a:pPr marL="{hang}" indent="{-hang}">{space}<a:buFont typeface="+mj-lt"/>'
                f'<a:buAutoNum type="arabicPeriod"{start}/></a:pPr>'
            )
        else:
            hang = Pt(0.75 * size)
            properties = f'<a:pPr marL="{hang}" indent="{-hang}">{space}</a:pPr>'
        yield _paragraph(properties, inline)


def _paragraph(
    properties: str, nodes: Iterable[Any], *, size: int = 0, colour: str = "", bold: bool = False, notes: bool = False
) -> Any:
    marks = f' sz="{size * 100}"' if size else ""
    runs = "".join(_runs(nodes, marks, colour, bold=bold, italic=False, plain=notes or bool(colour)))
    return parse_xml(f"<a:p {_NAMESPACES}>{properties}{runs}</a:p>")


def _runs(nodes: Iterable[Any], marks: str, colour: str, *, bold: bool, italic: bool, plain: bool) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            shade = colour or ("tx2" if bold and not plain else "")
            fill = f'<a:solidFill><a:schemeClr val="{shade}"/></a:solidFill>' if shade else ""
            style = marks + ' b="1"' * bold + ' i="1"' * italic
            yield f'<a:r><a:rPr lang="{LANGUAGE}"{style}>{fill}</a:rPr><a:t>{escape(node)}</a:t></a:r>'
        elif node["t"] == "br":
            yield f'<a:br><a:rPr lang="{LANGUAGE}"{marks}/></a:br>'
        else:
            is_bold, is_italic = bold or node["t"] == "b", italic or node["t"] == "i"
            yield from _runs(node["c"], marks, colour, bold=is_bold, italic=is_italic, plain=plain)


@functools.lru_cache(maxsize=256)
def _small_png(svg: str) -> bytes:
    """The drawing on white in 255 colours: a third of the bytes, and its flat colours stay what they were."""
    drawn = Image.open(io.BytesIO(render_png(svg, PICTURE_MM, PICTURE_PPI)))
    flat = Image.new("RGB", drawn.size, "white")
    flat.paste(drawn, mask=drawn.getchannel("A"))
    out = io.BytesIO()
    flat.quantize(255, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _same_bytes(data: bytes) -> bytes:
    """The same file without the moment at which it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return bundle.pack(((name, source.read(name)) for name in source.namelist()), compress=True)

"""PowerPoint: a Deck as .pptx, for a teacher who wants to change something or to see the notes beside the slides.

Real text in the placeholders of our own layouts (PresentationML, ISO/IEC 29500-1), so that the outline, a screen reader
and the list of layouts work as in a presentation that was made by hand. The same Deck gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import pptx
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

import bundle
from digibord import SIZES
from drawing import size as drawing_size
from pdf import render_png
from slidemaster import BUBBLE, LANGUAGE, LAYOUTS, NAMESPACES, OFF, base, inside, place, rounded
from slides import Box, Deck, ShownSlide, height_of
from tree import Node

PICTURE_MM, PICTURE_PPI = 170, 150
"""Of the PNG of a drawing: 1004 dots wide. It stands in for the drawing where a program shows no SVG."""

_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""[MS-ODRAWXML] 2.3.1.2: the drawing itself beside the PNG, for a PowerPoint that knows SVG (2016 and later)."""


def render_powerpoint(deck: Deck) -> bytes:
    """The slides as .pptx."""
    return _Writer(deck).write()


class _Writer:
    """Fills one presentation."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.presentation = pptx.Presentation(io.BytesIO(base(deck.tint)))
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
        properties.comments = f"{deck.whole}: {deck.address}"
        properties.revision = 1

    def write_slide(self, slide: ShownSlide) -> None:
        name = "split" if slide.layout == "goal" and not slide.blocks else slide.layout
        ours = LAYOUTS[name]
        made = self.presentation.slides.add_slide(self.layouts[ours.name])
        parts = {shape.placeholder_format.idx: shape for shape in made.placeholders}
        title = parts[0]
        title.text_frame.text = slide.title
        if not slide.is_title_hidden and slide.title_size != ours.sizes[0]:
            _set_size(title, slide.title_size)
        elif slide.is_title_hidden and name != "picture":
            _move(title, OFF)
        if 1 in parts:
            assert ours.body
            self.write_body(made, parts[1], slide.blocks, ours.sizes[1], ours.body)
        if slide.picture and ours.picture:
            self.write_picture(parts[13], slide.picture, ours.picture)
        for run in made._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
            run.set("lang", LANGUAGE)
        for run in made._element.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", LANGUAGE)
        self.write_notes(made, slide)

    # ---- text ----

    def write_body(self, made: Any, body: Any, blocks: list[Node], most: int, box: Box) -> None:
        """The text of a slide in letters as large as fit, at `most` so large."""
        index = next((at for at, block in enumerate(blocks) if block["t"] == "table"), None)
        if index is None:
            self.write_text(body, blocks, most, box)
            return
        before, table, after = blocks[:index], blocks[index : index + 1], blocks[index + 1 :]
        gap = 18
        for size in (size for size in SIZES if size <= min(most, 40)):
            heights = [height_of(part, box.width, size) for part in (before, table, after)]
            if sum(heights) + gap * (sum(map(bool, heights)) - 1) <= box.height:
                break
        places, top = [], box.top
        for height in heights:
            places.append(Box(left=box.left, top=top, width=box.width, height=height))
            top += height + gap if height else 0
        # The first text stands in the place for text; only where a table stands between two does one get its own.
        texts = [(blocks, where) for blocks, where in ((before, places[0]), (after, places[2])) if blocks]
        if not texts:
            body._element.getparent().remove(body._element)
        for number, (part, where) in enumerate(texts):
            shape = body if number == 0 else made.shapes.add_textbox(*_emu(where))
            self.write_text(shape, part, size, where)
            _move(shape, where)
        self.write_table(made.shapes, table[0], size, places[1])

    def write_text(self, shape: Any, blocks: list[Node], size: int, box: Box) -> None:
        looks = {block["look"] for block in blocks if "look" in block}
        inner = inside(box, 20) if looks else box
        size = next((one for one in SIZES if one <= size and _height(blocks, inner, one) <= inner.height), SIZES[-1])
        if looks:
            height = min(box.height, _height(blocks, inner, size) + 40)
            sheet = Box(left=box.left, top=box.top + 4, width=box.width, height=height)
            _decorate(shape, sheet, BUBBLE if looks == {"says"} and len(blocks) == 1 else rounded(sheet))
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
        picture = placeholder.insert_picture(io.BytesIO(render_png(svg, PICTURE_MM, PICTURE_PPI)))
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
                f'<a:extLst {NAMESPACES}><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip'
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
            lines = note.lines
            label: list[Any] = [{"t": "b", "c": [note.heading]}]
            if note.is_run_in:
                label.append(f" {lines.pop(0)}")
            body.append(_paragraph("<a:pPr/>", label, notes=True))
            body.extend(_paragraph("<a:pPr/>", [line], notes=True) for line in lines)
        if slide.number == 1:
            body.append(_paragraph("<a:pPr/>", [f"{self.deck.whole}: {self.deck.address}"], notes=True))
        if body.find(qn("a:p")) is None:
            body.append(_paragraph("<a:pPr/>", [], notes=True))


def _decorate(shape: Any, box: Box, geometry: str) -> None:
    """Put a text on a white ground of its own."""
    properties = shape._element.spPr
    for child in list(properties):
        properties.remove(child)
    white = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
    new = parse_xml(f"<p:spPr {NAMESPACES}>{place(box)}{geometry}{white}</p:spPr>")
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
        f'<a:lstStyle {NAMESPACES}><a:lvl1pPr><a:defRPr lang="{LANGUAGE}" sz="{size * 100}"/></a:lvl1pPr></a:lstStyle>'
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
    return parse_xml(f"<a:p {NAMESPACES}>{properties}{runs}</a:p>")


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


def _same_bytes(data: bytes) -> bytes:
    """The same file without the moment at which it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return bundle.pack(((name, source.read(name)) for name in source.namelist()), compress=True)

"""Word: a Paper as .docx, from the same tree as the PDF, for a school that wants to change or fill in something.

Real headings and lists, boxes to click, fields to type in (WordprocessingML, ISO/IEC 29500-1; the box to tick is
Microsoft's [MS-DOCX] 2.5.1.4). The same Paper gives the same bytes.
"""

import functools
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import typst
from babel.core import get_global
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor

import bundle
import qr
import stamp
import tree
from paper import Paper, is_rtl_text

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("protocol", "brief")

PETROL, INK, QUIET = RGBColor(0x0B, 0x4F, 0x5C), RGBColor(0x17, 0x29, 0x2E), RGBColor(0x4C, 0x60, 0x66)
SUN = "F2B84B"
SANS, SERIF = "Calibri", "Cambria"
"""Faces that every Word has; the PDF has the foundation's own."""

FRAMES = {"warning": ("F9E0DA", "C8553D"), "model": ("FFF6E3", SUN), "note": ("E4F0F2", "0B4F5C")}
"""Class of a block -> its ground and the line beside it."""

WIDTH = Mm(150)
QR_WIDTH = 25
"""Millimetres, without the border."""

_DOTS = "…" * 12
"""What a place to type prints as, for whoever fills it in with a pen."""

_LIST, _BULLET, _PLAIN = "List Number", "List Bullet", "List Continue"
_INDENT = 400
"""Twentieths of a point per level of a list."""

_COUNTRIES = {"en": "GB"}
"""Where the plain language gives another country's spelling."""


def render_word(kind: str, paper: Paper, root: Path = ROOT) -> bytes:
    """The document as .docx; `kind` is one of KINDS."""
    assert kind in KINDS, kind
    return _Writer(kind, paper, root).write()


def word_language(language: str) -> str:
    """How Word names a language: `nl` is `nl-NL`."""
    if "-" in language:
        return language
    likely = get_global("likely_subtags").get(language, language)
    return f"{language}-{_COUNTRIES.get(language) or str(likely).rpartition('_')[2]}"


class _Writer:
    """Writes one document; keeps count of lists, fields and places."""

    def __init__(self, kind: str, paper: Paper, root: Path) -> None:
        self.kind = kind
        self.paper = paper
        self.root = root
        base, self.style_ids = _base(word_language(paper.language), paper.is_rtl)
        self.document: Document = docx.Document(io.BytesIO(base))
        self.count = 0
        self.frame: tuple[str, str] | None = None
        self.language = paper.language
        self.face = SANS

    def write(self) -> bytes:
        paper = self.paper
        self.write_properties()
        self.write_foot()
        self.paragraph([{"t": "v", "v": stamp.NAME, "c": [paper.sender]}], "Afzender")
        if paper.sender_place:
            self.paragraph([paper.sender_place], "Plaats")
        self.write_blocks(paper.filled)
        self.write_closing()
        out = io.BytesIO()
        self.document.save(out)
        return _same_bytes(out.getvalue())

    def write_properties(self) -> None:
        properties, paper = self.document.core_properties, self.paper
        moment = datetime(paper.day.year, paper.day.month, paper.day.day)
        properties.title = paper.title
        properties.author = properties.last_modified_by = paper.author
        properties.language = word_language(paper.language)
        properties.created = properties.modified = moment
        properties.comments = paper.version
        properties.revision = 1

    def write_foot(self) -> None:
        """Title and page x of y, as fields that Word counts itself; below them version and address."""
        paper = self.paper
        footer = self.document.sections[0].footer
        first = footer.paragraphs[0]._p
        self.add_inline(first, [paper.title, "\t"])
        text = paper.words["pagina_van"]
        for piece in text.replace("{pagina}", "\0PAGE\0").replace("{totaal}", "\0NUMPAGES\0").split("\0"):
            if piece in ("PAGE", "NUMPAGES"):
                first.append(_field_code(piece))
            elif piece:
                self.add_inline(first, [piece])
        for line in (paper.version, paper.address):
            if line:
                self.add_inline(footer.add_paragraph()._p, [line])
        for paragraph in footer.paragraphs:
            self.style(paragraph._p, "Footer")

    def write_closing(self) -> None:
        """What is ours below the text: what it is, and where it stands on the web."""
        paper, words = self.paper, self.paper.words
        if self.kind == "protocol":
            self.frame = FRAMES["note"]
            self.paragraph([words["over_dit_document"]], "Heading 1")
            self.paragraph([words[self.about()]])
            if paper.version:
                self.paragraph([paper.version])
        if paper.address:
            self.paragraph([words["lees_deze_tekst" if self.kind == "protocol" else "lees_protocol"]])
            self.paragraph([{"t": "a", "href": paper.address, "c": [paper.address]}])
            modules = qr.modules(paper.address)
            width = Mm(QR_WIDTH * (modules + 2 * qr.BORDER) / modules)
            alt = words["qr_alt"].replace("{adres}", paper.address)
            self.paragraph([]).append(self.picture(qr.png(paper.address), width, alt))
        self.frame = None

    def about(self) -> str:
        """The key of the words that say what kind of text this is."""
        if any(node.get("of") == "vertaling" for node in tree.walk(self.paper.blocks)):
            return "dit_is_vertaling"
        return "dit_is_officieel_ingevuld" if self.paper.values else "dit_is_officieel"

    # ---- blocks ----

    def write_blocks(self, nodes: Iterable[tree.Node], depth: int = 0) -> None:
        for node in nodes:
            outer = self.language, self.face, self.frame
            self.language = node.get("lang", self.language)
            self.write_block(node, depth)
            self.language, self.face, self.frame = outer

    def write_block(self, node: tree.Node, depth: int) -> None:
        kind, classes = node["t"], node.get("class", [])
        if kind == "h":
            style = "Title" if node["level"] == 0 else f"Heading {node['level']}"
            self.place(self.paragraph(node["c"], style), node)
        elif kind == "p":
            style = {"bijlage": "Bijlage", "admonition-title": "Kop van kader"}
            found = next((style[name] for name in classes if name in style), _PLAIN if depth else "Normal")
            self.place(self.paragraph(node["c"], found, depth=depth), node)
        elif kind in ("ol", "ul"):
            self.write_list(node, depth)
        elif kind == "table":
            self.write_table(node)
        elif kind == "img":
            self.paragraph([]).append(self.picture(self.read_picture(node["src"]), Mm(60), node["alt"]))
        elif kind == "hr":
            _add(self.paragraph([]).get_or_add_pPr(), _border("bottom", "C9D6D9", 4))
        elif kind == "quote":
            for child in node["c"]:
                self.paragraph(child["c"], "Quote") if child["t"] == "p" else self.write_block(child, depth)
        else:
            assert kind in ("div", "official"), kind
            if kind == "official":
                self.face = SERIF
            elif found_frame := [FRAMES[name] for name in FRAMES if name in classes]:
                self.frame = found_frame[0]
            self.write_blocks(node["c"], depth)

    def write_list(self, node: tree.Node, depth: int) -> None:
        number = _new_numbers(self.document, node["start"], depth) if node["t"] == "ol" else 0
        for item in node["c"]:
            children = item["c"] or [{"t": "p", "c": []}]
            first = children[0] if children[0]["t"] == "p" else {"t": "p", "c": []}
            style = _PLAIN if item["box"] is not None else _LIST if number else _BULLET
            paragraph = self.paragraph([] if style == _PLAIN else first["c"], style, depth=depth + 1)
            if style == _PLAIN:
                _add(paragraph.get_or_add_pPr(), _element("w:ind", left=_INDENT * (depth + 1), hanging=_INDENT))
                paragraph.append(self.box(item["box"], tree.plain(first["c"])))
                self.add_inline(paragraph, ["\t", *first["c"]])
            else:
                _number(paragraph, number or _BULLETS, depth)
            self.place(paragraph, item)
            self.write_blocks(children[1:] if children[0] is first else children, depth + 1)

    def write_table(self, node: tree.Node) -> None:
        rows = [*node["head"], *node["body"]]
        table = self.document.add_table(rows=len(rows), cols=len(node["align"]))
        table.style = self.document.styles["Tabel"]
        for column, width in zip(table.columns, _widths(rows), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
        if self.paper.is_rtl:
            _add(table._tbl.tblPr, _element("w:bidiVisual"))
        for index, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
            properties = row._tr.get_or_add_trPr()
            _add(properties, _element("w:cantSplit"))
            if index < len(node["head"]):
                _add(properties, _element("w:tblHeader"))
            for cell, content, align in zip(row.cells, cells, node["align"], strict=True):
                paragraph = cell.paragraphs[0]._p
                self.style(paragraph, "Tabelkop" if index < len(node["head"]) else "Tabeltekst")
                self.add_inline(paragraph, content)
                if align in ("center", "right"):
                    _add(paragraph.get_or_add_pPr(), _element("w:jc", val="end" if align == "right" else align))
        self.paragraph([], "Tabeltekst")  # without it, Word glues a table to one that follows

    def paragraph(self, content: Iterable[Any], style: str = "Normal", *, depth: int = 0) -> Any:
        """A new paragraph (the w:p element) at the end of the document."""
        paragraph = self.document.element.body.add_p()
        self.style(paragraph, style)
        properties = paragraph.get_or_add_pPr()
        if style == _PLAIN:
            _add(properties, _element("w:ind", left=_INDENT * depth))
        if self.frame:
            ground, side = self.frame
            _add(properties, _frame("right" if self.paper.is_rtl else "left", side, ground))
            _add(properties, _element("w:shd", val="clear", color="auto", fill=ground))
            if style in ("Normal", "Heading 1", "Kop van kader"):
                _add(properties, _element("w:ind", left=140, right=140))
        self.add_inline(paragraph, content)
        return paragraph

    def style(self, paragraph: Any, style: str) -> None:
        """Give a paragraph its style (by id: python-docx searches all styles) and its direction."""
        properties = paragraph.get_or_add_pPr()
        _add(properties, _element("w:pStyle", val=self.style_ids[style]))
        if self.paper.is_rtl:
            _add(properties, _element("w:bidi"))

    def place(self, paragraph: Any, node: tree.Node) -> None:
        """Mark a heading, paragraph or item with an id as a place that links can point at."""
        if name := node.get("id"):
            self.count += 1
            start = _element("w:bookmarkStart", id=self.count, name=_bookmark(name))
            paragraph.pPr.addnext(start)
            paragraph.append(_element("w:bookmarkEnd", id=self.count))

    # ---- inline ----

    def add_inline(self, paragraph: Any, nodes: Iterable[Any], **marks: bool) -> None:
        for element in self.inline(nodes, **marks):
            paragraph.append(element)

    def inline(self, nodes: Iterable[Any], *, rtl: bool | None = None, **marks: bool) -> Iterator[Any]:
        for node in nodes:
            if isinstance(node, str):
                yield self.run(node, rtl=self.paper.is_rtl if rtl is None else rtl, **marks)
                continue
            kind, outer = node["t"], self.language
            self.language = node.get("lang", outer)
            if kind == "br":
                run = self.run("")
                run.append(_element("w:br"))
                yield run
            elif kind == "blank":
                yield self.field(node["label"])
            elif kind == "img":
                yield self.picture(self.read_picture(node["src"]), Mm(8), node["alt"])
            elif kind == "a":
                yield self.link(node["href"], node["c"], **marks)
            elif kind == "v" and node["v"] == stamp.ADDRESS:
                yield self.link(node["c"][0], node["c"], **marks)
            elif kind == "v":
                # In a run of its own, so that a Latin name keeps its order amid Arabic.
                yield from self.inline(node["c"], rtl=is_rtl_text(node["c"][0]), **marks)
            else:
                more = {"b": {"bold": True}, "i": {"italic": True}, "span": {}}[kind]
                yield from self.inline(node["c"], rtl=rtl, **(marks | more))
            self.language = outer

    def run(self, text: str, *, rtl: bool = False, style: str = "", bold: bool = False, italic: bool = False) -> Any:
        run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
        if style:
            properties.append(_element("w:rStyle", val=style))
        if self.face != SANS:
            properties.append(_element("w:rFonts", ascii=self.face, hAnsi=self.face, cs=self.face))
        for name, is_on in (("w:b", bold), ("w:bCs", bold), ("w:i", italic), ("w:iCs", italic), ("w:rtl", rtl)):
            if is_on:
                properties.append(_element(name))
        if self.language != self.paper.language:
            properties.append(_language(word_language(self.language)))
        if len(properties):
            run.append(properties)
        for index, piece in enumerate(text.split("\t")):
            if index:
                run.append(_element("w:tab"))
            if piece:
                element = OxmlElement("w:t")
                element.text = piece
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.append(element)
        return run

    def link(self, href: str, content: list[Any], **marks: Any) -> Any:
        link = OxmlElement("w:hyperlink")
        if href.startswith("#"):
            link.set(qn("w:anchor"), _bookmark(href[1:]))
        else:
            link.set(qn("r:id"), self.document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.set(qn("w:history"), "1")
        link.extend(self.inline(content, **(marks | {"style": "Hyperlink"})))
        return link

    def field(self, label: str) -> Any:
        """A place to type: a click selects what stands there, and typing takes its place. It prints as a line."""
        field, properties, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
        self.count += 1
        for element in (
            _element("w:alias", val=label or "…"),
            _element("w:id", val=self.count),
            _element("w:showingPlcHdr"),
            _element("w:text"),
        ):
            properties.append(element)
        # The dots print as a line everywhere; LibreOffice passes over a style in a field.
        run = self.run(f"{label} {_DOTS}".strip(), rtl=self.paper.is_rtl)
        marks = run.get_or_add_rPr()
        marks.append(_element("w:color", val=QUIET))
        _sort(marks, _RUN_ORDER)
        content.append(run)
        field.extend([properties, content])
        return field

    def box(self, ticked: bool, label: str) -> Any:
        """A box that a click ticks."""
        self.count += 1
        field = parse_xml(
            f"<w:sdt {nsdecls('w')} xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'><w:sdtPr>"
            f"<w:alias/><w:id w:val='{self.count}'/><w14:checkbox><w14:checked w14:val='{int(ticked)}'/>"
            "<w14:checkedState w14:val='2612' w14:font='MS Gothic'/>"
            "<w14:uncheckedState w14:val='2610' w14:font='MS Gothic'/></w14:checkbox></w:sdtPr><w:sdtContent><w:r>"
            "<w:rPr><w:rFonts w:ascii='MS Gothic' w:eastAsia='MS Gothic' w:hAnsi='MS Gothic' w:hint='eastAsia'/></w:rPr>"
            f"<w:t>{'☒' if ticked else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
        )
        field.find(f".//{qn('w:alias')}").set(qn("w:val"), label[:64])
        return field

    # ---- pictures ----

    def picture(self, data: bytes, width: Emu, alt: str) -> Any:
        """A run with a picture; `alt` is what a screen reader says."""
        inline = self.document.part.new_pic_inline(io.BytesIO(data), width=width)
        self.count += 1
        inline.docPr.set("id", str(self.count))
        inline.docPr.set("descr", alt)
        run, drawing = OxmlElement("w:r"), OxmlElement("w:drawing")
        drawing.append(inline)
        run.append(drawing)
        return run

    def read_picture(self, source: str) -> bytes:
        return _picture(self.root / "overrides" / "assets" / source)


@functools.cache
def _picture(path: Path) -> bytes:
    """The picture as Word can show it: an SVG is drawn as PNG, since not every Word shows SVG."""
    if path.suffix != ".svg":
        return path.read_bytes()
    page = b'#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image(bytes(sys.inputs.svg), width: 60mm)'
    drawn = typst.compile(page, format="png", ppi=200, sys_inputs={"svg": path.read_text(encoding="utf-8")})
    assert isinstance(drawn, bytes)
    return drawn


# ---- the empty document, with its styles ----

_BULLETS = 1
"""The w:num of every list with points; those with numbers get one each, so that each begins at 1."""


_KEPT = (
    *("Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Heading 1", "Heading 2", "Heading 3"),
    *(_LIST, _BULLET, _PLAIN, "Quote", "Footer"),
)


@functools.cache
def _base(language: str, rtl: bool) -> tuple[bytes, dict[str, str]]:
    """An empty A4 document, and its styles: name -> id. Kept, since styling costs more than writing."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(25)
    section.left_margin, section.right_margin = Mm(30), Mm(30)
    if rtl:
        _add(section._sectPr, _element("w:bidi"))
    _drop_thumbnail(document)
    _set_numbering(document)
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    for linked in document.styles.element.findall(f".//{qn('w:link')}"):
        linked.getparent().remove(linked)
    _set_styles(document, language)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), {str(style.name): str(style.style_id) for style in document.styles}


def _drop_thumbnail(document: Document) -> None:
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _set_numbering(document: Document) -> None:
    levels: dict[int, list[str]] = {0: [], 1: []}
    for level in range(9):
        indent = f'<w:pPr><w:ind w:left="{_INDENT * (level + 1)}" w:hanging="{_INDENT}"/></w:pPr>'
        form = ("decimal", "lowerLetter", "lowerRoman")[level % 3]
        start = f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        colour = '<w:rPr><w:b/><w:color w:val="0B4F5C"/></w:rPr>'
        levels[0].append(
            f'{start}<w:numFmt w:val="{form}"/><w:lvlText w:val="%{level + 1}."/><w:lvlJc w:val="start"/>'
            f"{indent}{colour}</w:lvl>"
        )
        levels[1].append(
            f'{start}<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="start"/>{indent}'
            '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:color w:val="0B4F5C"/></w:rPr></w:lvl>'
        )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{"".join(text)}</w:abstractNum>'
        for key, text in levels.items()
    )
    numbering = parse_xml(
        f'<w:numbering {nsdecls("w")}>{abstract}'
        f'<w:num w:numId="{_BULLETS}"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    root.extend(list(numbering))


def _new_numbers(document: Document, start: int, level: int) -> int:
    """A w:num of its own for one list; without one, Word numbers on from the list before."""
    numbers = document.part.numbering_part.element
    found = numbers.add_num(0)
    found.add_lvlOverride(ilvl=level).add_startOverride(start)
    return int(found.numId)


def _number(paragraph: Any, number: int, level: int) -> None:
    properties = paragraph.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def _set_styles(document: Document, language: str) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(_language(language))
    for style in styles.element.iter(qn("w:lang")):
        if style.getparent() is not defaults:
            style.getparent().remove(style)

    def paragraph(
        name: str,
        size: float,
        *,
        colour: RGBColor = INK,
        bold: bool = False,
        before: float = 0,
        after: float = 0,
        based: str = "Normal",
        following: str | None = None,
        keep: bool = False,
    ) -> Any:
        known = name in [style.name for style in styles]
        style = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if name != "Normal":
            style.base_style = styles[based]
            style.next_paragraph_style = styles[following or name]
        style.quick_style, style.hidden = True, False
        properties = style.element.get_or_add_rPr()
        for child in list(properties):
            properties.remove(child)
        style.font.name = SANS
        properties.rFonts.set(qn("w:cs"), SANS)
        properties.rFonts.set(qn("w:eastAsia"), SANS)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, colour
        properties.append(_element("w:bCs", val=int(bold)))
        properties.append(_element("w:szCs", val=int(size * 2)))
        _sort(properties, _RUN_ORDER)
        if style.element.pPr is not None:
            for tag in ("w:pBdr", "w:numPr", "w:ind", "w:contextualSpacing", "w:tabs", "w:spacing"):
                for old in style.element.pPr.findall(qn(tag)):
                    style.element.pPr.remove(old)
        form = style.paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep
        form.widow_control = True
        return style

    paragraph("Normal", 11, after=6).paragraph_format.line_spacing = 1.15
    place = paragraph("Plaats", 10, colour=QUIET, after=16, keep=True)
    paragraph("Afzender", 14, colour=PETROL, bold=True, following="Plaats", keep=True)
    _add(place.element.get_or_add_pPr(), _border("bottom", SUN, 24, 6))
    paragraph("Bijlage", 11, colour=PETROL, bold=True, after=4, keep=True)
    paragraph("Title", 24, colour=PETROL, bold=True, after=10, following="Normal", keep=True)
    for level, size in ((1, 15), (2, 12.5), (3, 11)):
        paragraph(
            f"Heading {level}", size, colour=PETROL, bold=True, before=20 - 4 * level, after=4, following="Normal", keep=True
        )
    for name in (_LIST, _BULLET, _PLAIN):
        paragraph(name, 11, after=4).paragraph_format.line_spacing = 1.15
    paragraph("Quote", 11, colour=QUIET, after=6).paragraph_format.left_indent = Mm(8)
    paragraph("Kop van kader", 11, colour=PETROL, bold=True, after=2, following="Normal", keep=True)
    paragraph("Tabelkop", 11, colour=PETROL, bold=True, before=2, after=2, keep=True)
    paragraph("Tabeltekst", 11, before=2, after=2)
    footer = paragraph("Footer", 8.5, colour=QUIET)
    _add(footer.element.get_or_add_pPr(), parse_xml(
        f'<w:tabs {nsdecls("w")}><w:tab w:val="end" w:pos="{int(WIDTH / 635)}"/></w:tabs>'))  # fmt: skip

    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = PETROL, True

    table = styles.add_style("Tabel", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Normal Table"]
    table.element.append(parse_xml(
        f'<w:tblPr {nsdecls("w")}><w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="C9D6D9"/>'
        '<w:insideH w:val="single" w:sz="4" w:color="C9D6D9"/></w:tblBorders><w:tblCellMar><w:left w:w="100" w:type="dxa"/>'
        '<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'))  # fmt: skip


def _widths(rows: list[list[list[Any]]]) -> list[Emu]:
    """How wide each column is: room for its longest word, and what is left after the length of its longest cell."""

    def lengths(cell: list[Any]) -> tuple[int, int]:
        blanks = [len(node["label"]) + len(_DOTS) for node in tree.walk(cell) if node["t"] == "blank"]
        text = tree.plain(cell)
        return max(map(len, text.split()), default=0), min(len(text) + sum(blanks), 60)

    columns = [[lengths(cell) for cell in column] for column in zip(*rows, strict=True)]
    least = [Mm(5 + 2.5 * max(word for word, _ in column)) for column in columns]
    wish = [max(whole for _, whole in column) + 1 for column in columns]
    rest = max(WIDTH - sum(least), 0)
    return [Emu(round(word + rest * whole / sum(wish))) for word, whole in zip(least, wish, strict=True)]


# ---- elements ----

_PARAGRAPH_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers"),
    *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE"),
    *("autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
    *("suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle"),
    *("rPr", "sectPr", "pPrChange"),
)
_RUN_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "color", "spacing", "kern", "sz", "szCs"),
    *("highlight", "u", "shd", "rtl", "cs", "lang"),
)
_TABLE_ORDER = ("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW",
                "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")  # fmt: skip
_SECTION_ORDER = ("headerReference", "footerReference", "type", "pgSz", "pgMar", "cols", "titlePg", "bidi", "docGrid")
_ORDERS = {"pPr": _PARAGRAPH_ORDER, "tblPr": _TABLE_ORDER, "sectPr": _SECTION_ORDER, "trPr": ("cantSplit", "tblHeader")}
"""In which order Word wants the properties to stand; it calls a file damaged when they do not."""


def _add(parent: Any, child: Any) -> None:
    """Put a property in its place, instead of one of its kind that stands there."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    parent.append(child)
    _sort(parent, _ORDERS[_name(parent)])


def _sort(parent: Any, order: tuple[str, ...]) -> None:
    parent[:] = sorted(parent, key=lambda child: order.index(_name(child)))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _element(tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _border(side: str, colour: str, size: int, space: int = 4) -> Any:
    borders = OxmlElement("w:pBdr")
    borders.append(_element(f"w:{side}", val="single", sz=size, space=space, color=colour))
    return borders


def _frame(side: str, colour: str, ground: str) -> Any:
    """A line on one side, and air above and below in the colour of the ground."""
    borders = _border("top", ground, 4)
    borders.append(_border("left", colour if side == "left" else ground, 18 if side == "left" else 4)[0])
    borders.append(_border("bottom", ground, 4)[0])
    borders.append(_border("right", colour if side == "right" else ground, 18 if side == "right" else 4)[0])
    return borders


def _language(language: str) -> Any:
    return _element("w:lang", val=language, eastAsia=language, bidi=language)


def _bookmark(name: str) -> str:
    """Word's names of places have letters, digits and _, begin with a letter, and count at most 40 signs."""
    return ("p_" + "".join(sign if sign.isalnum() else "_" for sign in name))[:40]


def _field_code(code: str) -> Any:
    """A field that Word counts itself, such as PAGE."""
    field, run, text = _element("w:fldSimple", instr=code), OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    return field


def _same_bytes(data: bytes) -> bytes:
    """The same file without the moment at which it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return bundle.pack(((name, source.read(name)) for name in source.namelist()), compress=True)

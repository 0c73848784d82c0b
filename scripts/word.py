"""Word: a Paper as .docx, from the same tree as the PDF, for a school that wants to change or fill in something.

Real headings and lists, boxes to click, fields to type in (WordprocessingML, ISO/IEC 29500-1; the box to tick is
Microsoft's [MS-DOCX] 2.5.1.4). The same Paper gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from babel.core import get_global
from docx.document import Document
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Length, Mm, Twips

import bundle
import pdf
import qr
import stamp
import stationery
import tree
from paper import Paper, is_rtl_text
from stationery import BULLETS, COLOURS, INDENT, NUMBERED, PLAIN, POINTS, RUN_ORDER, SANS, SERIF, Look, add, element

ROOT = Path(__file__).resolve().parent.parent
SHEETS = ("brief", "draaiboek", "casussen", "lesblad", "hulpkaart")
"""What a school hands out, with its name and the code of its page at the head."""
KINDS = ("protocol", "werkblad", "antwoorden", "ouderbrief", *SHEETS)

_FRAMES = {
    **{"warning": ("rose", "brick"), "model": ("sand", "sun"), "note": ("sea", "petrol")},
    "opdracht": ("sea", "line"),
}
"""Class of a block -> its ground and the line beside it, by their names in the palette."""

_STYLES = {"bijlage": "Bijlage", "admonition-title": "Kop van kader", "soort": "Soort"}
"""Class of a paragraph -> its style."""

_DOTS = "…" * 12
"""What a place to type prints as, for whoever fills it in with a pen."""

_HINT = 15
"""Half points: the size of what says what belongs in a place to type."""

_LEFT_TO_RIGHT = "\u200e"
"""An invisible letter: it keeps the apostrophe of ’t Kompas in its place."""

_LINKED = {"style": "Hyperlink"}

_LABEL = 38
"""Millimetres from the label of an explanation to its words."""

_INSET = 140
"""Twentieths of a point between the edge of a frame and its words; the line beside them stands in it."""


@dataclass(frozen=True, kw_only=True)
class _Pictures:
    """How large pictures are, in millimetres: alone at most `width` by `height`, else that high."""

    width: float = 60
    height: float = 200
    row: float = 50
    cell: float = 18


_PICTURES = {
    "werkblad": _Pictures(width=150, height=55, row=30),
    "antwoorden": _Pictures(width=60, height=24, row=15, cell=9),
    "draaiboek": _Pictures(width=165),
    "casussen": _Pictures(width=70, height=55),
    "lesblad": _Pictures(width=90, height=60, row=22),
    "brief": _Pictures(row=20, cell=14),
}

_ICON = 5.5
"""Millimetres that a picture at the beginning of an item is high."""

_COUNTRIES = {"en": "GB"}
"""Where the plain language gives another country's spelling."""


def render_word(kind: str, paper: Paper, root: Path = ROOT) -> bytes:
    """The document as .docx; `kind` is one of KINDS."""
    assert kind in KINDS, kind
    return _Writer(kind, paper, root).write()


def _look(kind: str, paper: Paper) -> Look:
    if kind == "werkblad":
        size = paper.form["size"] if paper.form["reads"] else 11
        return Look(text=size, title=max(22, size * 1.3), headings=(size, size), top=15, sides=20)
    if kind == "antwoorden":
        return Look(text=10, title=20, headings=(12.5, 11), spacing=1, air=0.55, top=14, sides=21)
    if kind == "ouderbrief":
        return Look(text=12, title=20, headings=(13, 12), spacing=1.5, sides=26)
    if kind in SHEETS:
        text = {"hulpkaart": 12.5, "casussen": 12.5, "lesblad": 11}.get(kind, 10.5)
        return Look(text=text, title=20, headings=(text + 2.5, text + 1), spacing=1.08, air=0.6, top=14, sides=21)
    return stationery.USUAL


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
        self.look = _look(kind, paper)
        self.pictures = _PICTURES.get(kind, _Pictures())
        if kind == "werkblad" and not paper.form["reads"]:
            self.pictures = replace(self.pictures, row=34)  # for who cannot read, pictures are all there is
        base, self.style_ids = stationery.base(word_language(paper.language), paper.is_rtl, self.look)
        self.document: Document = docx.Document(io.BytesIO(base))
        self.count = 0
        self.frame: tuple[str, str] | None = None
        self.keep = False
        """Whether what is written now stays on one page with what follows."""
        self.begins_sheet = False
        """Whether what is written next begins a sheet."""
        self.language = paper.language
        self.face = SANS

    def write(self) -> bytes:
        paper = self.paper
        self.write_properties()
        self.write_foot()
        if self.kind in SHEETS:
            self.write_head()
        elif self.kind in ("protocol", "ouderbrief"):
            self.write_sender()
        self.write_sheets(_cards(paper.filled, paper.words) if self.kind == "casussen" else paper.filled)
        if self.kind == "protocol":
            self.write_closing()
        out = io.BytesIO()
        self.document.save(out)
        return _same_bytes(out.getvalue())

    def write_sender(self) -> None:
        """Whose letter it is; a place to type where no school is known."""
        paper = self.paper
        if "school" in paper.form and not paper.values:
            self.paragraph([{"t": "blank", "label": paper.form["school"]}], "Afzender")
            return
        self.paragraph([{"t": "v", "v": stamp.NAME, "c": [paper.sender]}], "Afzender")
        if paper.sender_place:
            self.paragraph([{"t": "v", "v": stamp.PLACE, "c": [paper.sender_place]}], "Plaats")

    def write_head(self) -> None:
        """Whose it is and where it stands on the web, with the code of that page beside it at the margin."""
        paper, words = self.paper, self.paper.words
        sender = self.paragraph([{"t": "v", "v": stamp.NAME, "c": [paper.sender]}], "Afzender")
        if paper.address:
            alt = words["qr_alt"].replace("{adres}", paper.address)
            code = self.picture(qr.png(paper.address), Mm(qr.paper_width(paper.address)), alt)
            _beside(code, "left" if paper.is_rtl else "right")
            sender.append(code)
        if paper.sender_place:
            self.tight(self.paragraph([{"t": "v", "v": stamp.PLACE, "c": [paper.sender_place]}], "Soort"))
        if paper.address:
            self.tight(self.paragraph([words[paper.form.get("leads_to", "lees_protocol")]], "Soort"))
            address = {"t": "v", "v": stamp.ADDRESS, "c": [paper.address]}
            self.paragraph([address], "Plaats")

    def tight(self, paragraph: Any) -> None:
        """No space below a paragraph."""
        add(paragraph.get_or_add_pPr(), element("w:spacing", before=0, after=0))

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
        self.add_inline(first, [*tree.title_line(paper.filled), "\t"])
        text = paper.words["pagina_van"]
        for piece in text.replace("{pagina}", "\0PAGE\0").replace("{totaal}", "\0NUMPAGES\0").split("\0"):
            if piece in ("PAGE", "NUMPAGES"):
                first.append(_field_code(piece))
            elif piece:
                self.add_inline(first, [piece])
        if paper.version:
            self.add_inline(footer.add_paragraph()._p, [paper.version])
        if paper.address:
            footer.add_paragraph()._p.append(self.value(paper.address))
        for paragraph in footer.paragraphs:
            self.style(paragraph._p, "Footer")

    def write_closing(self) -> None:
        """What is ours below the official text: what it is, and where it stands on the web."""
        paper, words = self.paper, self.paper.words
        self.frame = _FRAMES["note"]
        self.paragraph([words["over_dit_document"]], "Heading 1")
        self.paragraph([words[self.about()]])
        if paper.version:
            self.paragraph([paper.version])
        if paper.address:
            self.paragraph([words["lees_deze_tekst"]])
            self.paragraph([{"t": "v", "v": stamp.ADDRESS, "c": [paper.address]}])
            alt = words["qr_alt"].replace("{adres}", paper.address)
            self.paragraph([]).append(self.picture(qr.png(paper.address), Mm(qr.paper_width(paper.address)), alt))
        self.frame = None

    def about(self) -> str:
        """The key of the words that say what kind of text this is."""
        if any(node.get("of") == "vertaling" for node in tree.walk(self.paper.blocks)):
            return "dit_is_vertaling"
        return "dit_is_officieel_ingevuld" if self.paper.values else "dit_is_officieel"

    # ---- blocks ----

    def write_sheets(self, blocks: list[tree.Node]) -> None:
        """All blocks, each sheet on its own; what stands on one more than once has a line to cut along between."""
        for index, (times, sheet) in enumerate(tree.sheets(blocks)):
            self.begins_sheet = index > 0
            if index and self.kind == "brief":
                # A sheet goes home by itself.
                self.paragraph([{"t": "v", "v": stamp.NAME, "c": [self.paper.sender]}], "Soort")
            for number in range(times):
                if number:
                    self.write_cut()
                self.write_body(sheet)

    def write_cut(self) -> None:
        """A line to cut along."""
        properties = self.paragraph([]).get_or_add_pPr()
        add(properties, stationery.border("bottom", COLOURS["quiet"], 6, line="dashed"))
        add(properties, element("w:spacing", before=120, after=240))

    def write_body(self, blocks: list[tree.Node]) -> None:
        """All blocks. A task stays with its lines, frames and answers: only before a heading may a page end."""
        for block, following in zip(blocks, [*(block["t"] for block in blocks[1:]), "h"], strict=True):
            self.keep = self.kind in ("werkblad", "antwoorden") and following != "h"
            self.write_blocks([block])

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
            number = [f"{node['number']}.\t"] if "number" in node else []
            paragraph = self.paragraph([*number, *node["c"]], style)
            if number:
                indent = round(self.look.text * 34)
                add(paragraph.pPr, element("w:ind", left=indent, hanging=indent))
            self.place(paragraph, node)
        elif kind == "p" and "naam" in classes:
            self.write_name(node)
        elif kind == "p":
            usual = PLAIN if depth else "Normal"
            found = next((_STYLES[name] for name in classes if name in _STYLES), usual)
            self.place(self.paragraph(node["c"], found, depth=depth), node)
        elif kind in ("ol", "ul"):
            self.write_list(node, depth)
        elif kind == "table":
            self.write_table(node)
        elif kind == "img":
            self.paragraph([]).append(self.fitted(node, self.pictures.width, self.pictures.height))
        elif kind == "row":
            self.write_row(node)
        elif kind == "lines":
            self.write_lines(node["count"])
        elif kind == "room":
            self.write_room(self.look.width, node["mm"], self.paper.words.get("antwoorden_vak", ""))
        elif kind == "div" and "uitleg" in classes:
            self.write_explained(node)
        elif kind == "hr" and self.kind in ("brief", "casussen"):
            self.write_cut()
        elif kind == "hr":
            add(self.paragraph([]).get_or_add_pPr(), stationery.border("bottom", COLOURS["line"], 4))
        elif kind == "quote":
            for child in node["c"]:
                self.paragraph(child["c"], "Quote") if child["t"] == "p" else self.write_block(child, depth)
        else:
            assert kind in ("div", "official"), kind
            if kind == "official":
                self.face = SERIF
            elif found_frame := [_FRAMES[name] for name in _FRAMES if name in classes]:
                self.frame = found_frame[0]
            self.write_blocks(node["c"], depth)

    def write_list(self, node: tree.Node, depth: int) -> None:
        number = stationery.new_numbers(self.document, node["start"], depth) if node["t"] == "ol" else 0
        for item in node["c"]:
            children = item["c"] or [{"t": "p", "c": []}]
            first = children[0] if children[0]["t"] == "p" else {"t": "p", "c": []}
            icon, words = _with_icon(list(first["c"])) if self.kind in SHEETS else (None, first["c"])
            style = PLAIN if item["box"] is not None or icon else NUMBERED if number else POINTS
            paragraph = self.paragraph([] if style == PLAIN else words, style, depth=depth + 1)
            if style == PLAIN or self.frame:
                self.hang(paragraph, depth)
            if style == PLAIN:
                if item["box"] is not None and icon:
                    # The words hang behind both, the picture behind the box.
                    add(paragraph.get_or_add_pPr(), element("w:ind", left=INDENT * (depth + 2), hanging=INDENT * 2))
                    tabs = OxmlElement("w:tabs")
                    tabs.append(element("w:tab", val="left", pos=INDENT * (depth + 1)))
                    add(paragraph.pPr, tabs)
                if item["box"] is not None:
                    paragraph.append(self.box(item["box"], tree.plain(words)))
                    self.add_inline(paragraph, ["\t"])
                if icon:
                    paragraph.append(self.fitted(icon, _ICON, _ICON))
                    self.add_inline(paragraph, ["\t"])
                self.add_inline(paragraph, words)
            else:
                stationery.number_paragraph(paragraph, number or BULLETS, depth)
            self.place(paragraph, item)
            self.write_blocks(children[1:] if children[0] is first else children, depth + 1)

    def hang(self, paragraph: Any, depth: int) -> None:
        """Indent an item; in a frame its mark stands as far from the edge as other words do."""
        inset = {"left": INDENT * (depth + 1), "hanging": INDENT}
        if self.frame:
            inset |= {"left": _INSET + INDENT * (depth + 1), "right": _INSET}
        add(paragraph.get_or_add_pPr(), element("w:ind", **inset))

    def write_row(self, node: tree.Node) -> None:
        """Pictures beside each other, in one paragraph: a table would be read aloud as one."""
        count = len(node["c"])
        width = (self.look.width.mm - 6 * (count - 1)) / count
        paragraph = self.paragraph([])
        for index, one in enumerate(node["c"]):
            if index:
                self.add_inline(paragraph, ["   "])
            paragraph.append(self.fitted(one, width, self.pictures.row))

    def write_lines(self, count: int) -> None:
        """Lines to write on or to type on, as far apart as this groep writes."""
        height = Mm(self.paper.form.get("line_mm", 8)).twips
        for number in range(1, count + 1):
            properties = self.paragraph([], "Schrijfregel").get_or_add_pPr()
            if number < count:
                add(properties, element("w:keepNext"))
            after = 160 if number == count else 0
            add(properties, element("w:spacing", before=0, after=after, line=height, lineRule="exact"))

    def write_room(self, width: Length, mm: float, what: str, label: str = "") -> None:
        """A frame of one cell, to draw in, to put a picture in or to type in."""
        table = self.document.add_table(rows=1, cols=1)
        table.style = self.document.styles["Invultabel"]
        table.columns[0].width = table.cell(0, 0).width = width
        if what:
            add(table._tbl.tblPr, element("w:tblCaption", val=what))
        properties = table.rows[0]._tr.get_or_add_trPr()
        add(properties, element("w:cantSplit"))
        add(properties, element("w:trHeight", val=Mm(mm).twips, hRule="exact"))
        paragraph = table.cell(0, 0).paragraphs[0]._p
        self.style(paragraph, "Soort" if label else "Tabeltekst")
        self.add_inline(paragraph, [label] if label else [])
        self.write_gap()

    def write_gap(self) -> None:
        """A white line of 6 points below a table, 3 in a frame: without one, Word glues it to a table that follows."""
        frame, self.frame = self.frame, None
        gap = self.paragraph([], "Tabeltekst").get_or_add_pPr()
        add(gap, element("w:spacing", before=0, after=0, line=60 if frame else 120, lineRule="exact"))
        self.frame = frame

    def write_name(self, node: tree.Node) -> None:
        """The line for the name of a child; a frame for one who cannot write yet."""
        text = tree.plain(node["c"])
        if not self.paper.form["reads"]:
            self.write_room(Mm(58), 17, text, text)
            return
        paragraph = self.paragraph([f"{text} \t"], "Naam")
        tabs = OxmlElement("w:tabs")
        tabs.append(element("w:tab", val="left", leader="underscore", pos=Mm(125).twips))
        add(paragraph.get_or_add_pPr(), tabs)

    def write_explained(self, node: tree.Node) -> None:
        """A label, and beside it what belongs to it; a long label stands above."""
        first, *more = node["c"]
        label, *rest = first["c"]
        between: tree.Inline = "\t" if len(tree.plain([label])) <= 20 else {"t": "br"}
        words = [rest[0].lstrip() if isinstance(rest[0], str) else rest[0], *rest[1:]] if rest else []
        indent = Mm(_LABEL).twips
        for index, block in enumerate([{"t": "p", "c": [label, between, *words]}, *more]):
            if block["t"] != "p":
                self.write_block(block, 4)
                continue
            properties = self.paragraph(block["c"]).get_or_add_pPr()
            hanging = {"hanging": indent} if index == 0 else {}
            add(properties, element("w:ind", left=indent, **hanging))
            add(properties, element("w:keepLines"))

    def write_table(self, node: tree.Node) -> None:
        rows = [*node["head"], *node["body"]]
        table = self.document.add_table(rows=len(rows), cols=len(node["align"]))
        is_form = self.kind == "werkblad"
        table.style = self.document.styles["Invultabel" if is_form else "Tabel"]
        room = self.look.width
        if self.frame:
            room = self.frame_table(table._tbl.tblPr)
        for column, width in zip(table.columns, _widths(rows, room, len(node["head"])), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
        if self.paper.is_rtl:
            add(table._tbl.tblPr, element("w:bidiVisual"))
        for index, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
            properties = row._tr.get_or_add_trPr()
            add(properties, element("w:cantSplit"))
            if is_form and not all(cells):
                height = Mm(self.paper.form["line_mm"] + 3).twips
                add(properties, element("w:trHeight", val=height, hRule="atLeast"))
            if index < len(node["head"]):
                add(properties, element("w:tblHeader"))
            for cell, content, align in zip(row.cells, cells, node["align"], strict=True):
                paragraph = cell.paragraphs[0]._p
                self.style(paragraph, "Tabelkop" if index < len(node["head"]) else "Tabeltekst")
                if is_form:
                    add(cell._tc.get_or_add_tcPr(), element("w:vAlign", val="center"))
                if self.frame:
                    add(cell._tc.get_or_add_tcPr(), element("w:shd", val="clear", color="auto", fill=self.ground))
                if self.keep or (is_form and index + 1 < len(rows)):
                    add(paragraph.get_or_add_pPr(), element("w:keepNext"))
                if len(content) == 1 and not isinstance(content[0], str) and content[0]["t"] == "img":
                    paragraph.append(self.fitted(content[0], self.pictures.cell, self.pictures.cell))
                else:
                    self.add_inline(paragraph, content)
                if align in ("center", "right"):
                    add(paragraph.get_or_add_pPr(), element("w:jc", val=align))
        self.write_gap()

    @property
    def ground(self) -> str:
        """The colour of the frame that is written in."""
        return COLOURS[self.frame[0]] if self.frame else ""

    def frame_table(self, properties: Any) -> Length:
        """Let a table in a frame stand between its edges, with its line beside it; how wide it may be."""
        assert self.frame
        beside = "right" if self.paper.is_rtl else "left"
        borders = OxmlElement("w:tblBorders")
        borders.append(element(f"w:{beside}", val="single", sz=18, space=0, color=COLOURS[self.frame[1]]))
        add(properties, borders)
        # The line of a paragraph begins a point from the margin, its ground ends three and a half from the other.
        add(properties, element("w:tblInd", w=20, type="dxa"))
        return Twips(self.look.width.twips - 20 - _INSET // 2)

    def paragraph(self, content: Iterable[Any], style: str = "Normal", *, depth: int = 0) -> Any:
        """A new paragraph (the w:p element) at the end of the document."""
        paragraph = self.document.element.body.add_p()
        self.style(paragraph, style)
        properties = paragraph.get_or_add_pPr()
        if self.keep:
            add(properties, element("w:keepNext"))
        if self.begins_sheet:
            add(properties, element("w:pageBreakBefore"))
            self.begins_sheet = False
        if style == PLAIN:
            add(properties, element("w:ind", left=INDENT * depth))
        if self.frame:
            side = COLOURS[self.frame[1]]
            add(properties, stationery.frame("right" if self.paper.is_rtl else "left", side, self.ground))
            add(properties, element("w:shd", val="clear", color="auto", fill=self.ground))
            if style != PLAIN:
                add(properties, element("w:ind", left=_INSET, right=_INSET))
        self.add_inline(paragraph, content)
        return paragraph

    def style(self, paragraph: Any, style: str) -> None:
        """Give a paragraph its style (by id: python-docx searches all styles) and its direction."""
        properties = paragraph.get_or_add_pPr()
        add(properties, element("w:pStyle", val=self.style_ids[style]))
        if self.paper.is_rtl:
            add(properties, element("w:bidi"))

    def place(self, paragraph: Any, node: tree.Node) -> None:
        """Mark a heading, paragraph or item with an id as a place that links can point at."""
        if name := node.get("id"):
            self.count += 1
            start = element("w:bookmarkStart", id=self.count, name=_bookmark(name))
            paragraph.pPr.addnext(start)
            paragraph.append(element("w:bookmarkEnd", id=self.count))

    # ---- inline ----

    def add_inline(self, paragraph: Any, nodes: Iterable[Any], **marks: Any) -> None:
        paragraph.extend(self.inline(nodes, **marks))

    def inline(self, nodes: Iterable[Any], *, rtl: bool | None = None, **marks: Any) -> Iterator[Any]:
        for node in nodes:
            if isinstance(node, str):
                yield self.run(node, rtl=self.paper.is_rtl if rtl is None else rtl, **marks)
                continue
            kind, outer = node["t"], self.language
            self.language = node.get("lang", outer)
            if kind == "br":
                run = self.run("")
                run.append(element("w:br"))
                yield run
            elif kind == "blank":
                yield self.field(node["label"])
            elif kind == "tick":
                yield self.box(False, node["label"])
            elif kind == "img":
                yield self.picture(self.read_picture(node["src"]), Mm(8), node["alt"])
            elif kind == "a":
                yield self.link(node["href"], self.inline(node["c"], **marks | _LINKED))
            elif kind == "v" and node["v"] == stamp.ADDRESS:
                yield self.link(node["c"][0], [self.value(node["c"][0], **marks | _LINKED)])
            elif kind == "v":
                yield self.value(node["c"][0], **marks)
            else:
                more = {"b": {"bold": True}, "i": {"italic": True}, "span": {}}[kind]
                yield from self.inline(node["c"], rtl=rtl, **(marks | more))
            self.language = outer

    def value(self, text: str, **marks: Any) -> Any:
        """A name or an address in a run of its own, so that it keeps its order amid a text from right to left."""
        is_rtl = is_rtl_text(text)
        if self.paper.is_rtl and not is_rtl:
            text = f"{_LEFT_TO_RIGHT}{text}{_LEFT_TO_RIGHT}"
        return self.run(text, rtl=is_rtl, **marks)

    def run(self, text: str, *, rtl: bool = False, style: str = "", bold: bool = False, italic: bool = False) -> Any:
        run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
        if style:
            properties.append(element("w:rStyle", val=style))
        if self.face != SANS:
            properties.append(element("w:rFonts", ascii=self.face, hAnsi=self.face, cs=self.face))
        for name, is_on in (("w:b", bold), ("w:bCs", bold), ("w:i", italic), ("w:iCs", italic), ("w:rtl", rtl)):
            if is_on:
                properties.append(element(name))
        if self.language != self.paper.language:
            properties.append(stationery.language_mark(word_language(self.language)))
        if len(properties):
            run.append(properties)
        for index, piece in enumerate(text.split("\t")):
            if index:
                run.append(element("w:tab"))
            if piece:
                words = OxmlElement("w:t")
                words.text = piece
                words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.append(words)
        return run

    def link(self, href: str, runs: Iterable[Any]) -> Any:
        link = OxmlElement("w:hyperlink")
        if href.startswith("#"):
            link.set(qn("w:anchor"), _bookmark(href[1:]))
        else:
            link.set(qn("r:id"), self.document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.set(qn("w:history"), "1")
        link.extend(runs)
        return link

    def field(self, label: str) -> Any:
        """A place to type: a click selects what stands there, and typing takes its place. It prints as a line."""
        field, properties, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
        self.count += 1
        properties.extend(
            [
                element("w:alias", val=label or "…"),
                element("w:id", val=self.count),
                element("w:showingPlcHdr"),
                element("w:text"),
            ]
        )
        # The dots print as a line everywhere; LibreOffice passes over a style in a field. What belongs there stands
        # small before them, as on the PDF, so that it is no part of the sentence.
        for words, size in ((label, _HINT), (_DOTS, 0)):
            if not words:
                continue
            run = self.run(words, rtl=self.paper.is_rtl)
            marks = run.get_or_add_rPr()
            marks.append(element("w:color", val=COLOURS["quiet"]))
            if size:
                marks.extend([element("w:sz", val=size), element("w:szCs", val=size)])
            stationery.sort(marks, RUN_ORDER)
            content.append(run)
        field.extend([properties, content])
        return field

    def box(self, ticked: bool, label: str) -> Any:
        """A box that a click ticks."""
        self.count += 1
        face = "w:ascii='MS Gothic' w:eastAsia='MS Gothic' w:hAnsi='MS Gothic' w:hint='eastAsia'"
        field = parse_xml(
            f"<w:sdt {nsdecls('w')} xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'><w:sdtPr>"
            f"<w:alias/><w:id w:val='{self.count}'/><w14:checkbox><w14:checked w14:val='{int(ticked)}'/>"
            "<w14:checkedState w14:val='2612' w14:font='MS Gothic'/>"
            "<w14:uncheckedState w14:val='2610' w14:font='MS Gothic'/></w14:checkbox></w:sdtPr>"
            f"<w:sdtContent><w:r><w:rPr><w:rFonts {face}/></w:rPr><w:t>{'☒' if ticked else '☐'}</w:t></w:r>"
            "</w:sdtContent></w:sdt>"
        )
        field.find(f".//{qn('w:alias')}").set(qn("w:val"), label[:64])
        return field

    # ---- pictures ----

    def picture(self, data: bytes, width: Length, alt: str) -> Any:
        """A run with a picture; `alt` is what a screen reader says."""
        inline = self.document.part.new_pic_inline(io.BytesIO(data), width=width)
        self.count += 1
        inline.docPr.set("id", str(self.count))
        inline.docPr.set("descr", alt)
        run, drawing = OxmlElement("w:r"), OxmlElement("w:drawing")
        drawing.append(inline)
        run.append(drawing)
        return run

    def fitted(self, node: tree.Node, width: float, height: float) -> Any:
        """A run with a picture of at most that many millimetres wide and high."""
        data = self.read_picture(node["src"])
        size = Image.from_blob(data)
        return self.picture(data, Mm(min(width, height * size.px_width / size.px_height)), node["alt"])

    def read_picture(self, source: str) -> bytes:
        if source in self.paper.drawings:
            return pdf.render_png(self.paper.drawings[source])
        path = self.root / "overrides" / "assets" / source
        return pdf.render_png(path.read_text(encoding="utf-8")) if path.suffix == ".svg" else path.read_bytes()


def _widths(rows: list[list[list[Any]]], width: Length, heads: int) -> list[Length]:
    """How wide each column is: room for its longest word, and what is left after the length of its longest cell.

    The first `heads` rows are headings; where nothing stands below them, a person writes, and wants room.
    """

    def lengths(cell: list[Any]) -> tuple[int, int]:
        blanks = [len(node["label"]) // 2 + len(_DOTS) for node in tree.walk(cell) if node["t"] == "blank"]
        text = tree.plain(cell)
        return max([*map(len, text.split()), *blanks], default=0), min(len(text) + sum(blanks), 60)

    columns = [[lengths(cell) for cell in column] for column in zip(*rows, strict=True)]
    least = [Mm(5 + 2.5 * max(word for word, _ in column)) for column in columns]
    wish = [max(whole for _, whole in column) + 1 for column in columns]
    for index, column in enumerate(zip(*rows[heads:], strict=True)):
        if not any(column):
            wish[index] = max(3 * wish[index], 30)
    rest = max(width - sum(least), 0)
    return [Emu(round(word + rest * whole / sum(wish))) for word, whole in zip(least, wish, strict=True)]


def _with_icon(content: list[Any]) -> tuple[tree.Node | None, list[Any]]:
    """The picture at the beginning of an item, and the item without it."""
    if not content or not isinstance(content[0], dict) or content[0]["t"] != "img":
        return None, content
    rest = content[1:]
    if rest and isinstance(rest[0], str):
        rest = [rest[0].lstrip(" "), *rest[1:]]
    return content[0], rest


def _cards(blocks: list[tree.Node], words: Mapping[str, str]) -> list[tree.Node]:
    """Statements and cases in the order in which they are cut apart: two cases on a sheet, then two answers."""
    starts = [index for index, node in enumerate(blocks) if node["t"] == "h" and node["level"] == 1]
    statements, *cases = (blocks[start:end] for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True))
    sheet: tree.Node = {"t": "sheet", "times": 1}
    made = [*blocks[: starts[0]], sheet, *statements]
    fronts, backs = list[list[tree.Node]](), list[list[tree.Node]]()
    for number, case in enumerate(cases, 1):
        answer = next(node for node in case if "antwoord" in node.get("class", []))
        fronts.append([node for node in case if node is not answer])
        title = words["antwoord_kaart"].format(nummer=number)
        own = [node for node in answer["c"] if "admonition-title" not in node.get("class", [])]
        backs.append([{"t": "h", "level": 1, "c": [title]}, *own])
    for cards in (fronts, backs):
        for index, card in enumerate(cards):
            made += [{"t": "hr"} if index % 2 else sheet, *card]
    return made


def _beside(run: Any, side: str) -> None:
    """Let the picture in a run float at a side margin, at the top of the page, with the words beside it."""
    inline = run.find(f".//{qn('wp:inline')}")
    anchor = parse_xml(
        f"<wp:anchor {nsdecls('wp')} distT='0' distB='72000' distL='144000' distR='0' simplePos='0'"
        " relativeHeight='2' behindDoc='0' locked='0' layoutInCell='1' allowOverlap='0'>"
        "<wp:simplePos x='0' y='0'/>"
        f"<wp:positionH relativeFrom='margin'><wp:align>{side}</wp:align></wp:positionH>"
        "<wp:positionV relativeFrom='margin'><wp:align>top</wp:align></wp:positionV>"
        "<wp:wrapSquare wrapText='bothSides'/></wp:anchor>"
    )
    wrap = anchor[-1]
    wrap.addprevious(inline.find(qn("wp:extent")))
    wrap.addprevious(parse_xml(f"<wp:effectExtent {nsdecls('wp')} l='0' t='0' r='0' b='0'/>"))
    anchor.extend(list(inline))
    inline.getparent().replace(inline, anchor)


def _bookmark(name: str) -> str:
    """Word's names of places have letters, digits and _, begin with a letter, and count at most 40 signs."""
    return ("p_" + "".join(sign if sign.isalnum() else "_" for sign in name))[:40]


def _field_code(code: str) -> Any:
    """A field that Word counts itself, such as PAGE."""
    field, run, text = element("w:fldSimple", instr=code), OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    return field


def _same_bytes(data: bytes) -> bytes:
    """The same file without the moment at which it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return bundle.pack(((name, source.read(name)) for name in source.namelist()), compress=True)

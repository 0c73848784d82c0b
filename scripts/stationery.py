"""The school's notepaper in Word: an empty A4 document with our styles and lists, and the order that Word wants.

The names of the styles are what a person sees in Word's list of styles, so ours are Dutch.
"""

import functools
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor

ROOT = Path(__file__).resolve().parent.parent

_COLOUR = re.compile(r'#let ([a-z]+) = rgb\("#([0-9a-f]{6})"\)')
COLOURS = dict(_COLOUR.findall((ROOT / "overrides" / "typst" / "palette.typ").read_text(encoding="utf-8")))
"""Name -> "0b4f5c": the colours of everything on paper stand in the palette of the PDFs."""

SANS, SERIF = "Calibri", "Cambria"
"""Faces that every Word has; the PDF has the foundation's own."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """Sizes of one kind of document: letters in points, margins in millimetres."""

    text: float = 11
    title: float = 24
    headings: tuple[float, float] = (15, 12.5)
    """Of the first level and the second; those below are as large as the text."""
    spacing: float = 1.15
    """From line to line, in heights of the letters."""
    air: float = 1
    """How much of the usual space stands above headings and below paragraphs."""
    top: float = 20
    sides: float = 30

    @property
    def width(self) -> Length:
        """Of the text between the margins."""
        return Mm(210 - 2 * self.sides)


USUAL = Look()

NUMBERED, POINTS, PLAIN = "List Number", "List Bullet", "List Continue"
INDENT = 400
"""Twentieths of a point per level of a list."""


BULLETS = 1
"""The w:num of every list with points; those with numbers get one each, so that each begins at 1."""


_KEPT = {
    *("Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Quote", "Footer"),
    *(NUMBERED, POINTS, PLAIN),
    *(f"Heading {level}" for level in range(1, 6)),
}
"""What stays of the 160 styles that python-docx brings."""


@functools.cache
def base(language: str, rtl: bool, look: Look = USUAL) -> tuple[bytes, dict[str, str]]:
    """An empty A4 document, and its styles: name -> id. Kept, since styling costs more than writing."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(look.top), Mm(25)
    section.left_margin = section.right_margin = Mm(look.sides)
    # Three lines of 8.5 points, and air between them and the text.
    section.footer_distance = Mm(9)
    if rtl:
        add(section._sectPr, element("w:bidi"))
    _drop_unused(document)
    _set_settings(document, language)
    _set_numbering(document)
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    for linked in document.styles.element.findall(f".//{qn('w:link')}"):
        linked.getparent().remove(linked)
    _set_styles(document, language, look)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), {str(style.name): str(style.style_id) for style in document.styles}


def _drop_unused(document: Document) -> None:
    """Leave out what python-docx brings of its own example: a preview, statistics, 438 kB of styles for Word 2007."""
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/extended-properties", "/stylesWithEffects", "/customXml")):
                del relations[key]


def _set_settings(document: Document, language: str) -> None:
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # as Word itself writes; a lower one shows "compatibiliteitsmodus"
    for mark in settings.iter(qn("w:themeFontLang")):
        mark.attrib.clear()
        mark.set(qn("w:val"), language)


def _set_numbering(document: Document) -> None:
    levels: dict[int, list[str]] = {0: [], 1: []}
    for level in range(9):
        indent = f'<w:pPr><w:ind w:left="{INDENT * (level + 1)}" w:hanging="{INDENT}"/></w:pPr>'
        start = f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        colour = f'<w:color w:val="{COLOURS["petrol"]}"/>'
        levels[0].append(
            f'{start}<w:numFmt w:val="decimal"/><w:lvlText w:val="%{level + 1}."/><w:lvlJc w:val="left"/>'
            f"{indent}<w:rPr><w:b/>{colour}</w:rPr></w:lvl>"
        )
        levels[1].append(
            f'{start}<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>{indent}'
            f'<w:rPr><w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}"/>{colour}</w:rPr></w:lvl>'
        )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{"".join(text)}</w:abstractNum>'
        for key, text in levels.items()
    )
    numbering = parse_xml(
        f"<w:numbering {nsdecls('w')}>{abstract}"
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    root.extend(list(numbering))


def new_numbers(document: Document, start: int, level: int) -> int:
    """A w:num of its own for one list; without one, Word numbers on from the list before."""
    numbers = document.part.numbering_part.element
    found = numbers.add_num(0)
    found.add_lvlOverride(ilvl=level).add_startOverride(start)
    return int(found.numId)


def number_paragraph(paragraph: Any, number: int, level: int) -> None:
    """Make a paragraph an item of the list with that w:num."""
    properties = paragraph.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def _set_styles(document: Document, language: str, look: Look) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language_mark(language))
    for style in styles.element.iter(qn("w:lang")):
        if style.getparent() is not defaults:
            style.getparent().remove(style)

    def paragraph(
        name: str,
        size: float,
        *,
        colour: str = "ink",
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
        style.font.size, style.font.bold = Pt(size), bold
        style.font.color.rgb = RGBColor.from_string(COLOURS[colour])
        properties.append(element("w:bCs", val=int(bold)))
        properties.append(element("w:szCs", val=int(size * 2)))
        sort(properties, RUN_ORDER)
        if style.element.pPr is not None:
            for tag in ("w:pBdr", "w:numPr", "w:ind", "w:contextualSpacing", "w:tabs", "w:spacing"):
                for old in style.element.pPr.findall(qn(tag)):
                    style.element.pPr.remove(old)
        form = style.paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep
        form.widow_control = True
        return style

    text, air = look.text, look.air
    paragraph("Normal", text, after=6 * air).paragraph_format.line_spacing = look.spacing
    place = paragraph("Plaats", 10, colour="quiet", after=16, keep=True)
    paragraph("Afzender", 14, colour="petrol", bold=True, following="Plaats", keep=True)
    add(place.element.get_or_add_pPr(), border("bottom", COLOURS["sun"], 24, 6))
    paragraph("Bijlage", text, colour="petrol", bold=True, after=4, keep=True)
    paragraph("Soort", 9.5, colour="quiet", bold=True, after=4, following="Title", keep=True)
    paragraph("Naam", min(text, 16), before=4, after=10)
    paragraph("Title", look.title, colour="petrol", bold=True, after=10, following="Normal", keep=True)
    for level, size in enumerate((*look.headings, text, text, text), 1):
        paragraph(
            f"Heading {level}",
            size,
            colour="petrol",
            bold=True,
            before=(20 - 4 * level) * air,
            after=4 * air,
            following="Normal",
            keep=True,
        )
    for name in (NUMBERED, POINTS, PLAIN):
        paragraph(name, text, after=4 * air).paragraph_format.line_spacing = look.spacing
    paragraph("Quote", text, colour="quiet", after=6).paragraph_format.left_indent = Mm(8)
    paragraph("Kop van kader", text, colour="petrol", bold=True, after=2, following="Normal", keep=True)
    paragraph("Tabelkop", text, colour="petrol", bold=True, before=2 * air, after=2 * air, keep=True)
    paragraph("Tabeltekst", text, before=2 * air, after=2 * air)
    ruled = paragraph("Schrijfregel", text)
    ruled.element.get_or_add_pPr()
    add(ruled.element.pPr, ruling(COLOURS["quiet"]))
    footer = paragraph("Footer", 8.5, colour="quiet")
    tabs = OxmlElement("w:tabs")
    tabs.append(element("w:tab", val="right", pos=look.width.twips))
    add(footer.element.get_or_add_pPr(), tabs)

    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(COLOURS["petrol"]), True

    sides = '<w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
    tables = {
        "Tabel": (("bottom", "insideH"), "line", 4),
        "Invultabel": (("top", "left", "bottom", "right", "insideH", "insideV"), "quiet", 6),
    }
    for name, (places, colour, thickness) in tables.items():
        table = styles.add_style(name, WD_STYLE_TYPE.TABLE)
        table.base_style = styles["Normal Table"]
        rule = f'w:val="single" w:sz="{thickness}" w:color="{COLOURS[colour]}"'
        rules = "".join(f"<w:{place} {rule}/>" for place in places)
        table.element.append(
            parse_xml(
                f"<w:tblPr {nsdecls('w')}><w:tblBorders>{rules}</w:tblBorders>"
                f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>"
            )
        )


_PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc"
    " textAlignment outlineLvl cnfStyle rPr sectPr"
)
RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing kern sz szCs highlight u shd vertAlign rtl cs lang"
)
_TABLE_ORDER = (
    "tblStyle bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption"
)
_SECTION_ORDER = "headerReference footerReference type pgSz pgMar cols titlePg bidi docGrid"
_ORDERS = {
    "pPr": _PARAGRAPH_ORDER,
    "tblPr": _TABLE_ORDER,
    "sectPr": _SECTION_ORDER,
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
}
"""In which order Word wants the properties to stand; it calls a file damaged when they do not."""


def add(parent: Any, child: Any) -> None:
    """Put a property in its place, instead of one of its kind that stands there."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    parent.append(child)
    sort(parent, _ORDERS[_name(parent)])


def sort(parent: Any, order: str) -> None:
    """Put the properties in an element in the order of a list such as RUN_ORDER."""
    names = order.split()
    parent[:] = sorted(parent, key=lambda child: names.index(_name(child)))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def element(tag: str, **attributes: object) -> Any:
    """An element such as `w:ind`, with its attributes in Word's own namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def border(side: str, colour: str, size: int, space: int = 4, *, line: str = "single") -> Any:
    """A line on one side of a paragraph: `size` in eighths of a point, `space` in points, `line` a kind of Word's."""
    borders = OxmlElement("w:pBdr")
    borders.append(element(f"w:{side}", val=line, sz=size, space=space, color=colour))
    return borders


def ruling(colour: str) -> Any:
    """A line below a paragraph, also where the next one has a line too: Word would make one block of the two."""
    borders = border("bottom", colour, 6, 0)
    borders.append(element("w:between", val="single", sz=6, space=0, color=colour))
    return borders


def frame(side: str, colour: str, ground: str) -> Any:
    """A line on one side, and air above and below in the colour of the ground."""
    borders = border("top", ground, 4)
    borders.append(border("left", colour if side == "left" else ground, 18 if side == "left" else 4)[0])
    borders.append(border("bottom", ground, 4)[0])
    borders.append(border("right", colour if side == "right" else ground, 18 if side == "right" else 4)[0])
    return borders


def language_mark(language: str) -> Any:
    """The language of a text, for the spelling check and for screen readers, in every script."""
    return element("w:lang", val=language, eastAsia=language, bidi=language)

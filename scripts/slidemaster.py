"""The empty presentation in PowerPoint: our colours, letters and layouts, as in the list that a teacher sees there.

The names of the layouts and the words in their places are what a person sees, so they are Dutch. Everything stands
where `slides.py` puts it; the format is PresentationML (ISO/IEC 29500-1).
"""

import functools
import io
import re
from dataclasses import dataclass
from typing import Any

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

import digibord
from slides import HEIGHT, MARGIN, WIDTH, Box
from slides import LAYOUTS as SHOWN
from stationery import COLOURS, SANS

LANGUAGE = "nl-NL"

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
"""[MS-ODRAWXML] 2.22: what a screen reader passes over."""

OFF = Box(left=MARGIN, top=-84, width=WIDTH - 2 * MARGIN, height=60)
"""Where a title stands that is only to be heard: off the slide, as Microsoft advises for a slide without one."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One layout: where its parts stand, and the size of the letters of title and text."""

    name: str
    title: Box
    sizes: tuple[int, int]
    body: Box | None = None
    shown: str = ""
    """The layout in `slides.py` that says where its picture stands; "" for one without."""
    anchor: str = "b"
    """Where the title stands in its place: b(ottom) or ctr."""
    bubble: Box | None = None
    """The white ground of a title that is asked."""

    @property
    def sheet(self) -> Box | None:
        """The white ground of the picture."""
        return SHOWN[self.shown].picture if self.shown else None

    @property
    def picture(self) -> Box | None:
        """The place of the picture on it."""
        return inside(self.sheet, 8 if self.shown == "picture" else 16) if self.sheet else None


def inside(box: Box, inset: float) -> Box:
    """The box without a border of so many points."""
    return Box(left=box.left + inset, top=box.top + inset, width=box.width - 2 * inset, height=box.height - 2 * inset)


def _split(box: Box, title: float) -> tuple[Box, Box]:
    """A place for the title, so many points high, and one for the text below it, with room for the wave between."""
    below = box.top + title + 30
    return (
        Box(left=box.left, top=box.top, width=box.width, height=title),
        Box(left=box.left, top=below, width=box.width, height=box.top + box.height - below),
    )


_WIDE, _NARROW = SHOWN["text"].text, SHOWN["split"].text
_GOAL = _split(_NARROW, 216)
_MIXED = _split(SHOWN["mixed"].text, 122)
_TEXT = _split(_WIDE, 92)
_ASKED = SHOWN["exit"].bubble
assert _ASKED
LAYOUTS = {
    "goal": Layout(name="Doel van de les", title=_GOAL[0], sizes=(54, 36), body=_GOAL[1], shown="goal"),
    "split": Layout(name="Titel met plaat", title=_NARROW, sizes=(66, 28), shown="split", anchor="ctr"),
    "mixed": Layout(name="Tekst met plaat", title=_MIXED[0], sizes=(54, 44), body=_MIXED[1], shown="mixed"),
    "text": Layout(name="Tekst", title=_TEXT[0], sizes=(66, 54), body=_TEXT[1]),
    "exit": Layout(
        name="Uitgangskaartje",
        title=Box(left=_ASKED.left + 24, top=_ASKED.top, width=_ASKED.width - 48, height=_ASKED.height),
        sizes=(44, 54), body=SHOWN["exit"].text, anchor="ctr", bubble=_ASKED,
    ),
    "title": Layout(name="Alleen een vraag", title=_WIDE, sizes=(84, 28), anchor="ctr"),
    "picture": Layout(name="Alleen een plaat", title=OFF, sizes=(28, 28), shown="picture", anchor="ctr"),
}  # fmt: skip
"""Name in `slides.py` -> what it is in PowerPoint."""

_PROMPTS = {
    "title": "Klik om een titel te typen",
    "body": "Klik om tekst te typen",
    "picture": "Klik om een plaatje te kiezen",
}
_WHITE = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:ln><a:noFill/></a:ln>'
_CLEAR = _WHITE.replace('"bg1"/>', '"bg1"><a:alpha val="55000"/></a:schemeClr>', 1)
_LINE = '<a:noFill/><a:ln w="63500" cap="rnd"><a:solidFill><a:schemeClr val="accent2"/></a:solidFill><a:round/></a:ln>'


@functools.cache
def base(tint: int) -> bytes:
    """An empty presentation on one of `digibord.TINTS`. Kept, since making it costs more than filling it."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _drop_unused(presentation)
    for style in presentation.element.iter(qn("a:defRPr")):
        style.set("lang", LANGUAGE)
    master = presentation.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _theme(theme.blob.decode(), tint).encode()
    _write_master(master._element)
    layouts = list(presentation.slide_layouts)
    for layout, ours in zip(layouts, LAYOUTS.values(), strict=False):
        _write_layout(layout._element, ours)
    for layout in layouts[len(LAYOUTS) :]:
        presentation.slide_layouts.remove(layout)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def place(box: Box) -> str:
    """The place of a shape."""
    left, top, width, height = (Pt(side) for side in (box.left, box.top, box.width, box.height))
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


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
        "accent1": COLOURS["petrol"], "accent2": accent, "accent3": "3c8a96", "accent4": COLOURS["brick"],
        "accent5": "7fa66a", "accent6": COLOURS["sun"], "hlink": COLOURS["petrol"], "folHlink": COLOURS["quiet"],
    }  # fmt: skip
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{value.removeprefix("#").upper()}"/></a:{name}>' for name, value in colours.items()
    )
    face = f'<a:latin typeface="{SANS}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fonts = f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>"
    xml = re.sub(r'<a:theme ([^>]*)name="[^"]*"', r'<a:theme \1name="Sociale media op school"', xml)
    for tag, content in (("clrScheme", scheme), ("fontScheme", fonts)):
        ours = f'<a:{tag} name="Kopwerk">{content}</a:{tag}>'
        xml = re.sub(f"<a:{tag}.*?</a:{tag}>", ours, xml, flags=re.S)
    return xml


def _write_master(element: Any) -> None:
    background = '<p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill><a:effectLst/></p:bgPr>'
    old = element.cSld.find(qn("p:bg"))
    if old is not None:
        element.cSld.remove(old)
    element.cSld.insert(0, parse_xml(f"<p:bg {NAMESPACES}>{background}</p:bg>"))
    title, body = _TEXT
    _set_shapes(
        element,
        _drawn(2, "Golven", Box(left=0, top=HEIGHT - 64, width=WIDTH, height=64), _freeform(_waves()), _CLEAR),
        _placeholder(3, "Titel", 'type="title"', title, "b", _PROMPTS["title"]),
        _placeholder(4, "Tekst", 'type="body" idx="1"', body, "ctr", _PROMPTS["body"]),
    )
    element.replace(element.find(qn("p:txStyles")), parse_xml(_text_styles()))


def _text_styles() -> str:
    def letters(size: int, colour: str, bold: int = 0) -> str:
        fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        faces = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
        return f'<a:defRPr lang="{LANGUAGE}" sz="{size * 100}" b="{bold}" kern="1200">{fill}{faces}</a:defRPr>'

    def space(lines: int, before: int) -> str:
        spacing = (("lnSpc", lines), ("spcBef", before))
        return "".join(f'<a:{tag}><a:spcPct val="{part * 1000}"/></a:{tag}>' for tag, part in spacing)

    mark = '<a:buClr><a:schemeClr val="tx2"/></a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>'
    levels = "".join(
        f'<a:lvl{level}pPr marL="{Pt(34 * level)}" indent="{-Pt(34)}" algn="l" rtl="0">{space(95, 35)}{mark}'
        f"{letters(44 if level == 1 else 36, 'tx1')}</a:lvl{level}pPr>"
        for level in range(1, 6)
    )
    title = f'<a:lvl1pPr algn="l" rtl="0">{space(88, 0)}<a:buNone/>{letters(60, "tx2", 1)}</a:lvl1pPr>'
    other = f'<a:lvl1pPr marL="0" algn="l" rtl="0">{letters(28, "tx1")}</a:lvl1pPr>'
    return (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def _write_layout(element: Any, ours: Layout) -> None:
    element.attrib.pop("type", None)
    element.set("preserve", "1")
    element.set("userDrawn", "1")
    element.cSld.set("name", ours.name)
    title, text = ours.sizes
    shapes = [_placeholder(2, "Titel", 'type="title"', ours.title, ours.anchor, _PROMPTS["title"], title)]
    if ours.bubble and ours.body:
        shapes = [
            _drawn(6, "Ballon", ours.bubble, BUBBLE, _WHITE),
            *shapes,
            _placeholder(3, "Tekst", 'type="body" idx="1"', ours.body, "ctr", _PROMPTS["body"], text),
        ]
    elif ours.body:
        wave = Box(left=ours.title.left + 3, top=ours.title.top + ours.title.height + 11, width=63, height=6)
        anchor = "t" if ours.sheet else "ctr"
        shapes += [
            _drawn(5, "Golfje", wave, _freeform(_small_wave()), _LINE),
            _placeholder(3, "Tekst", 'type="body" idx="1"', ours.body, anchor, _PROMPTS["body"], text),
        ]
    if ours.sheet and ours.picture:
        sheet = _drawn(6, "Vel", ours.sheet, rounded(ours.sheet), _WHITE)
        picture = _placeholder(4, "Plaatje", 'type="pic" idx="13"', ours.picture, "ctr", _PROMPTS["picture"], 28)
        shapes = [sheet, *shapes, picture]
    _set_shapes(element, *shapes)


BUBBLE = (
    '<a:prstGeom prst="wedgeRoundRectCallout"><a:avLst><a:gd name="adj1" fmla="val -42000"/>'
    '<a:gd name="adj2" fmla="val 68000"/><a:gd name="adj3" fmla="val 22000"/></a:avLst></a:prstGeom>'
)
"""The form of what someone says."""


def rounded(box: Box) -> str:
    """The form of a box with corners of 30 points."""
    part = round(30 / min(box.width, box.height) * 100_000)
    return f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {part}"/></a:avLst></a:prstGeom>'


def _waves() -> str:
    tops = ((0, 0), (240, 68), (480, 0), (720, 68))
    curves = "".join(_curve((x + 80, y), (x + 160, y), (x + 240, 34)) for x, y in tops)
    foot = f"<a:lnTo>{_point(960, 64)}</a:lnTo><a:lnTo>{_point(0, 64)}</a:lnTo><a:close/>"
    return f'<a:path w="960" h="64"><a:moveTo>{_point(0, 34)}</a:moveTo>{curves}{foot}</a:path>'


def _small_wave() -> str:
    curves = ""
    for number in range(6):
        x, start, end = number * 105, *((50, 0) if number % 2 == 0 else (0, 50))
        curves += _curve((x + 50, start), (x + 55, end), (x + 105, end))
    return f'<a:path w="630" h="50" fill="none"><a:moveTo>{_point(0, 50)}</a:moveTo>{curves}</a:path>'


def _curve(*points: tuple[int, int]) -> str:
    return f"<a:cubicBezTo>{''.join(_point(x, y) for x, y in points)}</a:cubicBezTo>"


def _point(x: int, y: int) -> str:
    return f'<a:pt x="{x}" y="{y}"/>'


def _freeform(path: str) -> str:
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{path}</a:pathLst></a:custGeom>"
    )


def _drawn(number: int, name: str, box: Box, geometry: str, paint: str) -> str:
    """A shape that is only there for the eye."""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}">{_DECORATIVE}</p:cNvPr><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{place(box)}{geometry}{paint}</p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{LANGUAGE}"/></a:p></p:txBody></p:sp>'
    )


def _placeholder(number: int, name: str, kind: str, box: Box, anchor: str, prompt: str, size: int = 0) -> str:
    """A place for text or a picture. Text that is too long keeps its size: smaller cannot be read in a class."""
    middle = ' marL="0" indent="0" algn="ctr"><a:buNone/>' if 'type="pic"' in kind else ">"
    style = f'<a:lvl1pPr{middle}<a:defRPr sz="{size * 100}"/></a:lvl1pPr>' if size else ""
    edges = "".join(f' {side}Ins="0"' for side in "ltrb")
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>"
        f'<p:spPr>{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square"{edges} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{style}</a:lstStyle>"
        f'<a:p><a:r><a:rPr lang="{LANGUAGE}"/><a:t>{prompt}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _set_shapes(element: Any, *shapes: str) -> None:
    shape_tree = element.cSld.spTree
    for child in list(shape_tree)[2:]:  # the first two say that it is a group
        shape_tree.remove(child)
    shape_tree.extend(parse_xml(shape) for shape in shapes)

"""PDF: a Paper set by Typst, for everyone to read (PDF/UA-1) and to keep (PDF/A-2a).

The templates stand in `overrides/typst/`, one per kind of document. Text and facts reach them as JSON, never as code,
and only our own fonts are used, so that every machine gives the same bytes.
"""

import functools
import importlib.util
import io
import json
import re
from pathlib import Path

import typst
from PIL import Image

import stamp
from paper import Paper, PaperError, as_json

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = Path("overrides") / "typst"
KINDS = (
    *("protocol", "brief", "poster", "les", "werkblad", "antwoorden", "kaartjes", "spiekkaart", "ouderbrief"),
    *("draaiboek", "casussen", "lesblad", "hulpkaart"),
)

FONTS = ("fontpkg_figtree", "fontpkg_literata", "fontpkg_noto_sans")
"""The packages that hold the faces named in `palette.typ`. Another script is one line here and one there."""

_TOO_MUCH = re.compile(r"panicked with: redactie: (?P<words>.+)")
"""What a template says to an editor, with `too-much` of `page.typ`."""

_NO_GLYPH = re.compile(r"the text `\"(?P<text>.*?)\"` could not be displayed")


@functools.cache
def fonts() -> typst.Fonts:
    """Our own faces, and no others."""
    folders = []
    for name in FONTS:
        found = importlib.util.find_spec(name)
        assert found and found.origin, name
        folders.append(str(Path(found.origin).parent / "files"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@functools.cache
def _compiler(kind: str, root: Path) -> typst.Compiler:
    """One compiler per template, kept: the second document costs a third of the first."""
    template = root / TEMPLATES / f"{kind}.typ"
    return typst.Compiler(str(template), root=str(root), font_paths=fonts(), ignore_system_fonts=True)


def render_pdf(kind: str, paper: Paper, root: Path = ROOT) -> bytes:
    """The document as PDF; `kind` is one of KINDS.

    Raises PaperError where a letter is in none of our fonts, or anything else keeps it from being readable to all.
    """
    try:
        pdf, warnings = _compiler(kind, root).compile_with_warnings(
            sys_inputs={"doc": json.dumps(as_json(paper), ensure_ascii=False)}, pdf_standards=["ua-1", "a-2a"]
        )
    except typst.TypstError as error:
        fault = _explain(paper, error)
        fault.add_note(error.diagnostic)
        raise fault from error
    if warnings:
        raise paper.fault(f"Typst waarschuwt bij {kind}.typ: {warnings[0].message}. Dit is een fout in de vorm.")
    assert isinstance(pdf, bytes)
    return pdf


_PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), width: float(sys.inputs.mm) * 1mm)"""


@functools.lru_cache(maxsize=256)
def render_png(svg: str, mm: float = 60, ppi: int = 200) -> bytes:
    """A picture as PNG on a transparent ground, `mm` wide at `ppi`, for programs that do not all show SVG.

    In 255 colours: that is a third of the bytes, and our drawings have flat colours.
    """
    inputs = {"svg": svg, "mm": str(mm)}
    picture = typst.compile(_PICTURE, format="png", ppi=ppi, font_paths=fonts(), sys_inputs=inputs)
    assert isinstance(picture, bytes)
    few = Image.open(io.BytesIO(picture)).quantize(255, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    # Not optimized: that takes longer than all the rest, for a few kilobytes.
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _explain(paper: Paper, error: typst.TypstError) -> PaperError:
    if found := _TOO_MUCH.search(error.message):
        return paper.fault(found["words"])
    signs = "".join(sorted({sign for found in _NO_GLYPH.finditer(error.diagnostic) for sign in found["text"]}))
    if not signs:
        return paper.fault(f"de pdf is niet te maken: {error.message}. Dit is een fout in de vorm, niet in de tekst.")
    typed = "".join(paper.values.get(key, "") for key in (stamp.NAME, stamp.PLACE))
    if any(sign in typed for sign in signs):
        remedy = f"Schrijf de naam of plaats met andere letters in schools/{paper.values[stamp.SLUG]}.yml"
    else:
        remedy = "Haal ze uit de tekst."
    return paper.fault(f"deze tekens staan niet in ons lettertype: {' '.join(signs)}. {remedy}")

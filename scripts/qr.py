"""QR codes: the address of a school's page, for the schoolgids and for paper.

Error correction M and a border of four modules, as ISO/IEC 18004 asks: a code is printed, folded and photographed.
"""

import functools
import io

import segno

BORDER = 4
"""Modules of white around the code; without them a telephone does not find it."""

LEAST = 25
"""Millimetres without the border; telephones read a smaller one with difficulty."""


@functools.lru_cache(maxsize=64)
def _code(url: str) -> segno.QRCode:
    # Not a micro QR code (telephones do not read them), and M stays M where a better level would fit as well.
    return segno.make_qr(url, error="m", boost_error=False)


def svg(url: str, title: str = "") -> str:
    """The code as SVG, black on white, for paper and for `<img>`; no style attributes.

    `title` is what the picture is called where the SVG stands in a page by itself.
    """
    out = io.BytesIO()
    _code(url).save(
        out, kind="svg", border=BORDER, scale=10, xmldecl=False, light="#fff", title=title or None, svgclass=None,
        lineclass=None, nl=False,
    )  # fmt: skip
    return out.getvalue().decode("utf-8")


def png(url: str, scale: int = 12) -> bytes:
    """The code as PNG, `scale` pixels a module: sharp to some ten centimetres wide."""
    out = io.BytesIO()
    _code(url).save(out, kind="png", border=BORDER, scale=scale)
    return out.getvalue()


def paper_width(url: str) -> float:
    """How wide the code is on paper, in millimetres, with its border; without it, LEAST wide."""
    modules = int(_code(url).symbol_size(border=0)[0])
    return LEAST * (modules + 2 * BORDER) / modules

"""What every digibord file has in common: the letters, the style, the script, and the policy that lets these through.

A digibord file is one HTML file that works from a disk without internet, so its style and script stand in it. Nothing
else may run there: the file's own policy names the two by their fingerprints, and the server's header does the same
(scripts/headers.py). Only Python's own library is used here, so that the headers can be printed anywhere.
"""

import base64
import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

TINTS = (
    ("#e4f0f0", "#f2b84b"),
    ("#fdeccb", "#d2553d"),
    ("#f9e0da", "#3c8a96"),
    ("#e8eedb", "#f2b84b"),
)
"""Ground of a whole presentation and the colour of what is drawn on it; dark letters stand at 7 : 1 or more on each."""

TITLE_SIZES = (84, 72, 66, 60, 54, 48, 44, 40, 36, 32, 28)
SIZES = (54, 48, 44, 40, 36, 32, 30, 28)
"""Sizes of titles and of other text in points, on a slide of 960 by 540 points. Smaller is not readable in a class."""

_COLOUR = re.compile(r'#let ([a-z]+) = rgb\("(#[0-9a-f]{6})"\)')


def style(root: Path = ROOT) -> str:
    """The style sheet, with the letters in it."""
    folder = root / "overrides"
    palette = (folder / "typst" / "palette.typ").read_text(encoding="utf-8")
    colours = "".join(f"--{name}:{value};" for name, value in _COLOUR.findall(palette))
    tints = "".join(f".tint-{number}{{--tint:{ground};--accent:{ink}}}\n" for number, (ground, ink) in enumerate(TINTS))
    sizes = "".join(f".k{size}{{--kop:{size}}}\n" for size in TITLE_SIZES)
    sizes += "".join(f".t{size}{{--tekst:{size}}}\n" for size in SIZES)
    css = (folder / "digibord" / "digibord.css").read_text(encoding="utf-8")
    for name in ("figtree-latin", "figtree-latin-ext"):
        letters = base64.b64encode((folder / "assets" / "fonts" / f"{name}.woff2").read_bytes()).decode()
        css = css.replace(f"../assets/fonts/{name}.woff2", f"data:font/woff2;base64,{letters}")
    return f"\n:root{{{colours}}}\n{tints}{sizes}{css}"


def script(root: Path = ROOT) -> str:
    """The script."""
    return "\n" + (root / "overrides" / "digibord" / "digibord.js").read_text(encoding="utf-8")


def fingerprint(text: str) -> str:
    """How a Content-Security-Policy names a script or style that stands in a page (CSP Level 3, §2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(root: Path = ROOT) -> dict[str, str]:
    """The Content-Security-Policy of a digibord file: its own style and script, and nothing from anywhere."""
    return {
        "default-src": "'none'",
        "script-src": fingerprint(script(root)),
        "style-src": fingerprint(style(root)),
        "img-src": "data:",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }

"""Stamp one finished page out for every school.

MkDocs renders a model page once per language, at the address where a school's page will stand but with
`naam-school` as its folder. Such a page is split at its placeholders once; a school's page is then the fixed
parts joined with that school's values, some microseconds of work instead of a rendering (decisions/0002).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from names import at_sentence_start
from school import School

MODEL = "naam-school"
"""The folder of the model pages, and the path segment that a school's slug takes the place of."""

CARD = "<!-- schoolgegevens -->"
"""Where the block with the school's details goes."""

_PLACE = re.compile(
    r"\[[Nn]aam school\]|\[plaats\]|\[adres van deze pagina\]"
    r"|(?<=/)naam-school(?=[/\"'])|(?<=-)naam-school(?=\.[a-z]+[\"'])|<!-- schoolgegevens -->"
)
_BLOCK_START = re.compile(r"<(?:p|li|h[1-6]|td|th|dt|dd|title|summary)\b[^>]*>\s*\Z")
_SENTENCE_END = re.compile(r"[.!?…]\s+\Z")

NAME, NAME_FIRST, PLACE, SLUG, ADDRESS = "naam", "Naam", "plaats", "slug", "adres"
_KEYS = {
    "[naam school]": NAME,
    "[Naam school]": NAME_FIRST,
    "[plaats]": PLACE,
    "[adres van deze pagina]": ADDRESS,
    MODEL: SLUG,
    CARD: CARD,
}
MARKS = tuple(mark for mark in _KEYS if mark.startswith("["))
"""What an author writes where something of a school goes."""


@dataclass(frozen=True, kw_only=True)
class Model:
    """A finished page taken apart: `fixed[0] keys[0] fixed[1] keys[1] … fixed[-1]`."""

    fixed: tuple[bytes, ...]
    keys: tuple[str, ...]


def split(page: str) -> Model:
    """Take a finished HTML page apart at its placeholders.

    The board's text writes `[naam school]` in lower case at the start of Uitgangspunt 1 as well; a name there begins
    a sentence, so it gets its capital like `[Naam school]`.
    """
    fixed, keys, start = [], [], 0
    for found in _PLACE.finditer(page):
        before = page[max(0, found.start() - 200) : found.start()]
        key = _KEYS[found[0]]
        if key == NAME and (_BLOCK_START.search(before) or _SENTENCE_END.search(before)):
            key = NAME_FIRST
        fixed.append(page[start : found.start()].encode())
        keys.append(key)
        start = found.end()
    fixed.append(page[start:].encode())
    return Model(fixed=tuple(fixed), keys=tuple(keys))


def texts(school: School, address: str = "") -> dict[str, str]:
    """What stands in the place of each placeholder for one school, as plain text.

    `address` is the whole web address of the school's page, as it is printed on paper.
    """
    return {
        NAME: school.naam,
        NAME_FIRST: at_sentence_start(school.naam),
        PLACE: school.plaats,
        SLUG: school.slug,
        ADDRESS: address,
    }


def values(school: School, card: str = "", address: str = "") -> dict[str, bytes]:
    """The same, escaped for text and for attributes, with the block of details (`card`, HTML)."""
    escaped = {key: escape(text, quote=True).encode() for key, text in texts(school, address).items()}
    return escaped | {CARD: card.encode()}


def fill(model: Model, schools: Iterable[Mapping[str, bytes]]) -> Iterable[bytes]:
    """Yield the page of each school, in the order of `schools` (each as `values` gives it)."""
    parts = [b""] * (2 * len(model.keys) + 1)
    parts[0::2] = model.fixed
    for value in schools:
        parts[1::2] = [value[key] for key in model.keys]
        yield b"".join(parts)

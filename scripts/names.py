"""The typography of names: how a school's name stands in a sentence, in a list and in an address.

Names come as people type them: `'t Kompas`, `Spr@nkel`, `"De Maasparel"`, `2e Marnixschool`, `de Zwaluw`.
Nothing here escapes for HTML: a name is text, and whoever puts it in a page escapes it there.
"""

from __future__ import annotations

import re
import unicodedata

NO_BREAK_SPACE = "\u00a0"

# What people type for an apostrophe: straight, grave, acute, opening quotes, modifier letter, prime.
_APOSTROPHE = "['`´‘’‛ʼ′]"
# Spaces of every width, and tabs. Not line breaks and control signs: those are reported, not folded away.
_SPACES = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SIGNS = re.compile(
    # A name between single quotes keeps them, unless the first one belongs to 't, 's, 'n, 'e or 'k …
    rf"(?<!\w)['`‘](?!(?i:[tsnek])\b)(?=\w).*?(?<=\S)['`´’](?!\w)"
    # … and every other sign is an apostrophe.
    rf"|(?P<apostrophe>{_APOSTROPHE})"
)
_CLITIC = re.compile(r"(?<!\w)’([tsn]) (?=\S)", re.IGNORECASE)
# Up to the letter that can be a capital: opening signs, and ’t, ’s or ’n, with or without its apostrophe.
_LEAD = re.compile(rf"[\W_]*(?:(?:(?<={_APOSTROPHE})[a-z]|[tsn])(?=[\s-])[\s-]+)?[\W_]*")

# Letters that Unicode does not take apart into letter and accent, and signs that stand for a word.
_SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i",
     "@": "a", "&": " en ", "+": " plus "}
)  # fmt: skip
_NUMBER = re.compile("([0-9]+)")


def fold_spaces(text: str) -> str:
    """The text in Unicode form NFC, with each run of spaces and tabs as one space, and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def typeset(name: str) -> str:
    """The name as it stands in a sentence: ’ for every apostrophe, and no line break after ’t, ’s and ’n.

    The same name again gives the same text, so it does not matter whether a name has been typeset before.
    """
    name = _SIGNS.sub(lambda found: "’" if found["apostrophe"] else found[0], fold_spaces(name))
    return _CLITIC.sub(rf"’\1{NO_BREAK_SPACE}", name)


def at_sentence_start(name: str) -> str:
    """The name as it begins a sentence: a capital where Dutch asks for one, and `ij` counts as one letter.

    After ’t, ’s or ’n the next word takes the capital; a name that begins with a digit stays as it is.
    """
    found = _LEAD.match(name)
    start = found.end() if found else 0
    if name.startswith("ij", start):
        return name[:start] + "IJ" + name[start + 2 :]
    return name[:start] + name[start : start + 1].upper() + name[start + 1 :]


def slug(name: str, place: str = "") -> str:
    """Name and place as an address: words in a-z and 0-9 with hyphens between them; empty if there are none.

    A place that already ends the name is not said twice: addresses are printed, and typed over from paper.
    """
    words, last = _plain_words(name), _plain_words(place)
    if words[-len(last) :] != last:
        words += last
    return "-".join(words)


def sort_key(name: str) -> tuple[tuple[tuple[bool, int, str], ...], str]:
    """A key to sort names as Dutch lists do: accents, signs and capitals do not count, an article does.

    Numbers sort by value, so the 2e school comes before the 12e.
    """
    parts = _NUMBER.split(" ".join(_plain_words(name)))
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts if part), name


def _plain_words(text: str) -> list[str]:
    """The words of a text in a-z and 0-9: without accents, apostrophes and other signs."""
    spelled = re.sub(_APOSTROPHE, "", re.sub(r"(?<=\w)!(?=\w)", "i", text.lower())).translate(_SPELLED)
    apart = unicodedata.normalize("NFKD", spelled)
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.findall("[a-z0-9]+", letters)

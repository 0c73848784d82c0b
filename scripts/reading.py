"""How hard a Dutch text is to read, as far as counting shows: its words, its sentences, and names that do not belong.

The limits per groep come from AVI levels for groep 3 and 4 and are our own proposal above that; see facts/leerlijn.yml.
"""

import functools
import re
from collections.abc import Iterable, Iterator

_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"\[(?:lijnen|tekenvak|dia|invullen|doel|zo praten we|uitgangskaartje)[^\]]*\]|\[[ xX]\]")
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
_START = re.compile(r"^\s*(?:[-*+]|\d+\.|#+|>)\s+")
_WORD = re.compile(r"[^\W_]+(?:[’'\-‑.][^\W_]+)*[’']?")
_FULL_STOP = re.compile(r"[.!?…]+[”’\"')]*(?=\s+[“‘(]?[A-ZÀ-Þ0-9]|\s*$)")
_END = re.compile(r"(?:[.!?…]+|:(?=\s|$))[”’\"')]*(?=\s|$)")


def plain_lines(markdown: str) -> Iterator[str]:
    """The text line by line as a reader sees it: without marks, pictures and rules; each table cell a line."""
    paragraph: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        is_cells = line.strip().startswith("|")
        if paragraph and (not line.strip() or is_cells or _START.match(line)):
            yield " ".join(paragraph)
            paragraph = []
        if is_cells:
            if not _RULE.match(line):
                yield from filter(None, (_plain(cell) for cell in line.strip().strip("|").split("|")))
        elif text := _plain(_START.sub("", line)):
            paragraph.append(text)


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", _PICTURE.sub("", _MARK.sub("", text)))
    return text.replace("**", "").replace("*", "").strip()


def words(text: str) -> list[str]:
    """The words of a text; “kaas-fiets-wolk” and “foto’s” are one word each, and so is a number."""
    return _WORD.findall(text)


def sentences(markdown: str) -> Iterator[str]:
    """The sentences, as a child reads them: a heading, an item and a table cell end one, and so does a colon."""
    for line in plain_lines(markdown):
        start = 0
        for found in _END.finditer(line):
            if sentence := line[start : found.end()].strip():
                yield sentence
            start = found.end()
        if sentence := line[start:].strip():
            yield sentence


def full_stops(markdown: str) -> int:
    """How many sentences a writer wrote: by their full stops, question marks and exclamation marks."""
    return sum(len(_FULL_STOP.findall(line)) for line in plain_lines(markdown))


def count(markdown: str) -> int:
    """How many words a reader sees."""
    return sum(len(words(line)) for line in plain_lines(markdown))


def long_sentences(markdown: str, most: int) -> Iterator[tuple[str, int]]:
    """The sentences of more than `most` words, with their number of words."""
    for sentence in sentences(markdown):
        if (number := len(words(sentence))) > most:
            yield sentence, number


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of the names stand in the text; "WhatsAppgroep" holds WhatsApp, "samsung" does not hold Sam.

    A name counts only with its capitals: "signal" is a word, Signal is an app.
    """
    return list(dict.fromkeys(_any_of(tuple(names)).findall(text)))


@functools.cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})")

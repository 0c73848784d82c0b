"""Tables in Markdown: whether each row has as many cells as the row of headings.

Python-Markdown says nothing of it: it adds empty cells at the end, or leaves out what is too much.
"""

import re
from collections.abc import Iterable, Iterator

_RULE = re.compile(r"\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?|\| *:?-+:? *")
_BORDER = re.compile(r"(?<!\\)\|")


def uneven_rows(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Each row of a table has as many cells as its row of headings: (line, what is to mend), for numbered lines."""
    before, wanted = "", 0
    for number, line in lines:
        row = line.strip()
        is_rule = not wanted and "|" in before and bool(_RULE.fullmatch(row))
        if not row:
            wanted = 0
        elif is_rule:
            wanted = _count(before)
        if wanted and (found := _count(row)) != wanted:
            stand = "staat 1 vak" if found == 1 else f"staan {found} vakken"
            example = " | ".join(["---" if is_rule else "…"] * wanted)
            message = f"in deze rij van de tabel {stand}, in de kopregel {wanted}. Schrijf er {wanted}: "
            yield number, f"{message}| {example} |"
        before = row


def _count(row: str) -> int:
    """How many cells stand in a row, with or without a border at its ends."""
    return len(_BORDER.split(re.sub(r"^\||(?<!\\)\|$", "", row)))

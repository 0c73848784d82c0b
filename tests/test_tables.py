"""A row of a table with more or fewer cells than the headings is told; nothing else is."""

import pytest

from check import ROOT
from tables import uneven_rows


def told(text: str) -> list[str]:
    return [f"{line}: {message}" for line, message in uneven_rows(enumerate(text.splitlines(), 1))]


@pytest.mark.parametrize(
    "text",
    [
        "| A | B |\n| --- | --- |\n| 1 | 2 |",
        "A | B\n:-- | --:\n1 | 2",
        "| A |\n| --- |\n| 1 |",
        "| | B |\n|---|---|\n| | |",
        r"| A | B |" + "\n| --- | --- |\n" + r"| 1 \| 2 | 3 |",
        "    | A | B |\n    | --- | --- |\n    | 1 | 2 |",
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n\nWat eronder staat, hoort er niet bij.",
        "---\ntitle: een | twee\n---",
        "Een zin met een | erin.\nEn nog een.",
    ],
)
def test_a_table_that_is_even_and_a_text_that_is_no_table_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "| A | B | C |\n| --- | --- | --- |\n| 1 | 2 |",
            "3: in deze rij van de tabel staan 2 vakken, in de kopregel 3. Schrijf er 3: | … | … | … |",
        ),
        (
            "Tekst.\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n| 1 | 2 | 3 |",
            "6: in deze rij van de tabel staan 3 vakken, in de kopregel 2. Schrijf er 2: | … | … |",
        ),
        (
            "| A | B |\n| --- | --- |\nDeze zin is ook een rij.",
            "3: in deze rij van de tabel staat 1 vak, in de kopregel 2. Schrijf er 2: | … | … |",
        ),
        (
            "| A | B |\n| --- |\n| 1 | 2 |",
            "2: in deze rij van de tabel staat 1 vak, in de kopregel 2. Schrijf er 2: | --- | --- |",
        ),
    ],
)
def test_a_row_with_another_number_of_cells_is_told_with_its_line(text: str, message: str) -> None:
    assert told(text) == [message]


def test_no_table_of_ours_has_an_uneven_row() -> None:
    paths = [path for folder in ("docs", "papers", "official") for path in sorted((ROOT / folder).rglob("*.md"))]
    texts = [path.read_text(encoding="utf-8-sig") for path in paths]

    assert sum(text.count("| --- |") for text in texts) > 50
    assert [told(text) for text in texts if told(text)] == []

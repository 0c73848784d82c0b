"""Papers for the tests of the tree, the PDF and the Word file: the real texts, real schools and odd names."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import tree
from check import ROOT, languages
from conftest import DATA
from facts import read_words
from official import read_official
from pages import page_markdown
from paper import Paper, school_values
from school import School, read_schools

ASSETS = ROOT / "overrides" / "assets"
SCHOOLS = read_schools(ROOT / "schools")[0]
WORDS = read_words(ROOT / "facts" / "papier.yml", languages(ROOT))[0]
LANGUAGES = [language for language in languages(ROOT) if (ROOT / "official" / language / "protocol.md").is_file()]
VERSION = "Officiële tekst, versie juni 2013. Instemming van de (G)MR op 21 januari 2014."
DAY = date(2013, 6, 1)

ODD_NAMES = (
    "Spr@nkel",
    "’t kompas",
    "“De Maasparel” & Co",
    '"De Maasparel" <b>&amp;</b>',
    "#let x = [*naam school*] \\ $1 + 1$ // {naam}",
    "ijsvogel/Miste-Corle",
    "Şehit Ğüneş İlköğretim",
    "Школа Їжачок",
    # As long as scripts/school.py allows.
    "Samenwerkende Interconfessionele Daltonschool voor Basisonderwijs De Zevensprong "
    "te Kolhorn en Omstreken aan de Vaart 12",
)


def address(school: School) -> str:
    """The web address of its page."""
    return f"https://sociale-media.kopwerk.example/scholen/{school.slug}/"


def named(name: str) -> School:
    """A school with that name."""
    return School(slug="de-school-den-helder", naam=name, plaats="Den Helder")


@cache
def official_blocks(kind: str, language: str, stamped: bool) -> tuple[list[tree.Node], Path]:
    text, _ = read_official(ROOT / "official", kind, language, ())
    assert text
    blocks, problems = tree.from_markdown(
        page_markdown(text),
        text.path,
        assets=ASSETS,
        resolve=lambda href: f"https://sociale-media.kopwerk.example/{href.partition(':')[2]}/",
        stamped=stamped,
    )
    assert problems == []
    return blocks, text.path


def protocol(school: School | None, language: str = "nl", kind: str = "protocol") -> Paper:
    """The official text, for a school or (None) as the board adopted it."""
    blocks, path = official_blocks(kind, language, stamped=school is not None)
    return Paper(
        blocks=blocks,
        path=path,
        language=language,
        words=WORDS[language],
        day=DAY,
        author="Stichting Kopwerk",
        place="Den Helder",
        values=school_values(school, address(school)) if school else {},
        address=address(school) if school else "https://sociale-media.kopwerk.example/protocol/",
        version=VERSION,
    )


@cache
def read(name: str) -> str:
    """A text from tests/data/papier."""
    return (DATA / "papier" / f"{name}.md").read_text(encoding="utf-8")


def letter(markdown: str, school: School, path: str = "brief.md") -> Paper:
    """A text of our own for one school."""
    blocks, problems = tree.from_markdown(markdown, Path(path), assets=ASSETS)
    assert problems == []
    return Paper(
        blocks=blocks,
        path=Path(path),
        language="nl",
        words=WORDS["nl"],
        day=date(2026, 11, 22),
        author="Stichting Kopwerk",
        values=school_values(school, address(school)),
        address=address(school),
    )


def glued(words: Iterable[str]) -> str:
    """Words without the spaces between them: where a line breaks makes no difference."""
    return "".join("".join(words).split())

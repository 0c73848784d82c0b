"""Papers for the tests of the tree, the PDF and the Word file: the real texts, real schools, odd names, lessons."""

import dataclasses
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import tree
from check import ROOT, languages
from conftest import DATA
from facts import read_facts, read_words
from handouts import Press
from leerlijn import read_leerlijn
from lesson import Card, Lesson, Task, read_lesson
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


LEERLIJN = read_leerlijn(ROOT / "facts", read_facts(ROOT / "facts", languages(ROOT))[0])[0]
LESSONS = sorted(
    path for path in (ROOT / "docs" / "nl" / "mediawijsheid").glob("groep-*/*.md") if path.name != "index.md"
)
PRESS = Press(
    site_url="https://sociale-media.kopwerk.example/",
    assets=ASSETS,
    author="Stichting Kopwerk",
    words=WORDS["nl"],
    hulp="de Oefentelefoon, 0800-0000",
)


@cache
def lesson(path: Path = LESSONS[0].parent.parent / "groep-3" / "mijn-sleutel-is-van-mij.md") -> Lesson:
    """A lesson of ours; the one that shows how a lesson is written, unless told otherwise."""
    assert LEERLIJN
    found, problems = read_lesson(path, LEERLIJN)
    assert found and not problems, problems
    return found


ANSWER = """**Goed:** een goed antwoord.

**Half:** een half antwoord.

**Fout:** een fout antwoord.

**Mist een kind dit?** Vraag: “Hoe weet je dat?”"""


def made_up(groep: int, *tasks: str, instruction: str = "", cards: Iterable[tuple[str, str]] = ()) -> Lesson:
    """A lesson with those tasks (a title, then a blank line and the rest) and cards (picture, text), made up."""
    assert LEERLIJN
    made = [
        Task(number=number, title=text.partition("\n\n")[0], line=1, markdown=text.partition("\n\n")[2], answer=ANSWER)
        for number, text in enumerate(tasks, 1)
    ]
    return dataclasses.replace(
        lesson(),
        groep=groep,
        bouw=LEERLIJN.bouw(groep),
        slug="zomaar-een-les",
        title="Zomaar een les",
        instruction=instruction,
        tasks=tuple(made),
        cards=tuple(
            Card(number=number, line=1, picture=picture, text=text, answer=f"Antwoord nummer {number}.")
            for number, (picture, text) in enumerate(cards, 1)
        ),
    )

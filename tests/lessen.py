"""What the tests of the lessons share: the leerlijn, all lessons, and a lesson to change."""

from pathlib import Path

import slides
from conftest import ROOT
from drawing import names as drawing_names
from facts import read_facts
from leerlijn import Leerlijn, read_leerlijn
from lesson import Lesson, read_lesson
from lessoncheck import check_lesson
from lessonpage import Around
from official import read_official
from problem import Problem

FACTS = read_facts(ROOT / "facts", ("nl", "en"))[0]
DRAWINGS = drawing_names(ROOT / "overrides" / "tekeningen")
FOLDER = ROOT / "docs" / "nl" / "mediawijsheid"
PATHS = sorted(path for path in FOLDER.glob("groep-*/*.md") if path.name != "index.md")
EXAMPLE = FOLDER / "_voorbeeld.md"


def line() -> Leerlijn:
    """The leerlijn of the site."""
    found, problems = read_leerlijn(ROOT / "facts", FACTS)
    assert found, problems
    return found


LINE = line()


def read(path: Path) -> Lesson:
    """A lesson without problems."""
    lesson, problems = read_lesson(path, LINE)
    assert lesson and not problems, problems
    return lesson


LESSONS = tuple(sorted((read(path) for path in PATHS), key=lambda lesson: (lesson.groep, lesson.volgnummer)))


def around() -> Around:
    """What the pages of the lessons say beside their own text."""
    protocol = read_official(ROOT / "official", "protocol", "nl", FACTS.artikelen)[0]
    assert protocol
    return Around(leerlijn=LINE, facts=FACTS, protocol=protocol, words=FACTS.woorden["nl"], lessons=LESSONS)


def told(path: Path) -> list[Problem]:
    """Everything that is to be mended in one lesson, as `make check` says it."""
    lesson, problems = read_lesson(path, LINE)
    if lesson and not problems:
        problems = check_lesson(lesson, LINE, FACTS, DRAWINGS) or slides.check_slides(lesson)
    return sorted(problems)


def example(folder: Path, groep: int = 5) -> Path:
    """The example as a lesson of one groep, to change."""
    path = folder / f"groep-{groep}" / "voorbeeld.md"
    path.parent.mkdir(parents=True)
    path.write_text(written(), encoding="utf-8")
    return path


def written() -> str:
    """The example with a title of its own, as someone who fills it in begins."""
    return EXAMPLE.read_text(encoding="utf-8").replace("title: De titel van je les", "title: Een eigen titel")

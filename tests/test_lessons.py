"""Every lesson of the site, by its file: what a teacher and a child may count on."""

import json
import re
from pathlib import Path

import pytest

import lessonpage
import metadata
import reading
from lessen import DRAWINGS, FACTS, LESSONS, LINE, PATHS, around, read, told
from lesson import PHASES, Lesson
from pages import drawings_in

every_lesson = pytest.mark.parametrize("path", PATHS, ids=[f"{path.parent.name}/{path.stem}" for path in PATHS])

STARRED = (1, 2, 3)
"""The numbers of the lessons that every groep has."""


def test_every_groep_has_its_three_core_lessons() -> None:
    built = {(lesson.groep, lesson.volgnummer) for lesson in LESSONS}

    assert {(groep, number) for groep in range(1, 9) for number in STARRED} <= built


def test_every_theme_is_taught_twice_in_eight_years() -> None:
    taught = [theme.id for lesson in LESSONS if (theme := lesson.links(LINE))]

    assert {theme.id for theme in LINE.themas} == set(taught)
    assert all(taught.count(theme.id) >= 2 for theme in LINE.themas)


def test_no_two_lessons_have_the_same_forms_of_work() -> None:
    forms = [frozenset(lesson.werkvormen) for lesson in LESSONS]

    for groep in range(1, 9):
        own = [form for lesson, form in zip(LESSONS, forms, strict=True) if lesson.groep == groep]
        assert len(set(own)) == len(own), groep


def test_every_article_for_pupils_that_the_core_lessons_name_is_an_article() -> None:
    articles = {article for lesson in LESSONS for article in lesson.protocol}

    assert articles <= set(FACTS.artikelen)
    assert {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "u2", "u5"} <= articles


@every_lesson
def test_a_lesson_has_nothing_to_mend(path: Path) -> None:
    assert told(path) == []


@every_lesson
def test_its_status_is_honest(path: Path) -> None:
    lesson = read(path)

    assert (lesson.status, lesson.proefles, lesson.nagekeken_door) == ("concept", "nog niet", ())


@every_lesson
def test_nobody_listens_too_long(path: Path) -> None:
    lesson = read(path)
    assert [phase.name for phase in lesson.phases] == list(PHASES)
    # What the teacher says in one go, at a hundred words a minute, between two things that children do.
    longest = {"1-2": 6, "3-4": 8, "5-6": 10, "7-8": 10}[lesson.bouw.id]
    for phase in lesson.phases:
        said = [reading.count(cue.markdown) for cue in phase.cues if cue.label == "Zeg"]
        assert sum(said) <= longest * 100, phase.name


@every_lesson
def test_every_drawing_is_there(path: Path) -> None:
    names = drawings_in(path.read_text(encoding="utf-8"))

    assert names
    assert set(names) <= DRAWINGS


@every_lesson
def test_the_page_for_the_teacher_holds_every_word_of_the_course(path: Path) -> None:
    lesson = read(path)
    page = lessonpage.page_markdown(lesson, around())

    for phase in lesson.phases:
        assert f"### {phase.name} " in page
        for cue in phase.cues:
            for line in reading.plain_lines(cue.markdown):
                for piece in line.split(" → "):
                    assert piece in " ".join(reading.plain_lines(page)).replace("**", ""), piece
    for number in range(1, len(lesson.slides) + 1):
        assert f"#dia-{number}" in page


@every_lesson
def test_the_page_quotes_the_protocol_word_for_word(path: Path) -> None:
    lesson = read(path)
    page = lessonpage.page_markdown(lesson, around())
    official = re.sub(r"\[([^\]]*)\]\(#[^)]*\)", r"\1", around().protocol.markdown)
    official = official.replace("[naam school]", "de school").replace("[Naam school]", "De school")

    for key in lesson.protocol:
        label = FACTS.artikelen[key].label
        quote = re.search(rf'<div class="artikel" markdown="1">\n\n“(.+)”\n\n\[Artikel {label}\]', page)
        assert quote, key
        assert re.search(rf"^\d+\. {re.escape(quote[1])};?\n\{{: #{key} \}}$", official, re.M), key
    for key in lesson.voorstel:
        assert LINE.voorstellen[key] in page
        assert "Tot dan is het geen regel." in page


@every_lesson
def test_the_record_for_search_engines_says_what_the_lesson_is(path: Path) -> None:
    lesson = read(path)
    record = json.loads(json.dumps(metadata.json_ld(lesson, around(), "https://kopwerk.example/", "Stichting Kopwerk")))

    assert record["@type"] == "LearningResource"
    assert record["name"] == lesson.title
    assert record["timeRequired"] == f"PT{lesson.bouw.minuten}M"
    assert record["url"] == f"https://kopwerk.example/{lesson.url}"
    assert [goal["targetName"] for goal in record["educationalAlignment"]] == list(lesson.kerndoelen)
    assert all(file["contentUrl"].startswith(record["url"]) for file in record["encoding"])


@every_lesson
def test_the_record_for_libraries_holds_every_field_that_the_profile_requires(path: Path) -> None:
    lesson = read(path)
    record = metadata.nl_lom(lesson, around(), "https://kopwerk.example/", "Stichting Kopwerk")

    assert list(metadata.missing(record)) == []
    assert f">{lesson.title}<" in record.replace("&amp;", "&")
    assert metadata.LEVELS[lesson.groep] in record


def test_a_record_without_a_required_field_is_told() -> None:
    lesson: Lesson = LESSONS[0]
    record = metadata.nl_lom(lesson, around(), "https://kopwerk.example/", "Stichting Kopwerk")

    assert list(metadata.missing(record.replace(">PO<", "><"))) == ["educational/context/value/langstring"]

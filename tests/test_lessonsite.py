"""The lessons on the built site: every file is there and whole, and everything leads to everything."""

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pptx
import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser

import reading
from check import ROOT
from conftest import copy_project, run_build
from lessen import FACTS, LESSONS, LINE, around, written
from lesson import Lesson, file_names, record_name, zip_name
from school import read_schools

SCHOOL = read_schools(ROOT / "schools")[0][0]
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: f"groep-{lesson.groep}/{lesson.slug}")


def folder_of(site: Path, lesson: Lesson) -> Path:
    return site / lesson.url


def page_of(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address / "index.html").read_text(encoding="utf-8"))


def the_file(site: Path, lesson: Lesson, kind: str, ending: str) -> Path:
    return folder_of(site, lesson) / f"{kind}-{lesson.id}.{ending}"


def pdf_pages(path: Path) -> list[str]:
    return [sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(path)]


def plain(text: str) -> str:
    return " ".join(text.replace("\xad", "").split())


@every_lesson
def test_every_file_of_a_lesson_is_there_and_in_its_zip(site: Path, lesson: Lesson) -> None:
    folder = folder_of(site, lesson)
    wanted = {name for names in file_names(lesson).values() for name in names}
    assert len(wanted) >= 11
    found = {path.name for path in folder.iterdir() if path.is_file()}

    assert found == wanted | {"index.html", zip_name(lesson), record_name(lesson)}
    with zipfile.ZipFile(folder / zip_name(lesson)) as bundle:
        inside = {name.rpartition("/")[2]: bundle.read(name) for name in bundle.namelist()}
    assert inside == {name: (folder / name).read_bytes() for name in wanted}


@every_lesson
def test_the_page_links_to_its_files_and_to_its_neighbours(site: Path, lesson: Lesson) -> None:
    page = page_of(site, lesson.url)
    links = {node.attributes.get("href") for node in page.css("a[href]")}

    assert {name for names in file_names(lesson).values() for name in names} <= links
    assert zip_name(lesson) in links
    for relation, other in zip(("prev", "next"), around().same_theme(lesson), strict=True):
        found = page.css_first(f'.neighbours a[rel="{relation}"]')
        assert (found is None) == (other is None)
        if found and other:
            assert found.attributes["href"] == f"../../groep-{other.groep}/{other.slug}/"
            assert (site / other.url / "index.html").is_file()


@every_lesson
def test_the_data_block_on_the_page_is_a_learning_resource(site: Path, lesson: Lesson) -> None:
    (block,) = page_of(site, lesson.url).css('script[type="application/ld+json"]')
    record = json.loads(block.text() or "")

    assert record["@type"] == "LearningResource"
    for file in record["encoding"]:
        assert (folder_of(site, lesson) / file["contentUrl"].rpartition("/")[2]).is_file()


@every_lesson
def test_the_worksheet_asks_what_the_lesson_says_and_gives_nothing_away(site: Path, lesson: Lesson) -> None:
    pages = pdf_pages(the_file(site, lesson, "werkblad", "pdf"))
    key = plain(" ".join(pdf_pages(the_file(site, lesson, "antwoorden", "pdf"))))
    sheet = plain(" ".join(pages))

    assert len(pages) <= 2
    assert "Mist een kind dit?" not in sheet
    assert key.count("Mist een kind dit?") >= len(lesson.tasks)
    for task in lesson.tasks:
        for word in reading.words(task.title):
            assert word in sheet, word
        assert reading.words(task.answer)[0] in key


@every_lesson
def test_the_cue_card_is_one_sheet_of_a5(site: Path, lesson: Lesson) -> None:
    path = the_file(site, lesson, "spiekkaart", "pdf")
    document = pypdfium2.PdfDocument(path)

    assert len(document) == 1
    width, height = (round(side / 72 * 25.4) for side in document[0].get_size())
    assert sorted((width, height)) == [148, 210]
    text = plain(pdf_pages(path)[0])
    for phase in lesson.phases:
        assert phase.name in text and f"{phase.minutes} min" in text


@every_lesson
def test_the_slides_for_powerpoint_can_be_changed(site: Path, lesson: Lesson) -> None:
    deck = pptx.Presentation(str(the_file(site, lesson, "presentatie", "pptx")))
    slides = list(deck.slides)

    assert len(slides) == len(lesson.slides)
    for slide in slides:
        assert slide.shapes.title is not None and slide.shapes.title.text_frame.text.strip()
        assert next(iter(slide.shapes)).shape_id == slide.shapes.title.shape_id  # read first
        assert slide.has_notes_slide and slide.notes_slide.notes_text_frame.text.strip()
    notes = " ".join(slide.notes_slide.notes_text_frame.text for slide in slides)
    for phase in lesson.phases:
        assert phase.name in notes


@every_lesson
def test_the_slides_are_as_many_on_the_digibord_and_in_the_pdf(site: Path, lesson: Lesson) -> None:
    document = pypdfium2.PdfDocument(the_file(site, lesson, "presentatie", "pdf"))
    deck = LexborHTMLParser(the_file(site, lesson, "presentatie", "html").read_text(encoding="utf-8"))

    assert len(document) == len(lesson.slides)
    width, height = document[0].get_size()
    assert round(width / height, 2) == round(16 / 9, 2)
    for number in range(1, len(lesson.slides) + 1):
        assert deck.css_first(f"#dia-{number}") is not None
    assert not deck.css("[src^=http], link[href^=http]:not([rel=canonical]), script[src]")


@every_lesson
def test_the_letter_is_short_and_can_go_into_the_app_of_the_school(site: Path, lesson: Lesson) -> None:
    letter = the_file(site, lesson, "ouderbrief", "pdf")
    message = the_file(site, lesson, "ouderbrief", "txt").read_text(encoding="utf-8")
    body = page_of(site, f"{lesson.url}ouderbrief/").css_first(".page-text")
    assert body

    assert len(pdf_pages(letter)) == 1
    assert reading.count(docx_text(the_file(site, lesson, "ouderbrief", "docx"))) <= 215
    assert reading.count(body.text(separator="\n")) <= 180
    assert len(message.strip()) <= 600
    assert message.strip().endswith(f"{lesson.url}ouderbrief/")


def docx_text(path: Path) -> str:
    return "\n\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


@every_lesson
def test_a_school_has_the_letter_with_its_name(site: Path, lesson: Lesson) -> None:
    folder = site / "scholen" / SCHOOL.slug / "voor-de-school"
    name = f"ouderbrief-{lesson.id}-{SCHOOL.slug}"
    page = page_of(site, f"scholen/{SCHOOL.slug}/voor-de-school/")
    links = {node.attributes.get("href") for node in page.css("a[href]")}

    assert {f"{name}.pdf", f"{name}.docx"} <= links
    assert SCHOOL.naam in plain(" ".join(pdf_pages(folder / f"{name}.pdf")))
    assert SCHOOL.naam in docx_text(folder / f"{name}.docx")
    with zipfile.ZipFile(folder / f"brieven-mediawijsheid-{SCHOOL.slug}.zip") as bundle:
        assert f"brieven-mediawijsheid-{SCHOOL.slug}/{name}.docx" in bundle.namelist()


def test_each_article_names_its_lessons_beside_the_official_text(site: Path) -> None:
    page = page_of(site, "protocol/")
    aside = page.css_first(".article-lessons")
    assert aside and not page.css("[data-officieel] .article-lessons")
    for key in FACTS.artikelen:
        teaching = [lesson for lesson in LESSONS if key in lesson.protocol]
        entry = page.css_first(f"#lessen-{key} + dd")
        named = [plain(node.text()) for node in entry.css("a")] if entry else []
        assert named == [lesson.title for lesson in teaching], key


def test_the_list_of_lessons_is_complete_without_javascript(site: Path) -> None:
    page = page_of(site, "mediawijsheid/")
    cards = [plain(node.text()) for node in page.css("[data-lessons] .lesson-card__title")]

    assert cards == [lesson.title for lesson in LESSONS]
    assert not page.css("[data-lessons] [hidden]")


def test_the_matrix_says_what_is_built_and_what_is_not(site: Path) -> None:
    page = page_of(site, "mediawijsheid/")
    rows = page.css("table.matrix tbody tr")
    built = {(theme.id, step.bouw) for theme in LINE.themas for step in theme.stappen
             if any((lesson.groep, lesson.volgnummer) == (step.groep, step.volgnummer) for lesson in LESSONS)}  # fmt: skip

    assert len(rows) == 12
    assert len(page.css("table.matrix td.built")) == len(built)
    assert len(page.css("table.matrix td.not-built")) == 48 - len(built)


def test_every_goal_names_the_lessons_that_serve_it(site: Path) -> None:
    page = page_of(site, "mediawijsheid/kerndoelen/")

    for code, goal in LINE.codes.items():
        heading = page.css_first(f"#{code.lower()}" if not code[0].isdigit() else f'[id="{code.lower()}"]')
        assert heading and goal.naam in heading.text()
    text = page.css_first(".page-text")
    assert text
    listed = [plain(node.text()) for node in text.css("ul[data-zoek-uit] a")]
    assert len(listed) == sum(len(lesson.kerndoelen) for lesson in LESSONS)
    assert LINE.stand.tekst in plain(text.text())


@pytest.mark.parametrize("groep", range(1, 9))
def test_a_groep_has_its_year_and_its_lessons(site: Path, groep: int) -> None:
    page = page_of(site, f"mediawijsheid/groep-{groep}/")
    cards = [plain(node.text()) for node in page.css(".lesson-card__title")]

    assert cards == [lesson.title for lesson in LESSONS if lesson.groep == groep]
    assert len(page.css("tbody tr")) == len(LINE.jaar)


def test_a_fourth_lesson_is_one_file(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    path = root / "docs" / "nl" / "mediawijsheid" / "groep-5" / "een-vierde-les.md"
    path.write_text(written(), encoding="utf-8")

    result = run_build(root, tmp_path / "site")

    assert result.returncode == 0, result.stdout + result.stderr
    folder = tmp_path / "site" / "mediawijsheid" / "groep-5" / "een-vierde-les"
    assert {"index.html", "werkblad-g5-4-een-vierde-les.pdf", "presentatie-g5-4-een-vierde-les.pptx"} <= {
        path.name for path in folder.iterdir()
    }
    overview = (tmp_path / "site" / "mediawijsheid" / "index.html").read_text(encoding="utf-8")
    assert "groep-5/een-vierde-les/" in overview
    protocol = (tmp_path / "site" / "protocol" / "index.html").read_text(encoding="utf-8")
    assert "groep-5/een-vierde-les/" in protocol
    assert not re.search("_voorbeeld", overview)


def test_the_zip_of_a_lesson_opens_anywhere(site: Path) -> None:
    lesson = LESSONS[0]
    data = (folder_of(site, lesson) / zip_name(lesson)).read_bytes()

    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None

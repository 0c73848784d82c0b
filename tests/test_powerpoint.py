"""The slides in PowerPoint: real titles, texts, notes and descriptions, in layouts of our own."""

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pptx
import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from PIL import Image
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

import digibord
import powerpoint
import tree
from conftest import ROOT
from lessen import LESSONS
from lesson import Lesson
from papers import glued
from powerpoint import render_powerpoint
from slides import Deck
from test_slides import ADDRESS, PICTURES, SHOW, lesson_with, made

LAYOUTS = [
    "Doel van de les",
    "Titel met plaat",
    "Tekst met plaat",
    "Tekst",
    "Uitgangskaartje",
    "Alleen een vraag",
    "Alleen een plaat",
]


@pytest.fixture
def show(tmp_path: Path) -> Deck:
    """A presentation with every kind of slide."""
    return made(lesson_with(tmp_path, SHOW))


@pytest.fixture
def opened(show: Deck) -> Any:
    """The same in PowerPoint."""
    return opened_from(render_powerpoint(show))


def opened_from(data: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(data))


def words(slide: Any) -> str:
    """The words on a slide in the order in which they are read, without spaces."""
    return glued(text.text or "" for text in slide._element.iter(qn("a:t")))


def pictures(slide: Any) -> list[Any]:
    return list(slide._element.iter(qn("p:pic")))


def validated(data: bytes, path: Path) -> list[str]:
    """What keeps PowerPoint from opening the file without repairing it."""
    path.write_bytes(data)
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    return [error.description for error in result.errors]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_every_lesson_can_be_opened_with_its_words_notes_and_descriptions(
    lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Drawing takes a second per lesson; what a picture looks like is tested below.
    blank = io.BytesIO()
    Image.new("RGB", (8, 6), "white").save(blank, "PNG")
    monkeypatch.setattr(powerpoint, "render_png", lambda svg, mm, ppi: blank.getvalue())
    deck_ = made(lesson)

    data = render_powerpoint(deck_)

    assert validated(data, tmp_path / "les.pptx") == []
    found = opened_from(data)
    assert len(found.slides) == len(deck_.slides)
    for shown, slide in zip(deck_.slides, found.slides, strict=True):
        assert slide.shapes.title is not None and slide.shapes.title.text_frame.text == shown.title
        assert words(slide) == glued([shown.title, *(tree.plain([block]) for block in shown.blocks)])
        assert len(slide.notes_slide.notes_text_frame.text) > 10
        assert [shape.nvPicPr.cNvPr.get("descr") for shape in pictures(slide)] == (
            [shown.picture["alt"]] if shown.picture else []
        )
        assert [shape.name for shape in slide.placeholders if not shape.has_text_frame or shape.text_frame.text] == [
            shape.name for shape in slide.placeholders
        ], "nothing asks for a click"


def test_the_check_on_files_finds_a_property_out_of_place(show: Deck, tmp_path: Path) -> None:
    path = tmp_path / "kapot.pptx"
    with (
        zipfile.ZipFile(io.BytesIO(render_powerpoint(show))) as whole,
        zipfile.ZipFile(path, "w") as broken,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            if name == "ppt/slides/slide1.xml":
                content = content.replace(b"<a:p>", b"<a:p><p:sp/>", 1)
            broken.writestr(name, content)

    assert not OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).is_valid


def test_the_layouts_are_ours_and_have_dutch_names(opened: Any) -> None:
    assert [layout.name for layout in opened.slide_layouts] == LAYOUTS
    prompts = {shape.text_frame.text for layout in opened.slide_layouts for shape in layout.placeholders}
    assert prompts == {"Klik om een titel te typen", "Klik om tekst te typen", "Klik om een plaatje te kiezen"}
    assert [slide.slide_layout.name for slide in opened.slides] == [
        *("Doel van de les", "Tekst met plaat", "Tekst", "Tekst", "Tekst met plaat", "Tekst", "Tekst", "Tekst"),
        *("Titel met plaat", "Uitgangskaartje"),
    ]
    assert (opened.slide_width.pt, opened.slide_height.pt) == (960, 540)


def test_a_title_is_read_first_and_a_picture_last(opened: Any) -> None:
    kinds = [[shape.placeholder_format.type for shape in slide.placeholders] for slide in opened.slides]

    assert all(found[0] == PP_PLACEHOLDER.TITLE for found in kinds)
    assert [found[-1] == PP_PLACEHOLDER.PICTURE for found in kinds] == [
        number in (1, 2, 5, 9) for number in range(1, 11)
    ]


def test_who_helps_is_asked_below_the_questions_in_a_bubble(opened: Any) -> None:
    layout = list(opened.slides)[-1].slide_layout
    title, body = layout.placeholders
    bubble = next(shape for shape in layout.shapes if shape.name == "Ballon")

    assert list(opened.slides)[-1].shapes.title.text_frame.text == "Wie helpt jou?"
    assert title.top >= body.top + body.height
    assert bubble.left < title.left and title.left + title.width < bubble.left + bubble.width
    assert (bubble.top, bubble.height) == (title.top, title.height)


def test_no_letter_is_too_small_for_a_class(opened: Any) -> None:
    places = [*opened.slides, *opened.slide_layouts, opened.slide_master]

    sizes = [
        int(mark.get("sz")) / 100
        for one in places
        for mark in one._element.iter(qn("a:rPr"), qn("a:defRPr"))
        if mark.get("sz")
    ]

    assert len(sizes) > 20
    assert min(sizes) >= 28
    assert not any(list(one._element.iter(qn("a:normAutofit"))) for one in places), "letters do not shrink"


def test_every_word_is_dutch_for_the_spelling_check(opened: Any) -> None:
    marks = [
        mark.get("lang")
        for slide in opened.slides
        for part in (slide._element, slide.notes_slide._element)
        for mark in part.iter(qn("a:rPr"))
    ]

    assert len(marks) > 50
    assert set(marks) == {"nl-NL"}
    runs = [run for slide in opened.slides for run in slide._element.iter(qn("a:r"))]
    assert all(run.find(qn("a:rPr")) is not None for run in runs)


def test_the_notes_stand_beside_the_slide_with_their_labels(opened: Any) -> None:
    frame = opened.slides[0].notes_slide.notes_text_frame
    lines = [paragraph.text for paragraph in frame.paragraphs]

    assert lines == [
        "Start (5 minuten)",
        "De eerste regel zegt in één zin wat er gebeurt; die komt ook op de spiekkaart.",
        "Doe: Zet [dia 1] op een eigen regel waar je die dia laat zien.",
        "Zeg: “Hier staat wat je letterlijk kunt zeggen.”",
        "Vraag: “Hier staat een vraag aan de kinderen?”",
        "Je hoort misschien:",
        "– “Wat een kind kan zeggen.” → “Wat jij dan zegt.”",
        "– “Iets wat je niet verwacht.” → “En wat je dan zegt.”",
        f"De hele les: {ADDRESS}",
    ]
    bold = [run.text for paragraph in frame.paragraphs for run in paragraph.runs if run.font.bold]
    assert bold == ["Start (5 minuten)", "Doe:", "Zeg:", "Vraag:", "Je hoort misschien:"]


def test_lists_are_real_ones(tmp_path: Path) -> None:
    steps = "\n## Doe dit\n\n1. Kijk.\n2. Denk.\n\n## Kies\n\n- Een **heel** lange zin die geen kaartje wordt\n- Twee\n"
    deck_ = made(lesson_with(tmp_path, SHOW + steps))
    later = replace(deck_.slides[10], blocks=[deck_.slides[10].blocks[0] | {"start": 3}])
    found = opened_from(render_powerpoint(replace(deck_, slides=(*deck_.slides, later))))
    numbered, pointed, from_three = found.slides[10], found.slides[11], found.slides[12]

    marks = [[mark.get("startAt") for mark in one._element.iter(qn("a:buAutoNum"))] for one in (numbered, from_three)]
    assert marks == [[None, None], ["3", "3"]]
    paragraphs = list(pointed.placeholders[1]._element.iter(qn("a:p")))
    assert len(paragraphs) == 2
    assert not list(pointed._element.iter(qn("a:buNone")))
    master = found.slide_master._element.find(qn("p:txStyles"))
    assert [mark.get("char") for mark in master.iter(qn("a:buChar"))] == ["•"] * 5
    bold = [
        run.text
        for paragraph in pointed.placeholders[1].text_frame.paragraphs
        for run in paragraph.runs
        if run.font.bold
    ]
    assert bold == ["heel"]


def test_messages_stand_on_the_side_of_who_sends_them(opened: Any) -> None:
    paragraphs = list(opened.slides[3].placeholders[1]._element.iter(qn("a:pPr")))

    assert [mark.get("algn") for mark in paragraphs] == ["l", "r"]


def test_a_table_has_a_row_of_heads_and_the_words_around_it_keep_their_place(tmp_path: Path) -> None:
    table = "| Wel | Niet |\n| --- | --- |\n| a | b |\n"
    parts = {"na": f"{table}\nWat valt op?", "voor": f"Kijk eerst.\n\n{table}", "beide": f"Kijk.\n\n{table}\nEn nu?"}
    text = SHOW + "".join(f"\n## {title}\n\n{part}\n" for title, part in parts.items())
    slides = list(opened_from(render_powerpoint(made(lesson_with(tmp_path, text)))).slides)

    for slide in (slides[7], *slides[10:]):
        (frame,) = [shape for shape in slide.shapes if shape.has_table]
        assert frame.table.first_row
        assert [cell.text for cell in frame.table.rows[0].cells] == ["Wel", "Niet"]
    tops = [
        [(shape.top, "tabel" if shape.has_table else shape.text_frame.text) for shape in slide.shapes][1:]
        for slide in slides[10:]
    ]
    assert [[text for _, text in sorted(one)] for one in tops] == [
        ["tabel", "Wat valt op?"],
        ["Kijk eerst.", "tabel"],
        ["Kijk.", "tabel", "En nu?"],
    ]


def test_a_picture_is_the_drawing_itself_with_a_png_for_who_cannot_show_it(show: Deck) -> None:
    data = render_powerpoint(show)
    slide = opened_from(data).slides[0]
    (picture,) = pictures(slide)
    blip = picture.find(f".//{qn('a:blip')}")
    (svg,) = [node for node in blip.iter() if node.tag.endswith("}svgBlip")]
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"

    png = Image.open(io.BytesIO(slide.part.related_part(blip.get(relation)).blob))
    assert png.size[0] >= 1000
    assert (29, 43, 47) in {colour[:3] for _, colour in png.convert("RGBA").getcolors(256) or []}
    assert slide.part.related_part(svg.get(relation)).blob.decode() == show.drawings["tekening:sleutel"]
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert b"image/svg+xml" in file.read("[Content_Types].xml")


def test_a_picture_keeps_its_form_and_stays_on_its_sheet(opened: Any) -> None:
    for slide in opened.slides:
        for shape in slide.placeholders:
            if shape.placeholder_format.type == PP_PLACEHOLDER.PICTURE:
                (place,) = [one for one in slide.slide_layout.placeholders if one.placeholder_format.idx == 13]
                assert place.left <= shape.left and shape.left + shape.width <= place.left + place.width + 2
                assert place.top <= shape.top and shape.top + shape.height <= place.top + place.height + 2
                wide, high = shape.image.size
                assert shape.width / shape.height == pytest.approx(wide / high, rel=0.01)


def test_nothing_falls_off_a_slide_but_a_title_that_is_only_to_be_heard(show: Deck, tmp_path: Path) -> None:
    silent = made(lesson_with(tmp_path / "1", PICTURES, 1))
    off = 0
    for deck_ in (show, silent):
        found = opened_from(render_powerpoint(deck_))
        for shown, slide in zip(deck_.slides, found.slides, strict=True):
            for shape in slide.shapes:
                if shown.is_title_hidden and shape == slide.shapes.title:
                    assert shape.top + shape.height < 0
                    assert shape.text_frame.text == shown.title
                    off += 1
                else:
                    assert shape.left >= 0 and shape.left + shape.width <= found.slide_width
                    assert shape.top >= 0 and shape.top + shape.height <= found.slide_height

    assert off == 4


def test_a_title_off_the_slide_stays_off_where_something_is_written_after_all(tmp_path: Path) -> None:
    text = PICTURES.replace("![Mik kijkt", "Boe!\n\n![Mik kijkt")
    found = opened_from(render_powerpoint(made(lesson_with(tmp_path, text, 1))))

    assert found.slides[2].slide_layout.name == "Tekst met plaat"
    assert found.slides[2].shapes.title.top < 0


def test_the_ground_has_the_colour_of_the_lesson(show: Deck) -> None:
    for tint, (ground, _) in enumerate(digibord.TINTS):
        with zipfile.ZipFile(io.BytesIO(render_powerpoint(replace(show, tint=tint)))) as file:
            theme = file.read("ppt/theme/theme1.xml").decode()
            master = file.read("ppt/slideMasters/slideMaster1.xml").decode()
        assert f'<a:lt2><a:srgbClr val="{ground[1:].upper()}"/></a:lt2>' in theme
        assert re.search(r"<p:bg>.*?<a:schemeClr val=\"bg2\"/>.*?</p:bg>", master, re.S)


def test_what_is_only_for_the_eye_is_passed_over_when_read_aloud(opened: Any) -> None:
    drawn = [
        shape
        for place in (*opened.slide_layouts, opened.slide_master)
        for shape in place.shapes
        if not shape.is_placeholder
    ]

    assert len(drawn) > 5
    assert all('decorative" val="1"' in pptx.oxml.xmlchemy.serialize_for_reading(shape._element) for shape in drawn)


def test_the_properties_tell_what_it_is(opened: Any, show: Deck) -> None:
    properties = opened.core_properties

    assert (properties.title, properties.author) == ("De titel van je les – groep 5", "Stichting Kopwerk")
    assert properties.subject == "Ik kan zeggen wat er in een les hoort te staan."
    assert properties.language == "nl-NL"
    day = datetime(show.day.year, show.day.month, show.day.day)
    assert properties.created.replace(tzinfo=None) == properties.modified.replace(tzinfo=None) == day
    assert properties.comments == f"De hele les: {ADDRESS}"


def test_the_same_lesson_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys, hashlib, json; sys.path[:0] = json.loads(sys.argv[1])\n"
        "from test_powerpoint import *\n"
        "print(hashlib.sha256(render_powerpoint(made(LESSONS[-1]))).hexdigest())"
    )
    folders = json.dumps([str(ROOT / "scripts"), str(ROOT / "tests")])

    other = subprocess.run(
        [sys.executable, "-c", program, folders], capture_output=True, text=True, check=True, cwd="/"
    )

    assert other.stdout.strip() == hashlib.sha256(render_powerpoint(made(LESSONS[-1]))).hexdigest()


def test_one_presentation_leaves_nothing_behind_in_the_next(show: Deck, tmp_path: Path) -> None:
    first = render_powerpoint(show)
    render_powerpoint(made(lesson_with(tmp_path / "1", PICTURES, 1)))

    assert render_powerpoint(show) == first

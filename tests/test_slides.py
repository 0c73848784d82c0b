"""The slides of a lesson: what they show, what the teacher reads, and how the class sees them, also as PDF."""

import hashlib
import io
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import page as page_validation
import pypdf
import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from selectolax.lexbor import LexborHTMLParser

import digibord
import headers
import tree
from conftest import ROOT, _Quiet
from lessen import EXAMPLE, LESSONS, LINE
from lesson import Lesson, read_lesson
from paper import PaperError
from papers import glued
from problem import Problem
from slides import (
    Deck,
    ShownSlide,
    check_slides,
    deck,
    render_html,
    render_pdf,
    shown_slides,
    word_count,
)
from test_browser import RULES
from test_pdf import alts, flat, has_right_lengths

ADDRESS = "https://sociale-media.kopwerk.example/mediawijsheid/groep-5/voorbeeld/"

SHOW = """
## [doel]

![Een sleutel op een tafel](tekening:sleutel)

## [zo praten we]

## Wat valt je op?

Kijk *goed* naar **1 &amp; 2** &lt;samen&gt;.

## Wie appt er?

- **Noor:** Kom je?
- **Yassin:** Nee, ik eet.

## Drie stappen

- **Stop:** leg het weg.
- **Vertel:** haal een groot mens.

![Een stopbord](tekening:stopbord)

## Slap of sterk?

- Saar
- kaas-fiets-wolk
- 1234
- soep

## Dit zeg je

“Nee, die houd ik voor mezelf.”

## Wat weet de app?

| Wel | Niet |
| --- | --- |
| je punten | je humeur |
| je tijd | |

## Wie heeft iets anders?

![Een vraagteken](tekening:vraagteken)

## Wie helpt jou?

[uitgangskaartje]
"""
"""Every kind of slide."""

PICTURES = """
## [doel]

![Een sleutel](tekening:sleutel)

## [zo praten we]

## Mik schrikt

![Mik kijkt verbaasd](tekening:mik)

## Wie helpt jou?

![De juf](tekening:juf)
"""
"""For children who do not read."""


def lesson_with(folder: Path, presentation: str, groep: int = 5, **texts: str) -> Lesson:
    """The example as a lesson of one groep, with other slides; `texts` are further replacements, _ for a space."""
    text = re.sub(
        r"(?s)\n# Presentatie\n.*?(?=\n# Ouderbrief\n)", lambda _: f"\n# Presentatie\n{presentation}", text_of()
    )
    for old, new in texts.items():
        assert old.replace("_", " ") in text
        text = text.replace(old.replace("_", " "), new)
    path = folder / f"groep-{groep}" / "voorbeeld.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    lesson, problems = read_lesson(path, LINE)
    assert lesson and not problems, problems
    return lesson


@cache
def text_of() -> str:
    """The example that editors copy."""
    return EXAMPLE.read_text(encoding="utf-8")


def made(lesson: Lesson) -> Deck:
    return deck(lesson, author="Stichting Kopwerk", address=ADDRESS)


@pytest.fixture
def show(tmp_path: Path) -> Deck:
    """A presentation with every kind of slide."""
    return made(lesson_with(tmp_path, SHOW))


def by_title(slides: Iterator[ShownSlide] | tuple[ShownSlide, ...] | list[ShownSlide]) -> dict[str, ShownSlide]:
    return {slide.title: slide for slide in slides}


# ---- what the slides show ----


@pytest.mark.parametrize(
    ("groep", "title", "is_hidden", "layout", "text"),
    [
        (1, "Ik kan zeggen wat er in een les hoort te staan.", True, "picture", ""),
        (3, "Ik kan zeggen wat er in een les hoort te staan.", False, "goal", ""),
        (5, "De titel van je les", False, "goal", "Ik kan zeggen wat er in een les hoort te staan."),
    ],
    ids=["groep 1", "groep 3", "groep 5"],
)
def test_the_first_slide_shows_the_goal_as_children_of_that_groep_can_read_it(
    tmp_path: Path, groep: int, title: str, is_hidden: bool, layout: str, text: str
) -> None:
    first = shown_slides(lesson_with(tmp_path, PICTURES, groep))[0]

    assert (first.title, first.is_title_hidden, first.layout) == (title, is_hidden, layout)
    assert tree.plain(first.blocks) == text
    assert first.picture and first.picture["alt"] == "Een sleutel"


@pytest.mark.parametrize("groep", [1, 3, 5, 7])
def test_the_second_slide_says_how_we_talk_in_that_bouw(tmp_path: Path, groep: int) -> None:
    second = shown_slides(lesson_with(tmp_path, PICTURES, groep))[1]

    agreement = LINE.bouw(groep).zo_praten_we
    assert second.title == agreement.titel
    assert [tree.plain([item]).replace("\u00a0", " ") for block in second.blocks for item in block["c"]] == list(
        agreement.regels
    )
    assert second.picture and second.picture["alt"] == agreement.alt


def test_the_questions_of_the_exit_card_stand_on_the_last_slide_with_numbers(tmp_path: Path) -> None:
    two = lesson_with(tmp_path, SHOW, **{"1._Een_vraag_die_een_doel_toetst.": "1. Wie helpt je?\n2. Wat doe je eerst?"})
    (block,) = shown_slides(two)[-1].blocks

    assert block["t"] == "ol"
    assert [tree.plain([item]) for item in block["c"]] == ["Wie helpt je?", "Wat doe je eerst?"]


def test_who_helps_is_asked_below_the_questions_of_the_exit_card(show: Deck, file: str, board: Page) -> None:
    last = show.slides[-1]
    assert (last.layout, last.title, last.is_title_hidden) == ("exit", "Wie helpt jou?", False)

    board.goto(f"{file}#dia-{last.number}")
    asked, text = (board.locator(f"#dia-{last.number} {part}").bounding_box() for part in ("h2", ".inhoud"))
    assert asked and text and asked["y"] >= text["y"] + text["height"]
    assert board.locator(f"#dia-{last.number} .golf").count() == 0
    texts = pypdfium2.PdfDocument(render_pdf(show))[last.number - 1].get_textpage()

    def top(words: str) -> float:
        index, _ = texts.search(words).get_next()
        return texts.get_charbox(index)[3]

    assert top("Wie helpt jou?") < top("Een vraag die een doel toetst.") - 50


def test_who_cannot_read_has_a_picture_on_the_last_slide(tmp_path: Path) -> None:
    assert shown_slides(lesson_with(tmp_path, PICTURES, 1))[-1].layout == "picture"


def test_a_single_question_of_the_exit_card_has_no_number(tmp_path: Path) -> None:
    (block,) = shown_slides(lesson_with(tmp_path, SHOW))[-1].blocks

    assert (block["t"], tree.plain([block])) == ("p", "Een vraag die een doel toetst.")


def test_messages_are_told_from_things_that_are_explained(show: Deck) -> None:
    slides = by_title(show.slides)

    (chat,) = slides["Wie appt er?"].blocks
    assert chat["look"] == "chat"
    assert [item["side"] for item in chat["c"]] == ["left", "right"]
    (steps,) = slides["Drie stappen"].blocks
    assert "look" not in steps


def test_a_name_that_comes_back_makes_it_a_chat_whatever_is_typed(tmp_path: Path) -> None:
    text = "\n## Wie appt er?\n\n- **Mila:** pinguïn\n- **Sem:** haha\n- **Mila:** pinguïn\n"

    (chat,) = shown_slides(lesson_with(tmp_path, SHOW + text))[-1].blocks

    assert [item["side"] for item in chat["c"]] == ["left", "right", "left"]


def test_short_things_become_cards_and_what_someone_says_a_balloon(show: Deck) -> None:
    slides = by_title(show.slides)

    assert [(block["look"], block.get("columns")) for block in slides["Slap of sterk?"].blocks] == [("cards", 2)]
    assert [block["look"] for block in slides["Dit zeg je"].blocks] == ["says"]


def test_only_the_words_that_the_class_sees_are_counted(show: Deck, tmp_path: Path) -> None:
    counts = {slide.title: word_count(slide) for slide in show.slides}

    assert counts == {
        "De titel van je les": 5 + 11,
        "Zo praten we": 3 + 17,
        "Wat valt je op?": 4 + 6,
        "Wie appt er?": 3 + 7,
        "Drie stappen": 2 + 9,
        "Slap of sterk?": 3 + 4,
        "Dit zeg je": 3 + 6,
        "Wat weet de app?": 4 + 8,
        "Wie heeft iets anders?": 4,
        "Wie helpt jou?": 3 + 6,
    }
    assert {word_count(slide) for slide in shown_slides(lesson_with(tmp_path / "1", PICTURES, 1))} == {0}


def test_the_notes_tell_the_phase_and_then_what_to_do_and_say(show: Deck) -> None:
    notes = [[(note.heading, note.lines) for note in slide.notes] for slide in show.slides]

    assert notes[0] == [
        ("Start (5 minuten)", ["De eerste regel zegt in één zin wat er gebeurt; die komt ook op de spiekkaart."]),
        ("Doe:", ["Zet [dia 1] op een eigen regel waar je die dia laat zien."]),
        ("Zeg:", ["“Hier staat wat je letterlijk kunt zeggen.”"]),
        ("Vraag:", ["“Hier staat een vraag aan de kinderen?”"]),
        (
            "Je hoort misschien:",
            [
                "– “Wat een kind kan zeggen.” → “Wat jij dan zegt.”",
                "– “Iets wat je niet verwacht.” → “En wat je dan zegt.”",
            ],
        ),
    ]
    assert [heading for heading, _ in notes[2]] == ["Verkennen, vervolg", "Vraag:", "Je hoort misschien:"]
    assert notes[7] == [("Terugblik, vervolg", []), ("Doe:", ["Haal de kaartjes op."])]


def test_the_notes_at_the_exit_card_say_what_a_good_answer_is(tmp_path: Path) -> None:
    presentation = SHOW.replace("## Wie heeft iets anders?\n\n![Een vraagteken](tekening:vraagteken)\n\n", "")
    slides = shown_slides(
        lesson_with(tmp_path, presentation.replace("## Dit zeg je\n\n“Nee, die houd ik voor mezelf.”\n\n", ""))
    )

    assert [(note.heading, note.lines) for note in slides[-1].notes] == [
        ("Terugblik, vervolg", []),
        ("Doe:", ["Haal de kaartjes op."]),
        ("Goed:", ["Hoe een goed antwoord eruitziet."]),
        ("Heeft minder dan de helft dit?", ["Wat je de volgende dag doet."]),
    ]


# ---- what keeps a slide from being shown ----

LONG = "Dit is een zin die steeds maar verder gaat. " * 20


@pytest.mark.parametrize(
    ("groep", "slide", "message"),
    [
        (
            5,
            "![Een sleutel](tekening:sleutel)\n\n![Een slot](tekening:slot)",
            "dia 1: hier staan meer plaatjes. Laat er één staan, of verdeel ze over meer dia’s.",
        ),
        (
            5,
            "![Een sleutel](tekening:sleutel) ![Een slot](tekening:slot)",
            "dia 1: hier staan meer plaatjes. Laat er één staan, of verdeel ze over meer dia’s.",
        ),
        (
            5,
            "> Een citaat",
            "dia 1: hier staat iets wat niet op een dia past. Schrijf gewone zinnen, een lijst of een kleine tabel.",
        ),
        (
            5,
            "- Een\n    - Twee",
            "dia 1: hier staat iets wat niet op een dia past. Schrijf gewone zinnen, een lijst of een kleine tabel.",
        ),
        (
            5,
            "Druk op ![Een slot](tekening:slot) hier.",
            "dia 1: hier staat iets wat niet op een dia past. Schrijf gewone zinnen, een lijst of een kleine tabel.",
        ),
        (
            2,
            "",
            "dia 1: hier ontbreekt een plaatje: kinderen lezen in deze groep nog niet. "
            "Schrijf: ![Wat je ziet](tekening:naam)",
        ),
        (
            7,
            LONG,
            "dia 1: deze tekst past niet in letters die achter in de klas te lezen zijn. "
            "Maak haar korter, of maak twee dia’s.",
        ),
        (
            5,
            "Levensverzekeringsmaatschappijmedewerkersopleidingsdagprogramma",
            "dia 1: deze tekst past niet in letters die achter in de klas te lezen zijn. "
            "Maak haar korter, of maak twee dia’s.",
        ),
    ],
    ids=["two pictures", "a row", "a quote", "list in list", "amid text", "no picture", "too long", "a long word"],
)
def test_what_cannot_be_shown_is_told_with_its_line_and_the_remedy(
    tmp_path: Path, groep: int, slide: str, message: str
) -> None:
    lesson = lesson_with(tmp_path, f"\n## Kijk\n\n{slide}\n", groep)
    line = lesson.path.read_text(encoding="utf-8").splitlines().index("## Kijk") + 1

    assert check_slides(lesson) == [Problem(lesson.path, line, message)]
    with pytest.raises(PaperError) as stopped:
        made(lesson)
    assert stopped.value.problem == Problem(lesson.path, line, message)


def test_a_drawing_that_is_not_there_is_told_on_its_own_line(tmp_path: Path) -> None:
    lesson = lesson_with(tmp_path, "\n## Kijk\n\nWat zie je?\n\n![Iets](tekening:bestaat-niet)\n")
    lines = lesson.path.read_text(encoding="utf-8").splitlines()

    assert check_slides(lesson) == [
        Problem(
            lesson.path,
            lines.index("![Iets](tekening:bestaat-niet)") + 1,
            "de tekening 'bestaat-niet' is er niet. Zet haar in overrides/tekeningen/bestaat-niet.svg",
        )
    ]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_every_lesson_has_slides_with_a_title_notes_and_room(lesson: Lesson) -> None:
    assert check_slides(lesson) == []
    slides = made(lesson).slides
    assert len(slides) >= 6
    assert all(slide.title and slide.notes for slide in slides)


# ---- the digibord file ----


def test_the_file_holds_everything_and_asks_for_nothing(show: Deck) -> None:
    page = LexborHTMLParser(render_html(show))

    addresses = [
        value
        for node in page.css("*")
        for name, value in node.attributes.items()
        if name in ("src", "href", "srcset", "data", "action", "poster", "xlink:href")
    ]
    assert [address for address in addresses if not str(address).startswith("data:")] == [ADDRESS, ADDRESS]
    assert page.css("script[src], iframe, object, embed, [style], [onclick], [onload]") == []
    style = page.css_first("style").text()
    assert re.findall(r"url\((?!\"?data:)", style) == []
    assert "@import" not in style


def test_the_policy_of_the_file_names_its_own_script_and_style(show: Deck) -> None:
    page = LexborHTMLParser(render_html(show))
    policy = page.css_first("meta[http-equiv]").attributes["content"] or ""

    for tag in ("script", "style"):
        (element,) = page.css(tag)
        assert f"{tag}-src {digibord.fingerprint(element.text())};" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy and "'self'" not in policy


def test_the_file_says_what_it_is(show: Deck) -> None:
    page = LexborHTMLParser(render_html(show))

    assert page.css_first("html").attributes["lang"] == "nl"
    assert page.css_first("title").text() == "De titel van je les – groep 5 – presentatie"
    assert page.css_first("link[rel=canonical]").attributes["href"] == ADDRESS
    assert [heading.text() for heading in page.css("h1")] == ["De titel van je les"]
    assert [heading.text() for heading in page.css(".dia h2")] == [slide.title for slide in show.slides[1:]]
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(set(ids)) == len(ids) > 20


def test_the_words_on_a_slide_are_text_and_every_picture_says_what_it_shows(show: Deck) -> None:
    page = LexborHTMLParser(render_html(show))

    text = page.css_first("#dia-3 .tekst").text()
    assert glued([text]) == glued(["Wat valt je op? Kijk goed naar 1 & 2 <samen>."])
    assert [svg.attributes["aria-label"] for svg in page.css("svg[role=img]")] == [
        "Een sleutel op een tafel",
        LINE.bouw(5).zo_praten_we.alt,
        "Een stopbord",
        "Een vraagteken",
    ]
    assert all("aria-hidden" in svg.attributes for svg in page.css("svg:not([role])"))


def test_a_title_with_signs_of_html_stays_text(show: Deck) -> None:
    odd = replace(
        show, title='Wat is "<b>" & co?', slides=(replace(show.slides[0], title="<script>alert(1)</script>"),)
    )

    page = LexborHTMLParser(render_html(odd))

    assert page.css_first("title").text().startswith('Wat is "<b>" & co? – ')
    assert page.css_first("h1").text() == "<script>alert(1)</script>"
    assert len(page.css("script")) == 1


@pytest.fixture
def file(show: Deck, tmp_path: Path) -> str:
    """The address of the digibord file on a disk."""
    path = tmp_path / "presentatie.html"
    path.write_text(render_html(show), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def board(browser: Browser) -> Iterator[Page]:
    """A digibord."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce", locale="nl-NL")
    yield context.new_page()
    context.close()


def now(page: Page) -> int:
    """The number of the slide that fills the screen; the counter and the address agree with it."""
    page.wait_for_timeout(60)
    number: int = page.evaluate(
        """[...document.querySelectorAll('.dia')].findIndex(
            (slide) => Math.abs(slide.getBoundingClientRect().top) < 2) + 1"""
    )
    assert page.locator("[data-nummer]").inner_text() == str(number)
    assert page.url.endswith(f"#dia-{number}")
    return number


def test_the_keys_and_the_clicker_turn_the_slides(file: str, board: Page) -> None:
    board.goto(file)
    seen = []
    for key in (
        *("ArrowRight", "PageDown", " ", "ArrowDown", "ArrowLeft", "PageUp", "ArrowUp", "Shift+ ", "End", "ArrowRight"),
        *("Home", "ArrowLeft"),
    ):
        board.keyboard.press(key.replace(" ", "Space"))
        seen.append(now(board))

    assert seen == [2, 3, 4, 5, 4, 3, 2, 1, 10, 10, 1, 1]


def test_the_buttons_turn_the_slides_and_are_large_enough_for_a_finger(file: str, board: Page) -> None:
    board.goto(file)
    board.get_by_role("button", name="Volgende dia").click()
    assert now(board) == 2
    board.keyboard.press("Space")
    assert now(board) == 3, "a space on the button presses it"
    board.get_by_role("button", name="Vorige dia").click()
    assert now(board) == 2

    for button in board.locator(".balk button").all():
        box = button.bounding_box()
        assert box and min(box["width"], box["height"]) >= 64


def test_an_address_with_a_number_opens_that_slide_and_another_size_keeps_it(file: str, board: Page) -> None:
    board.goto(f"{file}#dia-4")
    assert now(board) == 4
    board.set_viewport_size({"width": 1024, "height": 768})
    assert now(board) == 4
    board.evaluate("location.hash = '#dia-7'")
    assert now(board) == 7
    board.reload()
    assert now(board) == 7
    board.goto(f"{file}#dia-99")
    board.reload()
    assert now(board) == 10


def test_scrolling_by_hand_is_counted_too(file: str, board: Page) -> None:
    board.goto(file)
    board.mouse.move(900, 500)
    board.mouse.wheel(0, 1080)
    board.wait_for_timeout(600)

    assert now(board) == 2


def test_a_finger_that_goes_sideways_turns_the_slide(file: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(file)
    swipe = """([from, to]) => {
        const touch = (x) => new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 });
        dispatchEvent(new TouchEvent("touchstart", { touches: [touch(from)], changedTouches: [touch(from)] }));
        dispatchEvent(new TouchEvent("touchend", { touches: [], changedTouches: [touch(to)] }));
    }"""
    page.evaluate(swipe, [300, 100])
    assert now(page) == 2
    page.evaluate(swipe, [100, 300])
    assert now(page) == 1
    page.evaluate(swipe, [300, 280])
    assert now(page) == 1
    context.close()


def test_a_screen_reader_hears_which_slide_it_is(file: str, board: Page) -> None:
    board.goto(file)
    board.keyboard.press("ArrowRight")

    expect(board.get_by_role("status")).to_have_text("Dia 2 van 10: Zo praten we")
    expect(board.get_by_role("region", name="Wat valt je op?")).to_have_count(1)


def test_the_class_sees_the_notes_only_when_they_are_asked_for(file: str, board: Page) -> None:
    board.goto(file)
    notes = board.locator("#dia-1 .notities")
    expect(notes).to_be_hidden()
    board.keyboard.press("n")
    expect(notes).to_be_visible()
    expect(notes).to_contain_text("Zeg: “Hier staat wat je letterlijk kunt zeggen.”")
    assert board.locator(".notities:visible").count() == 1
    slide, panel = board.locator("#dia-1 .vlak").bounding_box(), notes.bounding_box()
    assert slide and panel and slide["x"] + slide["width"] <= panel["x"] + 1
    board.keyboard.press("ArrowRight")
    expect(notes).to_be_hidden()
    expect(board.locator("#dia-2 .notities")).to_be_visible()
    board.keyboard.press("n")
    expect(board.locator("#dia-2 .notities")).to_be_hidden()


def test_letters_do_nothing_for_who_puts_them_off(file: str, board: Page) -> None:
    """WCAG 2.1.4: software for speech types letters as well."""
    board.goto(file)
    board.keyboard.press("?")
    help_panel = board.get_by_role("dialog")
    expect(help_panel).to_be_visible()
    board.get_by_label("Letters en leestekens werken als toets").uncheck()
    board.get_by_role("button", name="Sluiten").click()
    expect(help_panel).to_be_hidden()
    board.keyboard.press("n")
    board.keyboard.press("?")
    board.keyboard.press("b")

    assert board.locator(".notities:visible, .hulp:visible, button.leeg:visible").count() == 0
    board.keyboard.press("PageDown")
    assert now(board) == 2


def test_the_help_leads_back_to_the_lesson_and_closes_with_escape(file: str, board: Page) -> None:
    board.goto(file)
    board.get_by_role("button", name="Hulp").click()
    expect(board.get_by_role("link", name="Naar de les")).to_have_attribute("href", ADDRESS)
    board.keyboard.press("ArrowRight")
    assert now(board) == 1, "keys do nothing to the slides behind the panel"
    board.keyboard.press("Escape")
    expect(board.get_by_role("dialog")).to_be_hidden()
    assert board.evaluate("document.activeElement.dataset.doe") == "hulp"


def test_the_screen_can_be_blank_for_a_while(file: str, board: Page) -> None:
    board.goto(file)
    blank = board.locator("button.leeg")
    for key in ("b", "."):
        board.keyboard.press(key)
        expect(blank).to_be_visible()
        box = blank.bounding_box()
        assert box and (box["width"], box["height"]) == (1920, 1080)
        board.keyboard.press("PageDown")
        expect(blank).to_be_hidden()
        assert now(board) == 1, "the first key only brings the slide back"


def test_f_fills_the_screen(file: str, board: Page) -> None:
    board.goto(file)
    board.keyboard.press("f")
    board.wait_for_function("document.fullscreenElement === document.documentElement")
    expect(board.get_by_role("button", name="Volledig scherm")).to_be_hidden()
    board.keyboard.press("f")
    board.wait_for_function("!document.fullscreenElement")


def test_a_second_window_shows_the_notes_and_goes_along_both_ways(file: str, board: Page) -> None:
    board.goto(file)
    board.get_by_role("button", name="Hulp").click()
    with board.expect_popup() as opened:
        board.get_by_role("button", name="Notities in een eigen venster").click()
    desk = opened.value
    expect(desk.locator("#dia-1 .notities")).to_be_visible()
    expect(board.locator("#dia-1 .notities")).to_be_hidden()
    board.keyboard.press("PageDown")
    expect(desk.locator("[data-nummer]")).to_have_text("2")
    desk.keyboard.press("PageDown")
    expect(board.locator("[data-nummer]")).to_have_text("3")
    expect(desk.locator("#dia-3 .notities")).to_be_visible()


def test_without_javascript_it_is_a_page_to_scroll(file: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(f"{file}#dia-3")
    boxes = [slide.bounding_box() for slide in page.locator(".dia").all()]

    assert [round(box["height"]) for box in boxes if box] == [720] * 10
    assert page.locator("button:visible, dialog:visible, .notities:visible").count() == 0
    context.close()


def test_whoever_asks_for_no_motion_gets_none(file: str, browser: Browser) -> None:
    found = {}
    for motion in ("reduce", "no-preference"):
        context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(file)
        page.keyboard.press("ArrowRight")
        found[motion] = page.evaluate("document.getAnimations().length") > 0
        context.close()

    assert found == {"reduce": False, "no-preference": True}


@pytest.mark.parametrize(("notes", "size"), [(False, (842, 595)), (True, (595, 842))], ids=["slides", "with notes"])
def test_every_slide_prints_on_a_sheet_of_its_own(file: str, board: Page, notes: bool, size: tuple[int, int]) -> None:
    board.goto(file)
    if notes:
        board.keyboard.press("n")
    reader = pypdf.PdfReader(io.BytesIO(board.pdf(prefer_css_page_size=True, print_background=True)))
    texts = [sheet.extract_text() for sheet in reader.pages]

    assert [tuple(round(side) for side in sheet.mediabox[2:]) for sheet in reader.pages] == [size] * 10
    assert "Dit zeg je" in texts[6]
    assert [("Oefenen" in text) for text in texts] == [notes and number in (5, 6) for number in range(1, 11)]
    assert not any("van 10" in text for text in texts)


class _Served(_Quiet):
    """Serves with the headers that the site is to be served with."""

    def end_headers(self) -> None:
        for name, value in headers.headers().items():
            if name != "Strict-Transport-Security":
                self.send_header(name, value)
        super().end_headers()


@pytest.fixture
def host(tmp_path: Path, file: str) -> Iterator[str]:
    """The same file on a host with our headers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Served, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{Path(file).name}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("where", ["disk", "host"])
def test_nothing_is_asked_from_anywhere_and_no_policy_is_broken(
    file: str, host: str, context: BrowserContext, where: str
) -> None:
    requests: list[str] = []
    messages: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    context.on("console", lambda message: messages.append(message.text))
    context.on("weberror", lambda error: messages.append(str(error.error)))
    page = context.new_page()
    address = file if where == "disk" else host
    page.goto(address)
    for key in ("PageDown", "n", "End", "n", "?", "Escape", "b", "b"):
        page.keyboard.press(key)
    page.wait_for_timeout(100)

    assert messages == []
    assert [url for url in requests if not url.startswith("data:")] == [address]
    assert page.evaluate("document.fonts.check('500 40px Figtree', 'Aé’') && document.fonts.size > 0")
    assert page.evaluate("[...document.fonts].some((face) => face.status === 'loaded')")
    assert context.cookies() == []
    assert now(page) == 10


def test_the_site_lets_no_other_script_or_style_through(tmp_path: Path, file: str, host: str, board: Page) -> None:
    page = tmp_path / Path(file).name
    text = page.read_text(encoding="utf-8")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    page.write_text(text.replace('"use strict";', '"use strict"; // changed', 1), encoding="utf-8")
    board.goto(host)

    expect(board.get_by_role("button", name="Volgende dia")).to_be_hidden()


@pytest.mark.parametrize("size", [(1920, 1080), (360, 740)], ids=["digibord", "telephone"])
@pytest.mark.parametrize("key", ["", "n", "?", "b"], ids=["slides", "notes", "help", "blank"])
def test_axe_finds_nothing(file: str, board: Page, size: tuple[int, int], key: str) -> None:
    board.set_viewport_size({"width": size[0], "height": size[1]})
    board.goto(f"{file}#dia-4")
    if key:
        board.keyboard.press(key)
    found = Axe().run(board, options=RULES).response["violations"]

    assert [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found] == []


SMALL_OR_OUTSIDE = """() => [...document.querySelectorAll(".dia")].flatMap((slide) => {
    const found = [];
    const area = slide.querySelector(".vlak").getBoundingClientRect();
    const picture = slide.querySelector(".plaat")?.getBoundingClientRect();
    if (area.height > innerHeight + 1) found.push(`${slide.id} is higher than the screen`);
    const walker = document.createTreeWalker(slide.querySelector(".tekst"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest(".onzichtbaar")) continue;
        const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
        if (size < innerHeight / 1080 * 55.9) found.push(`${slide.id} has letters of ${size}: ${node.data}`);
        const range = document.createRange();
        range.selectNode(node);
        for (const box of range.getClientRects()) {
            const inside = box.left >= 0 && box.right <= innerWidth && box.top >= area.top + 8
                && box.bottom <= area.bottom - innerHeight * 44 / 540;
            if (!inside) found.push(`${slide.id} has words outside it: ${node.data}`);
            if (picture && box.right > picture.left && box.bottom > picture.top && box.top < picture.bottom)
                found.push(`${slide.id} has words over the picture: ${node.data}`);
        }
    }
    return found;
})"""


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_everyone_in_the_class_can_read_every_slide(lesson: Lesson, board: Page, tmp_path: Path) -> None:
    """Letters of 28 points on a slide of 540, which is 56 pixels of 1080; nothing falls off, or behind a button."""
    path = tmp_path / "les.html"
    path.write_text(render_html(made(lesson)), encoding="utf-8")
    board.goto(path.as_uri())

    found = {}
    for size in ((1920, 1080), (1366, 768), (1280, 800)):
        board.set_viewport_size({"width": size[0], "height": size[1]})
        found[size] = board.evaluate(SMALL_OR_OUTSIDE) if size[0] * 9 == size[1] * 16 else []
        found[size] += board.evaluate(SMALL_OR_OUTSIDE.replace("55.9", "50"))
    board.set_viewport_size({"width": 320, "height": 640})

    assert found == {size: [] for size in found}
    assert board.evaluate("document.documentElement.scrollWidth") <= 320


# ---- the PDF ----


def rendered(deck_: Deck) -> bytes:
    """The PDF, checked against PDF/UA-1 and PDF/A-2a; a page per slide."""
    pdf = render_pdf(deck_)
    for profile in ("ua1", "2a"):
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        assert report.rules.passed > 50
        # See test_pdf.rendered.
        found = [
            one for one in report.failures if one.rule_id != "PDFA2A-STREAM-LENGTH-001" or not has_right_lengths(pdf)
        ]
        assert [f"{failure.rule_id}: {failure.message}" for failure in found] == []
    assert len(pypdfium2.PdfDocument(pdf)) == len(deck_.slides)
    return pdf


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_the_pdf_of_every_lesson_is_readable_for_all_and_holds_its_words(lesson: Lesson) -> None:
    deck_ = made(lesson)

    reader = pypdf.PdfReader(io.BytesIO(pdf := rendered(deck_)))

    assert flat(reader.outline) == [slide.title for slide in deck_.slides]
    for slide, sheet in zip(deck_.slides, pypdfium2.PdfDocument(pdf), strict=True):
        text = sheet.get_textpage().get_text_range().replace("\ufffe", "-").replace("\x02", "-")
        assert glued([slide.title]) in glued([text])
        for block in tree.walk(slide.blocks):
            if block["t"] == "p":
                assert glued([tree.plain([block])]) in glued([text])
    assert sorted(alts(reader)) == sorted(slide.picture["alt"] for slide in deck_.slides if slide.picture)


def test_a_page_of_the_pdf_has_the_form_of_the_digibord_and_says_what_it_is(show: Deck) -> None:
    reader = pypdf.PdfReader(io.BytesIO(rendered(show)))

    assert {tuple(round(side) for side in sheet.mediabox) for sheet in reader.pages} == {(0, 0, 960, 540)}
    assert reader.metadata.title == "De titel van je les – groep 5"
    assert reader.metadata.author == "Stichting Kopwerk"
    assert reader.metadata.creation_date.date() == show.day
    assert reader.trailer["/Root"]["/Lang"] == "nl"


def test_the_letters_in_the_pdf_are_as_large_as_on_the_digibord(show: Deck) -> None:
    sizes: dict[str, float] = {}

    def visit(text: str, matrix: list[float], text_matrix: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes[text.strip()] = abs(size * text_matrix[3] * matrix[3])

    for sheet in pypdf.PdfReader(io.BytesIO(render_pdf(show))).pages:
        sheet.extract_text(visitor_text=visit)

    assert len(sizes) > 30
    assert {text: size for text, size in sizes.items() if size < 27.9} == {}


def test_a_title_that_children_cannot_read_is_in_the_pdf_but_not_to_be_seen(tmp_path: Path) -> None:
    deck_ = made(lesson_with(tmp_path, PICTURES, 1))
    bare = replace(deck_, slides=tuple(replace(slide, title="x") for slide in deck_.slides))

    pictures = [
        [sheet.render(scale=0.5).to_pil().tobytes() for sheet in pypdfium2.PdfDocument(rendered(one))]
        for one in (deck_, bare)
    ]

    assert pictures[0] == pictures[1]
    assert flat(pypdf.PdfReader(io.BytesIO(render_pdf(deck_))).outline)[2] == "Mik schrikt"


def test_typst_itself_stops_at_a_slide_that_is_too_full(show: Deck) -> None:
    full = replace(show.slides[2], blocks=show.slides[2].blocks * 12)

    with pytest.raises(PaperError) as stopped:
        render_pdf(replace(show, slides=(full,)))

    assert stopped.value.problem.message == (
        "dia 3: deze tekst past niet in letters die achter in de klas te lezen zijn. "
        "Maak haar korter, of maak twee dia’s."
    )


def test_a_letter_that_no_face_has_stops_the_build(show: Deck) -> None:
    happy = replace(show.slides[2], title="Hoera 🎉")

    with pytest.raises(PaperError) as stopped:
        render_pdf(replace(show, slides=(happy,)))

    assert stopped.value.problem.message == (
        "deze tekens staan niet in ons lettertype: 🎉. Haal ze uit de presentatie."
    )


def test_the_same_lesson_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys, hashlib, json; sys.path[:0] = json.loads(sys.argv[1])\n"
        "from test_slides import *\n"
        "made_ = made(LESSONS[0])\n"
        "print([hashlib.sha256(one).hexdigest() for one in (render_html(made_).encode(), render_pdf(made_))])"
    )
    folders = json.dumps([str(ROOT / "scripts"), str(ROOT / "tests")])

    other = subprocess.run(
        [sys.executable, "-c", program, folders], capture_output=True, text=True, check=True, cwd="/"
    )

    deck_ = made(LESSONS[0])
    here = [hashlib.sha256(one).hexdigest() for one in (render_html(deck_).encode(), render_pdf(deck_))]
    assert other.stdout.strip() == str(here)

"""The pages of the lessons in Chromium: choosing a lesson with mouse and keyboard, and the slides from the site."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from lessen import LESSONS

LESSON = next(lesson for lesson in LESSONS if lesson.groep == 3)
CARDS = ".lesson-card:visible .lesson-card__title"


def titles(**wanted: object) -> list[str]:
    return [lesson.title for lesson in LESSONS if all(getattr(lesson, key) == value for key, value in wanted.items())]


def test_the_lessons_are_chosen_by_groep_theme_and_minutes(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + "mediawijsheid/")
    status = page.locator("[data-lessons-status]")

    page.get_by_label("Groep", exact=True).select_option("3")
    expect(page.locator(CARDS)).to_have_text(titles(groep=3))
    expect(status).to_have_text(f"{len(titles(groep=3))} lessen gevonden")
    page.get_by_label("Thema", exact=True).select_option("gamen")
    expect(page.locator(CARDS)).to_have_text(["Boos om een spel"])
    expect(status).to_have_text("1 les gevonden")
    page.get_by_label("Hoe lang hoogstens", exact=True).select_option("20")
    expect(page.locator(CARDS)).to_have_count(0)
    expect(status).to_have_text("Geen les gevonden. Kies bij een van de velden ‘Alle’.")
    page.get_by_role("button", name="Toon alle lessen").click()
    expect(page.locator(CARDS)).to_have_text([lesson.title for lesson in LESSONS])
    expect(status).to_have_text("")


def test_a_choice_stands_in_the_address_and_comes_back(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + LESSON.url)
    page.locator(".lesson-facts a").click()
    page.wait_for_url(re.compile(r"thema=wachtwoorden-oplichting"))
    expect(page.locator(CARDS)).to_have_text(["Mijn sleutel is van mij", "De nep-helpdesk"])

    page.get_by_label("Groep", exact=True).select_option("7")
    page.locator(CARDS).click()
    page.wait_for_url(re.compile(r"de-nep-helpdesk"))
    page.go_back()

    expect(page.locator(CARDS)).to_have_text(["De nep-helpdesk"])


def test_the_choice_works_with_the_keyboard_alone(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + "mediawijsheid/")
    page.get_by_label("Groep", exact=True).focus()
    page.keyboard.type("Groep 8")
    page.keyboard.press("Tab")

    expect(page.locator(CARDS)).to_have_text(titles(groep=8))
    expect(page.get_by_label("Thema", exact=True)).to_be_focused()


def test_without_javascript_all_lessons_stand_there_and_no_form_that_does_nothing(
    served: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "mediawijsheid/")

    expect(page.locator(CARDS)).to_have_text([lesson.title for lesson in LESSONS])
    expect(page.get_by_role("button", name="Toon alle lessen")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("number", [1, 3])
def test_a_slide_opens_from_its_mark_in_the_course(served: str, context: BrowserContext, number: int) -> None:
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(served + LESSON.url)
    page.locator(f".slide-mark a[href$='#dia-{number}']").click()
    page.wait_for_url(re.compile(rf"#dia-{number}$"))

    expect(page.locator(f"#dia-{number}")).to_be_in_viewport(ratio=0.8)
    assert refused == []


def test_on_paper_a_lesson_is_its_text_without_buttons(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + LESSON.url)
    page.emulate_media(media="print")

    expect(page.locator(".lesson-facts")).to_be_visible()
    for part in (".lesson-files", ".page-head__actions", ".neighbours", ".menu"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator("#lesverloop")).to_be_visible()
    expect(page.locator(".cue--zeg").first).to_be_visible()

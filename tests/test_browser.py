"""The site in Chromium, as people use it: with a keyboard, on a phone, in the dark, without JavaScript."""

import gzip
import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from check import ROOT, languages
from conftest import settle
from lessen import LESSONS
from school import read_schools

SCHOOLS = read_schools(ROOT / "schools")[0]
SCHOOL = SCHOOLS[0]
LESSON = next(lesson for lesson in LESSONS if lesson.groep == 3)
KINDS = {
    "home": "",
    "ouders": "ouders/",
    "scholen": "scholen/",
    "school": f"scholen/{SCHOOL.slug}/",
    "voor-de-school": f"scholen/{SCHOOL.slug}/voor-de-school/",
    "protocol": "protocol/",
    "beleid": "beleid/",
    "toelichting": "toelichting/",
    "hulp": "hulp/",
    "lessen": "mediawijsheid/",
    "groep": "mediawijsheid/groep-3/",
    "les": f"{LESSON.url}",
    "ouderbrief": f"{LESSON.url}ouderbrief/",
    "kerndoelen": "mediawijsheid/kerndoelen/",
    "ouderavond": "ouderavond/",
    "ouderavond-groep": "ouderavond/groep-3-4/",
    "ouderavond-tekst": "ouderavond/draaiboek/",
    "gewone-taal": f"scholen/{SCHOOL.slug}/protocol-in-gewone-taal/",
    "over": "over/",
    "home-en": "en/",
    "school-en": f"en/scholen/{SCHOOL.slug}/",
    "404": "deze/pagina/is/er/niet/",
}
WIDTHS = {"telefoon": 360, "scherm": 1280}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def search(page: Page, words: str) -> Locator:
    """Open the search box as a visitor does, type, and give the first result."""
    box = page.locator("input[name=query]")
    if not box.is_visible():
        page.locator("button[data-toggle=__search]").click()
    box.click()
    box.press_sequentially(words, delay=20)
    first = page.locator(".md-search-result__link").first
    expect(first).to_be_visible()
    settle(page)
    return first


def open_search(page: Page) -> None:
    """With results, in every language of the site."""
    search(page, "protocol")


def open_menu(page: Page) -> None:
    """Open the drawer on a phone; a wide screen shows the menu itself."""
    button = page.locator("button[data-toggle=__drawer]")
    if button.is_visible():
        button.click()
        page.wait_for_timeout(400)  # the drawer slides in; axe must not look while it does


def open_languages(page: Page) -> None:
    """Open the list of languages."""
    page.locator("details.languages summary").click()


STATES: dict[str, Callable[[Page], None]] = {
    "zoeken open": open_search,
    "menu open": open_menu,
    "talen open": open_languages,
}


def violations(page: Page) -> list[str]:
    """What axe finds, one line per rule with the first place."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


@pytest.fixture(params=["light", "dark"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A visitor who asks for light or dark, and for no motion."""
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce", locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_axe_finds_nothing_on_any_kind_of_page(served: str, visitor: Page, address: str) -> None:
    found = {}
    visitor.goto(served + address)
    for name, width in WIDTHS.items():
        visitor.set_viewport_size({"width": width, "height": 800})
        found[name] = violations(visitor)

    assert found == {name: [] for name in WIDTHS}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_axe_finds_nothing_while_something_is_open(
    served: str, visitor: Page, width: int, state: Callable[[Page], None]
) -> None:
    visitor.set_viewport_size({"width": width, "height": 800})
    visitor.goto(served + KINDS["school"])
    state(visitor)

    assert violations(visitor) == []


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_no_page_scrolls_sideways(served: str, context: BrowserContext, address: str) -> None:
    """320 px is what a 1280 px screen leaves at 400 % zoom (WCAG 1.4.10)."""
    page = context.new_page()
    page.goto(served + address)
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_nothing_comes_from_elsewhere_and_nothing_is_kept_or_refused(served: str, context: BrowserContext) -> None:
    """No request to another origin, no cookie, no error on the console, no violation of the content policy."""
    requests: list[str] = []
    messages: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            messages.append(f"{message.text} ({message.location.get('url')})")

    def asked(request: Request) -> None:
        requests.append(request.url)

    context.on("console", heard)
    context.on("request", asked)
    context.on("weberror", lambda error: messages.append(str(error.error)))
    page = context.new_page()
    for name, address in KINDS.items():
        if name == "404":
            continue
        page.goto(served + address)
        open_search(page)
        page.keyboard.press("Escape")
    page.goto(served)
    page.locator("button[data-theme]").click()
    page.wait_for_timeout(200)

    assert messages == []
    assert len(requests) > 50
    assert [url for url in requests if not url.startswith((served, "data:"))] == []
    assert context.cookies() == []
    kept = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert kept == ["/.scheme"]


def test_the_choice_of_dark_or_light_is_kept_on_the_next_page(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served)
    before = page.locator("html").get_attribute("data-md-color-scheme")
    page.locator("button[data-theme]").click()
    page.goto(served + "ouders/")

    assert page.locator("html").get_attribute("data-md-color-scheme") != before


def test_search_works_with_the_keyboard_alone(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('input[name=query], button[data-toggle=__search]')"):
            break
    if page.evaluate("document.activeElement.matches('button')"):
        page.keyboard.press("Enter")
    page.keyboard.type("plichtsverzuim", delay=20)
    result = page.locator(".md-search-result__link").first
    expect(result).to_be_visible()
    settle(page)
    for _ in range(10):  # the page comes first, then its sections
        page.keyboard.press("ArrowDown")
        if (page.evaluate("document.activeElement.hash") or "") == "#s1":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/protocol/#s1")

    assert page.locator("#s1").is_visible()


def test_a_school_is_found_by_its_name_without_accents(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served)
    first = search(page, "eben haezer")
    expect(first).to_have_attribute("href", re.compile("scholen/eben-haezer-den-helder/"))


def test_the_list_of_schools_is_filtered_while_typing(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + "scholen/")
    shown = page.locator("main a[href*='-']:visible")
    expect(shown).to_have_count(len(SCHOOLS))
    field = page.locator("main input[name=zoek]")
    field.press_sequentially("haezer", delay=10)
    expect(shown).to_have_count(1)
    expect(page.locator("main [role=status]")).to_contain_text("1")
    field.fill("")
    field.press_sequentially("den helder", delay=10)
    expect(shown).to_have_count(sum(school.plaats == "Den Helder" for school in SCHOOLS))
    field.fill("")
    field.press_sequentially("zzzz", delay=10)
    expect(shown).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_all_words_of_a_door_begin_at_the_same_place(served: str, context: BrowserContext, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served)
    starts = "doors => doors.map(door => [...door.querySelectorAll('h2, p')].map(e => e.getBoundingClientRect().left))"
    doors = page.locator(".door").evaluate_all(starts)

    assert len(doors) > 3
    assert [door for door in doors if max(door) - min(door) > 1] == []


def test_the_finder_on_the_home_page_leads_to_the_school(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served)
    page.locator("main input[name=zoek]").fill("verrekijker")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scholen/**verrekijker**")


def test_the_language_switch_stays_on_the_same_school(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{served}scholen/{SCHOOL.slug}/")
    for language in languages(ROOT)[1:]:
        link = page.locator(f".languages a[hreflang={language}]")
        assert link.count() == 1
        page.goto(served + f"scholen/{SCHOOL.slug}/")
        href = link.evaluate("link => link.href")
        assert href == f"{served}{language}/scholen/{SCHOOL.slug}/"
        page.goto(href)
        assert page.locator("html").get_attribute("lang") == language
        back = page.locator(".languages a[hreflang=nl]").evaluate("link => link.href")
        assert back == f"{served}scholen/{SCHOOL.slug}/"


def test_the_first_tab_leads_past_the_menu(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + "ouders/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


FOCUSED = """() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    const box = e.getBoundingClientRect();
    const visible = e.checkVisibility({visibilityProperty: true, opacityProperty: true});
    return {ok: visible && box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth,
            what: e.outerHTML.slice(0, 120)};
}"""
"""What has the focus, and whether it can be seen."""


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_every_tab_lands_on_something_that_can_be_seen(served: str, context: BrowserContext, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served + "ouders/")
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        place = page.evaluate(FOCUSED)
        if place and not place["ok"]:
            # Something may still be sliding in; only what stays out of sight is a fault.
            page.wait_for_timeout(400)
            place = page.evaluate(FOCUSED)
        if place and not place["ok"]:
            hidden.append(place["what"])
    assert hidden == []


def test_the_menu_on_a_phone_opens_and_closes_with_the_keyboard(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(served)
    button = page.locator("button[data-toggle=__drawer]")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#menu a[href*='ouders']").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")


def test_one_letter_does_not_lead_to_another_page(served: str, context: BrowserContext) -> None:
    """Material binds n and p to the next and previous page (WCAG 2.1.4)."""
    page = context.new_page()
    page.goto(served + "ouders/")
    for letter in "npfs/.,":
        page.keyboard.press(letter)
    page.wait_for_timeout(200)

    assert page.url == served + "ouders/"
    assert page.evaluate("document.activeElement === document.body")


def test_without_javascript_everything_can_be_reached(served: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(served)
    assert page.locator("main a:visible").count() > 5
    page.locator("label[for=__drawer]:visible").first.click()
    expect(page.locator("#menu a[href*='hulp']").first).to_be_visible()
    page.goto(served + "scholen/?zoek=fontein")
    assert page.locator("main a[href*='-']:visible").count() == len(SCHOOLS)
    page.goto(f"{served}scholen/{SCHOOL.slug}/")
    expect(page.locator("[data-officieel]")).to_be_visible()
    assert page.locator("button:visible").count() == 0, "a button that does nothing"
    page.goto(served + "en/")
    expect(page.locator(".languages a[hreflang=nl]")).to_have_count(1)
    context.close()


def test_paper_shows_the_text_and_not_the_menus(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{served}scholen/{SCHOOL.slug}/")
    page.emulate_media(media="print")

    expect(page.locator("[data-officieel]")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    for part in ("#menu", ".bar__tools", ".toc", "button"):
        assert page.locator(f"{part}:visible").count() == 0, part


def test_the_print_button_prints(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script("window.print = () => { document.body.dataset.geprint = 'ja' }")
    page.goto(f"{served}scholen/{SCHOOL.slug}/")
    page.locator("main [data-print]").click()

    assert page.locator("body").get_attribute("data-geprint") == "ja"


def test_a_text_for_the_schoolgids_is_copied_with_the_keyboard_and_says_so(served: str, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}scholen/{SCHOOL.slug}/voor-de-school/")
    text = page.locator("#schoolgids-zin")
    button = page.locator("#schoolgids-zin + .copy button")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#schoolgids-zin + .copy [role=status]")).to_have_text("De tekst is gekopieerd.")

    assert page.evaluate("navigator.clipboard.readText()") == text.inner_text().strip()
    assert SCHOOL.naam in text.inner_text()
    context.close()


def test_a_school_page_stays_light(served: str, context: BrowserContext) -> None:
    """At most 120 kB over the wire with everything that the page loads, compressed as a host compresses it."""
    bodies: dict[str, int] = {}

    def answered(response: object) -> None:
        body = response.body()  # type: ignore[attr-defined]
        url = response.url  # type: ignore[attr-defined]
        bodies[url] = len(body if url.endswith(".woff2") else gzip.compress(body, 9))

    page = context.new_page()
    page.on("response", answered)
    page.goto(f"{served}scholen/{SCHOOL.slug}/", wait_until="networkidle")

    assert len(bodies) > 4
    assert sum(bodies.values()) <= 120_000, bodies

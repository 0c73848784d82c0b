"""The search: what is indexed, the words that mean the same, the libraries, and whether people find what they ask for.

The questions are in `data/zoekvragen.yml`. They are put to the real worker in a real browser, on the built site.
"""

import gzip
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

import headers
import search
from conftest import settle
from search import Document

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "overrides" / "assets" / "search" / "vendor"
TABLE = yaml.load((ROOT / "tests/data/zoekvragen.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
LANGUAGES = ("nl", "en")


# What is indexed


def found(html: str, **more: Any) -> dict[str, Document]:
    return {document.location: document for document in search.documents(html, "p/", "De pagina", **more)}


def test_a_page_becomes_one_document_per_section_with_its_address() -> None:
    html = """<body><header>Menu</header><article><header><h1 id="kop">De pagina</h1></header>
    <p>Vooraf.</p><h2 id="een">Eén</h2><p>Eerste.</p><h3 id="twee">Twee</h3><p>Tweede.</p></article></body>"""

    assert search.documents(html, "p/", "De pagina") == [
        Document(location="p/", title="De pagina", text="Vooraf."),
        Document(location="p/#een", title="Eén", text="Eerste."),
        Document(location="p/#twee", title="Twee", text="Tweede."),
    ]


def test_the_home_page_has_an_empty_address() -> None:
    documents = search.documents('<article><p>Welkom</p><h2 id="vraag">Vraag</h2></article>', "", "Start")

    assert [document.location for document in documents] == ["", "#vraag"]


def test_a_heading_without_an_id_stays_text_of_its_section() -> None:
    assert found("<article><h2 id='a'>A</h2>Voor.<h3>Tussenkop</h3>Na.</article>")["p/#a"].text == "Voor. Tussenkop Na."


def test_an_article_of_the_official_text_is_found_by_itself_under_the_title_of_its_section() -> None:
    html = """<article><div data-officieel="protocol"><h4 id="a">A. Voor alle gebruikers (leerlingen en ouders)</h4>
    <ol><li id="a1"><p>Eerste.</p></li><li id="a2">Tweede.</li></ol><p>Slot.</p></div></article>"""

    assert found(html) == {
        "p/": Document(location="p/", title="De pagina"),
        "p/#a": Document(location="p/#a", title="A. Voor alle gebruikers (leerlingen en ouders)", text="Slot."),
        "p/#a1": Document(location="p/#a1", title="A. Voor alle gebruikers · artikel A1", text="Eerste."),
        "p/#a2": Document(location="p/#a2", title="A. Voor alle gebruikers · artikel A2", text="Tweede."),
    }


def test_an_article_of_a_translation_has_the_word_of_its_language() -> None:
    html = '<div data-vertaling="protocol"><h4 id="b">B. For staff</h4><ol><li id="b1">One.</li></ol></div>'

    assert found(html, article_label="article")["p/#b1"].title == "B. For staff · article B1"


def test_a_list_item_outside_the_official_text_is_no_article() -> None:
    assert list(found("<article><ul><li id='a1'>Een punt</li></ul></article>")) == ["p/"]


@pytest.mark.parametrize(
    "silent",
    [
        "<p data-zoek-uit>weg</p>",
        "<nav>weg</nav>",
        "<button>weg</button>",
        "<script>weg</script>",
        "<style>weg</style>",
        "<p hidden>weg</p>",
        '<a class="headerlink" href="#x">weg</a>',
        '<p class="crumbs">weg</p>',
        '<p class="version">weg</p>',
        '<ul class="downloads plain"><li>weg</li></ul>',
        '<a class="file" href="x.pdf">weg</a>',
        '<ul class="helper__ways plain"><li>weg</li></ul>',
        '<p class="helper__checked">weg</p>',
        '<sup><a class="footnote-ref" href="#fn:1">weg</a></sup>',
        '<div class="footnote"><ol><li id="fn:1">weg</li></ol></div>',
        "<!-- weg -->",
    ],
)
def test_what_no_one_looks_for_is_left_out(silent: str) -> None:
    assert found(f"<article><p>voor {silent}</p>{silent}na</article>")["p/"].text == "voor na"


def test_a_heading_that_is_left_out_takes_its_section_along() -> None:
    html = """<article><h2 id="a" data-zoek-uit>A</h2>weg<h3 id="b">B</h3>weg<h2 id="c">C</h2>blijft</article>"""

    assert found(html) == {
        "p/": Document(location="p/", title="De pagina"),
        "p/#c": Document(location="p/#c", title="C", text="blijft"),
    }


def test_words_of_two_blocks_stay_apart_and_an_inline_element_cuts_no_word() -> None:
    html = "<article><p>een</p><p>t<em>wee</em></p><table><td>drie</td><td>vier</td></table>vijf<br>zes</article>"

    assert found(html)["p/"].text == "een twee drie vier vijf zes"


def test_text_is_kept_as_text_and_not_as_html() -> None:
    assert found("<article><p>a &lt;b&gt; &amp; c</p></article>")["p/"].text == "a <b> & c"


def test_the_keywords_of_a_page_and_a_heading_other_than_its_title_go_with_the_page_alone() -> None:
    documents = search.documents("<h1>Kop</h1><h2 id='a'>A</h2>", "p/", "De pagina", ["sexting", "grooming"])

    assert [document.keywords for document in documents] == [("sexting", "grooming", "Kop"), ()]


def test_a_school_is_found_by_its_name_and_its_place_alone() -> None:
    assert search.school_document("Eben Haëzer", "Den Helder", "scholen/eben/") == Document(
        location="scholen/eben/", title="Eben Haëzer", text="Den Helder", school=True
    )


def test_the_index_holds_the_documents_and_the_synonyms_of_its_language() -> None:
    documents = [
        Document(location="p/", title="P", keywords=("x", "y z")),
        search.school_document("’t Kompas", "Den Burg", "scholen/kompas/"),
    ]
    synonyms = {"nl": (("juf", "leerkracht"),), "en": (("teacher", "staff"),)}

    assert search.index(documents, synonyms, "nl") == (
        '{"synonyms":[["juf","leerkracht"]],"documents":[{"location":"p/","title":"P","keywords":"x y z"},'
        '{"location":"scholen/kompas/","title":"’t Kompas","text":"Den Burg","school":true}]}'
    )


def test_the_index_is_the_same_in_whatever_order_the_pages_came() -> None:
    first = search.documents("<h2 id='z'>Z</h2><h2 id='a'>A</h2>", "b/", "B")
    second = search.documents("<p>tekst</p>", "a/", "A")

    assert search.index(first + second, {}, "nl") == search.index(second + first, {}, "nl")
    locations = [one["location"] for one in json.loads(search.index(first + second, {}, "nl"))["documents"]]
    assert locations == ["a/", "b/", "b/#z", "b/#a"]


# Words that mean the same


def test_the_words_of_a_line_form_a_group(tmp_path: Path) -> None:
    path = tmp_path / "zoeken.yml"
    path.write_text("nl:\n  telefoon: mobieltje,  gsm\n  sociale media: socials\nen:\n  a: b\n", encoding="utf-8")

    assert search.read_synonyms(path) == (
        {"nl": (("telefoon", "mobieltje", "gsm"), ("sociale media", "socials")), "en": (("a", "b"),)},
        [],
    )


WORDS_WITH_FAULTS = """\
nl:
  telefoon: mobieltje, smartphone
  juf:
  gsm: Mobieltje
  foto: plaatje, plaatje
  straf: [sanctie]
en: phone
"""


def test_each_fault_in_the_words_is_reported_with_its_line_and_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "zoeken.yml"
    path.write_text(WORDS_WITH_FAULTS, encoding="utf-8")

    _, problems = search.read_synonyms(path)

    remedy = "Schrijf het erachter, zoals: telefoon: mobieltje, smartphone"
    assert [f"{problem.line}: {problem.message}" for problem in sorted(problems)] == [
        f"3: bij 'juf' staat geen woord dat hetzelfde betekent. {remedy}",
        "4: 'Mobieltje' staat ook op regel 2. Zet woorden met dezelfde betekenis op één regel.",
        "5: 'plaatje' staat twee keer op deze regel. Haal er een weg.",
        f"6: bij 'straf' staat geen woord dat hetzelfde betekent. {remedy}",
        "7: onder 'en' horen woorden te staan, ingesprongen, zoals: telefoon: mobieltje, smartphone",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "dit bestand ontbreekt. Zet het terug uit de vorige versie."),
        (b"nl: \xff", "dit bestand is niet als UTF-8 bewaard. Bewaar het opnieuw en kies de codering UTF-8."),
        (
            b"- telefoon",
            "hier horen talen te staan (nl:) met ingesprongen woorden eronder, zoals: telefoon: mobieltje, smartphone",
        ),
    ],
    ids=["missing", "other encoding", "a list"],
)
def test_a_file_with_words_that_cannot_be_used_says_why(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "zoeken.yml"
    if content is not None:
        path.write_bytes(content)

    synonyms, problems = search.read_synonyms(path)

    assert (synonyms, [problem.message for problem in problems]) == ({}, [message])


def test_our_own_words_have_nothing_to_mend() -> None:
    synonyms, problems = search.read_synonyms(ROOT / "facts" / "zoeken.yml")

    assert problems == []
    assert sorted(synonyms) == sorted(LANGUAGES)


# The libraries


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_file_of_others_is_recorded_and_as_it_was_recorded() -> None:
    records = yaml.safe_load((VENDOR / "vendor.yml").read_text(encoding="utf-8"))

    assert {record["file"]: record["sha256"] for record in records} == {
        path.name: digest(path) for path in VENDOR.glob("*.js")
    }
    for record in records:
        assert record["licence"] and record["version"] and record["package"] and record["source"]
        assert record["changed"] or record["sha256"] == record["source_sha256"]
        for name in record["licence_files"]:
            assert "Redistribution" in (text := (VENDOR / name).read_text("utf-8")) or "Permission" in text


def test_the_record_names_no_file_that_is_not_there() -> None:
    records = yaml.safe_load((VENDOR / "vendor.yml").read_text(encoding="utf-8"))
    named = {name for record in records for name in (record["file"], *record["licence_files"])}

    assert named == {path.name for path in VENDOR.iterdir()} - {"vendor.yml"}


# The questions


def answers(names: list[str]) -> list[str]:
    """The places that are right: names from `antwoorden` replaced by what they stand for."""
    return [place for name in names for place in TABLE["antwoorden"].get(name, [name])]


def is_right(group: list[dict[str, Any]], right: list[str]) -> bool:
    """Whether the page of this result, or the best place on it, is one of the right ones."""
    best = max(group, key=lambda item: item["score"])["location"]
    return any(best == place if "#" in place else best.partition("#")[0] == place for place in right)


START = """([address, language]) => {
  self.faults = [];
  self.results = [];
  self.worker = new Worker(`${address}assets/search/worker.js?${language}`);
  worker.onerror = (event) => faults.push(event.message);
  worker.onmessage = ({data}) => { if (data.type === 3) results.push(data.data); };
  worker.postMessage({type: 0, data: {}});
}"""
ASK = """(query) => new Promise((answer) => {
  worker.addEventListener("message", ({data}) => { if (data.type === 3) answer(data.data.items); });
  worker.postMessage({type: 2, data: query});
})"""


@pytest.fixture
def page(served: str, context: BrowserContext) -> Page:
    """A page of the site, from which a worker is started."""
    page = context.new_page()
    page.goto(served + "over/")
    return page


def test_the_table_of_questions_is_large_enough_and_holds_a_third_apart() -> None:
    for language, least in (("nl", 55), ("en", 8)):
        questions = TABLE[language]
        assert len({row["vraag"] for row in questions}) == len(questions) >= least
        assert any(not row["goed"] for row in questions)
        assert 0.25 < sum("apart" in row for row in questions) / len(questions) < 0.4


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_in_the_table_exists_on_the_site(site: Path, language: str) -> None:
    documents = json.loads((site / "search" / f"{language}.json").read_text(encoding="utf-8"))["documents"]
    locations = {document["location"] for document in documents}
    named = {place for row in TABLE[language] for place in answers(row["goed"])}

    assert named - locations == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("apart", [False, True], ids=["tuned on", "held apart"])
def test_nine_of_ten_questions_have_a_right_answer_in_the_first_three(
    page: Page, served: str, language: str, apart: bool
) -> None:
    page.evaluate(START, [served, language])
    questions = [row for row in TABLE[language] if ("apart" in row) is apart and row["goed"]]
    misses = []
    for row in questions:
        items = page.evaluate(ASK, row["vraag"])
        if not any(is_right(group, answers(row["goed"])) for group in items[:3]):
            shown = [max(group, key=lambda item: item["score"])["location"] for group in items[:3]]
            misses.append(f"{row['vraag']}: gaf {shown}, goed is {row['goed']}")

    assert page.evaluate("faults") == []
    rate = 1 - len(misses) / len(questions)
    # Four English questions are held apart: one of them may miss.
    enough = 0.9 if len(questions) > 9 else 0.75
    assert rate >= enough, f"{rate:.0%} van {len(questions)} vragen; mis:\n" + "\n".join(misses)


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("les groep 5 privacy", "mediawijsheid/groep-5/de-puzzel-van-jou/"),
        ("kringgesprek foto's", "mediawijsheid/groep-1/mag-ik-een-foto-maken/"),
        ("les wachtwoord groep 3", "mediawijsheid/groep-3/mijn-sleutel-is-van-mij/"),
        ("algoritme", "mediawijsheid/groep-7/waarom-krijg-jij-dit-te-zien/"),
    ],
)
def test_a_teacher_finds_a_lesson_by_groep_theme_or_form(page: Page, served: str, query: str, right: str) -> None:
    page.evaluate(START, [served, "nl"])

    assert right in [group[0]["location"] for group in page.evaluate(ASK, query)[:3]]


def test_kleuters_finds_lessons_of_groep_1_and_2_only(page: Page, served: str) -> None:
    page.evaluate(START, [served, "nl"])

    found = [group[0]["location"] for group in page.evaluate(ASK, "kleuters")[:5]]
    assert found
    assert all(re.match(r"mediawijsheid/(groep-[12]/|$)", location) for location in found), found


@pytest.mark.parametrize(
    ("language", "query"),
    [(language, row["vraag"]) for language in LANGUAGES for row in TABLE[language] if not row["goed"]],
)
def test_a_question_about_nothing_here_finds_nothing(page: Page, served: str, language: str, query: str) -> None:
    page.evaluate(START, [served, language])

    assert page.evaluate(ASK, query) == []


@pytest.mark.parametrize("query", ["telefoon in de klas", "foto", "school", "straf in den helder"])
def test_a_question_about_a_rule_gives_no_school(page: Page, served: str, query: str) -> None:
    page.evaluate(START, [served, "nl"])

    locations = [item["location"] for group in page.evaluate(ASK, query) for item in group]

    assert locations
    assert not [place for place in locations if place.startswith("scholen/") and place != "scholen/"]


@pytest.mark.parametrize("query", ["pesten", "schelden", "roddelen", "bedreiging"])
def test_what_to_do_comes_before_what_has_changed_since_2013(page: Page, served: str, query: str) -> None:
    page.evaluate(START, [served, "nl"])

    pages = [group[0]["location"].partition("#")[0] for group in page.evaluate(ASK, query)]

    assert "toelichting/" in pages
    assert pages.index("toelichting/") > min(pages.index(place) for place in ("hulp/", "ouders/") if place in pages)


def test_no_excerpt_holds_a_button_a_date_or_the_words_of_a_form(site: Path) -> None:
    documents = json.loads((site / "search" / "nl.json").read_text(encoding="utf-8"))["documents"]
    texts = {document["location"]: document.get("text", "") for document in documents}

    assert texts["hulp/#helpwanted"].endswith("van internet te halen.")
    assert [place for place, text in texts.items() if "Gezien op" in text and place.startswith("hulp/")] == []
    assert "Naam of plaats" not in texts["scholen/"]


def test_a_word_on_two_lines_finds_what_both_lines_say(served: str, context: BrowserContext) -> None:
    """Two forms of one word ("verwijderen", "verwijdering van school") may stand on lines of their own."""
    synonyms = {"nl": (("poes", "kat"), ("poezen", "leeuw"))}
    animals = [Document(location=f"{word}/", title="Dier", text=word) for word in ("kat", "leeuw")]
    body = search.index(animals, synonyms, "nl")
    context.route("**/search/nl.json", lambda route: route.fulfill(body=body, content_type="application/json"))
    page = context.new_page()
    page.goto(served + "over/")
    page.evaluate(START, [served, "nl"])

    assert {group[0]["location"] for group in page.evaluate(ASK, "poes")} == {"kat/", "leeuw/"}


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_goes_through_the_results_and_escape_goes_back(served: str, context: BrowserContext, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served + "ouders/")
    button = page.locator("button[data-toggle=__search]")
    box = page.locator("input[name=query]")
    (button if width == 360 else box).focus()
    if width == 360:
        page.keyboard.press("Enter")
    page.keyboard.type("pesten", delay=20)
    results = page.locator(".md-search-result__link")
    expect(results.first).to_be_visible()
    settle(page)

    page.keyboard.press("Tab")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("Tab")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    assert page.locator("#__search").is_checked()

    page.keyboard.press("Escape")
    expect(button if width == 360 else box).to_be_focused()
    page.wait_for_timeout(100)
    assert not page.locator("#__search").is_checked()


def test_after_escape_the_next_letter_searches_again(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + "ouders/")
    page.locator("input[name=query]").focus()
    page.keyboard.type("pest", delay=20)
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    settle(page)
    page.keyboard.press("Escape")
    expect(page.locator(".md-search-result__link").first).to_be_hidden()
    page.keyboard.type("en", delay=20)

    expect(page.locator(".md-search-result__link").first).to_be_visible()


def test_tab_past_the_last_result_closes_the_search(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + "ouders/")
    page.locator("input[name=query]").focus()
    page.keyboard.type("plichtsverzuim", delay=20)
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    settle(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if not page.evaluate("!!document.activeElement.closest('#zoeken')"):
            break

    expect(page.locator(".md-search-result__link").first).to_be_hidden()
    assert page.evaluate("document.activeElement !== document.body")


@pytest.mark.parametrize(("folder", "help_"), [("ouders/", "hulp/"), ("en/ouders/", "hulp/")])
def test_who_finds_nothing_finds_the_way_to_help(served: str, context: BrowserContext, folder: str, help_: str) -> None:
    page = context.new_page()
    page.goto(served + folder)
    page.locator("input[name=query]").click()
    page.keyboard.type("xqzv", delay=20)
    link = page.locator(".search-help a")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url(served + help_)


def test_a_place_gives_all_its_schools_first(page: Page, served: str) -> None:
    page.evaluate(START, [served, "nl"])

    locations = [group[0]["location"] for group in page.evaluate(ASK, "julianadorp")]

    assert sorted(locations[:2]) == ["scholen/de-rank-julianadorp/", "scholen/de-verrekijker-julianadorp/"]


# The worker


def own_index(context: BrowserContext, *documents: Document) -> None:
    """Serve these documents in place of the site's index."""
    body = search.index(documents, {}, "nl")
    context.route("**/search/nl.json", lambda route: route.fulfill(body=body, content_type="application/json"))


def test_what_stands_in_the_index_is_shown_as_text(served: str, context: BrowserContext) -> None:
    name = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    own_index(context, search.school_document(name, 'Den & "Burg" <b>\'s</b>', "scholen/x/"))
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(served + "over/")
    if not page.locator("input[name=query]").is_visible():
        page.locator("button[data-toggle=__search]").click()

    page.locator("input[name=query]").press_sequentially("alert den burg")

    article = page.locator(".md-search-result__article")
    expect(article).to_contain_text(name)
    expect(article).to_contain_text('Den & "Burg" <b>\'s</b>')
    assert article.locator("script, img, b").count() == 0
    assert article.locator("mark").all_inner_texts() == ["alert", "alert", "Den", "Burg"]
    assert dialogs == []


def test_html_in_the_query_is_shown_as_text(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + "over/")
    if not page.locator("input[name=query]").is_visible():
        page.locator("button[data-toggle=__search]").click()

    page.locator("input[name=query]").fill("<img src=x onerror=alert(1)> plichtsverzuim")
    page.locator("input[name=query]").press("Space")

    expect(page.locator(".md-search-result__item").first).to_contain_text("plichtsverzuim")
    assert page.locator(".md-search-result img").count() == 0


def test_a_long_text_is_cut_around_what_was_found(served: str, context: BrowserContext) -> None:
    text = "begin " * 100 + "plichtsverzuim staat hier " + "einde " * 100
    own_index(context, Document(location="p/", title="P", text=text))
    page = context.new_page()
    page.goto(served + "over/")
    page.evaluate(START, [served, "nl"])

    [[item]] = page.evaluate(ASK, "plichtsverzuim")

    assert item["text"].startswith("… begin") and item["text"].endswith("einde …")
    assert "<mark>plichtsverzuim</mark> staat hier" in item["text"]
    assert len(item["text"]) < 250


def test_a_word_that_a_section_does_not_hold_is_named(served: str, context: BrowserContext) -> None:
    own_index(context, Document(location="p/", title="P", text="Een foto."))
    page = context.new_page()
    page.goto(served + "over/")
    page.evaluate(START, [served, "nl"])

    [[item]] = page.evaluate(ASK, "foto Dromedaris")

    assert item["terms"] == {"foto": True, "Dromedaris": False}


def test_nothing_is_fetched_until_someone_searches(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    fetched: list[str] = []
    context.on("request", lambda request: fetched.append(request.url.removeprefix(served)))
    page.goto(served + "over/")
    page.evaluate(START, [served, "nl"])
    assert page.evaluate(ASK, " ") == []
    assert "search/nl.json" not in fetched and "assets/search/vendor/minisearch.js" not in fetched

    page.evaluate(ASK, "foto")

    assert "search/nl.json" in fetched and "assets/search/vendor/minisearch.js" in fetched


def test_only_the_newest_of_the_waiting_queries_is_answered(served: str, context: BrowserContext) -> None:
    waiting: list[Route] = []
    context.route("**/search/nl.json", lambda route: waiting.append(route))
    page = context.new_page()
    page.goto(served + "over/")
    page.evaluate(START, [served, "nl"])
    page.evaluate("for (const data of ['f', 'foto', 'plichtsverzuim']) worker.postMessage({type: 2, data})")
    while not waiting:
        page.wait_for_timeout(20)
    waiting[0].continue_()
    while not page.evaluate("results.length"):
        page.wait_for_timeout(20)

    page.evaluate(ASK, "protocol")  # once this is answered, nothing older can follow

    results = page.evaluate("results")
    assert [result["items"][0][0]["location"] for result in results] == ["protocol/#s1", "protocol/"]


@pytest.mark.parametrize("fault", ["no connection", "no such file"])
def test_a_search_that_fails_says_so_and_the_next_query_tries_again(
    served: str, context: BrowserContext, fault: str
) -> None:
    context.route(
        "**/search/nl.json",
        lambda route: route.abort() if fault == "no connection" else route.fulfill(status=404, body="weg"),
        times=1,
    )
    page = context.new_page()
    page.goto(served + "over/")
    page.evaluate(START, [served, "nl"])

    [[item]] = page.evaluate(ASK, "plichtsverzuim")
    assert item["title"] == "Het zoeken lukt nu niet"
    assert item["text"] == "Controleer uw verbinding en typ nog een letter, dan wordt het opnieuw geprobeerd."

    assert page.evaluate(ASK, "plichtsverzuim")[0][0]["location"] == "protocol/#s1"


class _Strict(SimpleHTTPRequestHandler):
    """A host that sends our policy with every file, and asks for Trusted Types as well."""

    def end_headers(self) -> None:
        policy = headers.policy(headers.POLICY | {"require-trusted-types-for": "'script'", "trusted-types": "default"})
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Not a line per request between the tests' own output."""


@pytest.fixture
def strict(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worker_runs_under_the_strictest_policy(strict: str, browser: Browser, language: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(strict + "search/nl.json")
    # Only the page may need a policy of its own; the worker brings one.
    page.evaluate("trustedTypes.createPolicy('default', {createScriptURL: (url) => url})")
    page.evaluate(START, [strict, language])

    answer = page.evaluate(ASK, "protocol")
    assert answer[0][0]["location"] == ("protocol/" if language == "nl" else "en/protocol/")
    assert page.evaluate("faults") == []
    context.close()


def test_a_language_without_a_stemmer_can_be_searched(served: str, context: BrowserContext) -> None:
    body = search.index([Document(location="uk/", title="Соціальні мережі", text="Сім'я і школа")], {}, "uk")
    context.route("**/search/uk.json", lambda route: route.fulfill(body=body, content_type="application/json"))
    page = context.new_page()
    page.goto(served + "over/")
    page.evaluate(START, [served, "uk"])

    assert page.evaluate(ASK, "сім’я")[0][0]["location"] == "uk/"
    assert page.evaluate(ASK, "соц")[0][0]["title"] == "<mark>Соціальні</mark> мережі"


def test_the_first_search_fetches_little(site: Path) -> None:
    scripts = ("worker.js", "languages.js", "ranking.js", "vendor/minisearch.js", "vendor/snowball-base.js")
    files = [site / "assets" / "search" / name for name in (*scripts, "vendor/snowball-dutch.js")]
    files.append(site / "search" / "nl.json")

    size = sum(len(gzip.compress(path.read_bytes())) for path in files)

    assert size < 40_000, f"{size} bytes met gzip"


# The school finder


@pytest.mark.parametrize("typed", ["lijsterstraat", "1781 wc", "1781WC", "basisschool eben haezer"])
def test_a_school_is_found_by_its_street_its_postcode_and_its_official_name(
    served: str, context: BrowserContext, typed: str
) -> None:
    page = context.new_page()
    page.goto(served + "scholen/")
    page.locator("main input[name=zoek]").fill(typed)

    assert page.locator("[data-finder-list] li:visible").all_inner_texts() == ["Eben Haëzer"]


def test_st_is_sint_and_the_other_way_round(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + "scholen/")
    for typed in ("st maarten", "sint maarten", "St. Maarten"):
        page.locator("main input[name=zoek]").fill(typed)
        assert page.locator("[data-finder-list] li:visible").all_inner_texts() == ["De Regenboog"], typed


def test_who_finds_no_school_can_see_all_again(served: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(served + "scholen/")
    schools = page.locator("[data-finder-list] li:visible")
    number, show_all = schools.count(), page.locator("[data-finder-all]")
    expect(show_all).to_be_hidden()

    page.locator("main input[name=zoek]").fill("zzzz")
    expect(schools).to_have_count(0)
    expect(page.locator("[data-finder-status]")).to_have_text(
        "Geen school gevonden. Typ een kleiner stuk van de naam of de plaats, of maak het veld leeg."
    )
    show_all.click()

    expect(schools).to_have_count(number)
    expect(page.locator("main input[name=zoek]")).to_be_focused()
    expect(show_all).to_be_hidden()

"""The ouderavond on the built site: every file that a page speaks of, whole kits per school, and finding it."""

import re
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser

from check import ROOT, read_content
from documents import file_name
from leerlijn import BOUWEN
from school import School

CONTENT = read_content(ROOT)[0]
assert CONTENT.kit
SCHOOLS = CONTENT.schools
MOST_PAGES = {
    **dict.fromkeys(("uitnodiging", "uitnodiging-en", "poster-ouderavond", "bedankbrief", "formulier-mr"), 1),
    **dict.fromkeys(("protocol-in-gewone-taal", "protocol-in-gewone-taal-en", "ouder-groepsapp"), 1),
    **dict.fromkeys(("toestemming-uitleg", "toestemming-beeldmateriaal"), 1),
    **dict.fromkeys(("gezinsafspraken-4-8", "gezinsafspraken-8-12"), 1),
    **dict.fromkeys((f"zo-leert-uw-kind-het-{bouw}" for bouw in BOUWEN), 2),
    **{"hulpkaart": 2, "evaluatie": 3, "vooraf-vraag": 5, "korte-vormen": 3, "lastige-vragen": 5, "draaiboek": 8},
    **dict.fromkeys((f"stellingen-en-casussen-{bouw}" for bouw in BOUWEN), 8),
}
"""Name of a text -> how many pages its PDF may have."""


def page(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("bouw", BOUWEN)
def test_the_page_of_an_evening_leads_to_every_file_of_it(site: Path, bouw: str) -> None:
    folder = site / "ouderavond" / f"groep-{bouw}"
    links = {
        (folder / (link.attributes["href"] or "")).resolve()
        for link in page(folder / "index.html").css(".kit a, .page-head__actions a")
    }

    assert len(links) > 40
    assert [path for path in links if not (path / "index.html").is_file() and not path.is_file()] == []
    _, rows = CONTENT.evening(bouw)
    wanted = {(site / path).resolve() for _, own in rows for _, paths in own for path in paths}
    assert wanted - links == set()
    assert len(page(folder / "index.html").css("ol.kit > li")) == 14


@pytest.mark.parametrize("bouw", BOUWEN)
def test_the_page_of_an_evening_leads_to_the_papers_with_which_parents_do_a_lesson(site: Path, bouw: str) -> None:
    folder = site / "ouderavond" / f"groep-{bouw}"
    evening, _ = CONTENT.evening(bouw)
    links = [link.attributes["href"] or "" for link in page(folder / "index.html").css(".kit__files a")]
    found = [(folder / link).resolve() for link in links if evening.les in link]

    assert {path.name for path in found} == {f"{kind}-{evening.les}.pdf" for kind in evening.of_lesson}
    assert all(path.is_file() for path in found)


def names_in_kit(bouw: str, school: School | None) -> set[str]:
    """The names, without their numbers, of what the zip of an evening must hold."""
    assert CONTENT.kit
    evening = CONTENT.kit.evening(bouw)
    assert evening
    names = {f"{kind}-{evening.les}.pdf" for kind in evening.of_lesson}
    for _, text in CONTENT.kit.texts(evening, CONTENT.texts):
        of_school = f"-{school.slug}" if school and text.is_named else ""
        names |= {f"{file_name(text, 'nl')}{of_school}.{ending}" for ending in text.formats}
    return names | {f"protocol-sociale-media{f'-{school.slug}' if school else ''}.pdf"}


@pytest.mark.parametrize("bouw", BOUWEN)
@pytest.mark.parametrize(
    "school", [None, SCHOOLS[0], SCHOOLS[-1]], ids=lambda school: school.slug if school else "geen"
)
def test_a_zip_holds_a_whole_evening_in_the_order_in_which_it_is_needed(
    site: Path, school: School | None, bouw: str
) -> None:
    name = f"ouderavond-groep-{bouw}" + (f"-{school.slug}" if school else "")
    folder = f"scholen/{school.slug}/voor-de-school" if school else f"ouderavond/groep-{bouw}"
    with zipfile.ZipFile(site / folder / f"{name}.zip") as kit:
        packed = {Path(entry).name: kit.read(entry) for entry in kit.namelist()}
        assert {Path(entry).parts[0] for entry in kit.namelist()} == {name}

    assert all(re.match(r"\d\d-", entry) for entry in packed)
    assert {entry[3:] for entry in packed} == names_in_kit(bouw, school)
    assert min(entry for entry in packed if not entry.startswith("00")) == "01-draaiboek.docx"
    loose = {entry[3:]: content for entry, content in packed.items() if (site / folder / entry[3:]).is_file()}
    assert len(loose) >= 5
    assert [entry for entry, content in loose.items() if (site / folder / entry).read_bytes() != content] == []


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.slug)
def test_what_goes_to_parents_carries_the_name_of_the_school(site: Path, school: School) -> None:
    folder = site / "scholen" / school.slug / "voor-de-school"
    texts = [text for found in CONTENT.texts.values() for text in found if text.folder and text.is_named]
    shown = [text for text in texts if text.kind != "presentatie"]
    assert len(shown) >= 12
    for text in shown:
        base = folder / f"{file_name(text, 'nl')}-{school.slug}"
        sheets = pypdfium2.PdfDocument(base.with_suffix(".pdf"))
        assert school.naam in " ".join(sheets[0].get_textpage().get_text_range().split()), text.name
        if "docx" in text.formats:
            words = "\n".join(paragraph.text for paragraph in docx.Document(str(base.with_suffix(".docx"))).paragraphs)
            assert school.naam in words, text.name
        if text.app:
            assert school.naam in base.with_suffix(".txt").read_text(encoding="utf-8"), text.name


@pytest.mark.parametrize("name", MOST_PAGES)
def test_a_document_is_no_longer_than_a_reader_can_use(site: Path, name: str) -> None:
    """Of every school: a long name may not push the last line to another sheet."""
    found = [path for path in site.rglob(f"{name}*.pdf") if re.fullmatch(rf"{name}(-[a-z0-9-]+)?", path.stem)]
    own = [
        path for path in found if path.stem == name or any(path.stem == f"{name}-{school.slug}" for school in SCHOOLS)
    ]
    assert own
    assert {path.name: pages for path in own if (pages := len(pypdfium2.PdfDocument(path))) > MOST_PAGES[name]} == {}


def test_the_poster_is_a3(site: Path) -> None:
    sheet = pypdfium2.PdfDocument(site / "ouderavond" / "poster-ouderavond.pdf")[0]

    assert [round(side / 72 * 25.4) for side in sheet.get_size()] == [297, 420]


def test_for_no_school_in_particular_a_letter_has_a_place_for_the_name(site: Path) -> None:
    text = pypdfium2.PdfDocument(site / "ouderavond" / "uitnodiging.pdf")[0].get_textpage().get_text_range()

    assert "Onze school" in text
    assert "[" not in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ouderavond/draaiboek/", "Laat nooit een kind tolken."),
        ("ouderavond/lastige-vragen/", "Mijn kind is de enige zonder telefoon."),
        ("ouderavond/korte-vormen/", "Koffieochtend (15 minuten)"),
        ("ouderavond/groep-5-6/zo-leert-uw-kind-het/", "De puzzel van jou"),
        ("scholen/eben-haezer-den-helder/protocol-in-gewone-taal/", "Dit vraagt de school van u, de ouder"),
        ("en/scholen/eben-haezer-den-helder/protocol-in-gewone-taal/", "What the school asks of you, the parent"),
    ],
)
def test_a_text_can_be_read_on_the_site(site: Path, address: str, words: str) -> None:
    document = page(site / address / "index.html")
    text = document.css_first("article").text()

    assert words in text
    assert not re.search(r"\[(naam school|invullen|lijnen|tekenvak|nieuw blad|bron|hulp|les)", text)
    pictures = [site / address / (one.attributes["src"] or "") for one in document.css("article img.drawing")]
    assert [path for path in pictures if not path.resolve().is_file()] == []


def test_the_page_says_who_can_help_with_a_source_and_a_day_and_what_became_of_the_offer(site: Path) -> None:
    document = page(site / "ouderavond" / "index.html")
    helpers = document.css(".helper")

    assert {helper.css_first("h3").text() for helper in helpers} >= {
        "Halt",
        "Mediaopvoeding Babbelbox",
        "De bibliotheek",
    }
    for helper in helpers:
        assert re.search(r"Gezien op \d+ \w+ \d{4}\.", helper.text())
        assert helper.css_first(".helper__checked a").attributes["href"]
    offer = document.css_first("#aanbod-2014").next
    address = "http://www.ouders.net/ouderavonden/primair-onderwijs.html"
    assert address in document.css_first("article").text()
    assert not document.css(f'a[href="{address}"]')
    assert offer


def test_the_invitation_can_be_copied_for_the_app_line_by_line(site: Path) -> None:
    block = page(site / "scholen" / "eben-haezer-den-helder" / "voor-de-school" / "index.html").css_first(
        "#app-uitnodiging"
    )

    assert "Tot ziens op Eben Haëzer!" in block.text()
    assert len(block.css("br")) >= 4
    assert "[dag, van … tot …]" in block.text()

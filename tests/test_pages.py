"""Pages of docs/: their checks, and what is filled in."""

from datetime import date
from pathlib import Path

import pytest

import pages
from check import ROOT, read_content

CONTENT = read_content(ROOT)[0]
FACTS = CONTENT.facts
DUTCH = CONTENT.official["nl"]


def messages(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "pagina.md"
    path.write_text(text, encoding="utf-8")
    page, problems = pages.read_page(path)
    if page:
        problems = [*problems, *pages.check_page(page, FACTS, DUTCH)]
    return [f"{problem.line}: {problem.message}" for problem in problems]


HEAD = '---\ntitle: "Een pagina"\ndescription: "Waar zij over gaat."\n---\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEAD}\n# Een pagina\n", []),
        (
            "# Een pagina\n",
            ["1: boven aan de pagina staan geen titel en beschrijving. Begin met een regel --- en title: …"],
        ),
        (
            "---\ntitle: Een pagina\n",
            ["1: het blok boven aan de pagina wordt niet afgesloten. Zet onder description: een regel ---"],
        ),
        (
            "---\ntitle: Foto's: mag het\ndescription: x\n---\n",
            [
                "2: deze regel is niet te lezen. Zet een tekst met een dubbele punt of een aanhalingsteken tussen"
                ' rechte aanhalingstekens ("…") en spring in met spaties.'
            ],
        ),
        (
            "---\ntitle: Een pagina\n---\n",
            ["2: 'description' ontbreekt of is leeg. Voeg een regel toe, bijvoorbeeld: description: …"],
        ),
        (
            f"{HEAD}\n[officiële tekst: reglement]\n",
            ["6: de officiële tekst 'reglement' is er niet in deze taal. Kies uit: beleid, protocol."],
        ),
        (
            f"{HEAD}\n[officiële tekst beleid]\n",
            ["6: hier staat '[officiële tekst beleid]'. Schrijf op een eigen regel: [officiële tekst: protocol]"],
        ),
        (
            f"{HEAD}\nDat is zo.[^nergens]\n",
            ["6: bron '[^nergens]' staat niet in facts/bronnen.yml. Zet hem daar bij, of kies een andere."],
        ),
        (
            f"{HEAD}\nZie [artikel A9](protocol.md#a9).\n",
            ["6: artikel '#a9' bestaat niet. Kies een artikel uit facts/artikelen.yml."],
        ),
        (
            f"{HEAD}\nZie [hier](https://voorbeeld.nl/x).\n",
            [
                "6: hier staat het webadres https://voorbeeld.nl/x."
                " Zet het in facts/bronnen.yml en verwijs ernaar met [^naam]."
            ],
        ),
    ],
)
def test_what_is_to_be_mended_in_a_page_is_told(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert messages(tmp_path, text) == expected


def fill(markdown: str, url: str = "ouders/", language: str = "nl") -> str:
    return pages.fill_page(markdown, url=url, language=language, facts=FACTS, official=CONTENT.official[language])


def test_the_official_text_stands_in_one_element_of_its_own() -> None:
    filled = fill("# Kop\n\n[officiële tekst: beleid]\n\nErna.\n")

    before, _, after = filled.partition('<div data-officieel="beleid" class="official" lang="nl" markdown="1">')
    assert before == "# Kop\n\n"
    assert after.strip().startswith("## 3.8 Beleid protocol Social Media")
    assert after.strip().endswith("</div>\n\nErna.")


def test_a_translation_is_not_marked_as_official() -> None:
    filled = fill("[officiële tekst: protocol]", url="en/protocol/", language="en")

    assert "data-officieel" not in filled
    assert 'data-vertaling="protocol"' in filled


def test_a_source_becomes_a_footnote_with_publisher_and_the_day_it_was_seen() -> None:
    source = next(iter(FACTS.bronnen.values()))

    filled = fill(f"Dat is zo.[^{source.id}] En dat ook.[^{source.id}]")

    assert filled.count(f"\n[^{source.id}]: [") == 1
    assert source.adres in filled
    assert source.uitgever in filled
    assert f"Gezien op {pages.in_words(source.gezien, 'nl')}." in filled


@pytest.mark.parametrize(
    ("url", "expected"), [("en/", "../hulp/#lijn"), ("en/scholen/x/", "../../../hulp/#lijn"), ("", "hulp/#lijn")]
)
def test_a_link_to_another_language_fits_the_depth_of_the_page(url: str, expected: str) -> None:
    assert fill("[Help](nl:hulp/#lijn)", url=url) == f'<a href="{expected}" hreflang="nl">Help</a>'


def test_a_date_stands_in_words() -> None:
    assert pages.in_words(date(2026, 11, 22), "nl") == "22 november 2026"
    assert pages.in_words(date(2026, 11, 22), "en") == "22 November 2026"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.relative_to(ROOT / "docs").as_posix()
)
def test_our_own_pages_have_nothing_to_mend(path: Path) -> None:
    page, problems = pages.read_page(path)
    language = path.relative_to(ROOT / "docs").parts[0]

    assert problems == []
    assert page
    assert list(pages.check_page(page, FACTS, CONTENT.official[language], CONTENT.files(language))) == []

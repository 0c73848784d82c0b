"""Pages of docs/: their checks, and what is filled in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import pages
from check import ROOT, read_content
from problem import Problem
from texts import for_pages, translations

CONTENT = read_content(ROOT)[0]
FACTS = CONTENT.facts
DUTCH = CONTENT.official["nl"]


def messages(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "pagina.md"
    path.write_bytes(text.encode())
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
            "---\ntitle: [a]\ndescription: x\nzoekwoorden: y\n---\n",
            [
                "2: bij 'title' staat geen gewone tekst. Zet rechte aanhalingstekens om de tekst: title: \"…\"",
                "4: 'zoekwoorden' is een lijst. Zet elk woord op een eigen regel, met - ervoor.",
            ],
        ),
        (f"{HEAD}\n# Een pagina\n".replace("\n", "\r\n"), []),
        (
            f"{HEAD}\n# Een pagina\n\n# Nog een\n",
            ["8: dit is nog een kop met één #, naast die op regel 6. Schrijf: ## Nog een"],
        ),
        (
            f'{HEAD}\nDit is <b onclick="x">vet</b>.\n',
            ["6: hier staat de code '<b onclick=\"x\">'. Schrijf het in Markdown, zoals **vet** of [tekst](pagina.md)"],
        ),
        (f'{HEAD}\n<div class="kopieer" id="x" markdown="1">\n\n1 < 2 en `<b>`\n\n</div>\n\n```\n# <b>\n```\n', []),
        (
            f"{HEAD}\nZie [officiele tekst: beleid] hier.\n",
            [
                "6: hier staat 'Zie [officiele tekst: beleid] hier.'."
                " Schrijf op een eigen regel: [officiële tekst: protocol]"
            ],
        ),
        (f"{HEAD}\nZie de [officiële tekst](beleid.md).\n", []),
        (
            f"{HEAD}\n| A | B |\n| --- | --- |\n| 1 |\n\n```\n| A | B |\n| --- | --- |\n| 1 |\n```\n",
            ["8: in deze rij van de tabel staat 1 vak, in de kopregel 2. Schrijf er 2: | … | … |"],
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
            f"{HEAD}\n[document draaiboek]\n\nZie [vertalingen: draaiboek] en het [document](papier.md).\n",
            [
                "6: hier staat '[document draaiboek]'. Schrijf op een eigen regel: [document: naam]",
                "8: hier staat 'Zie [vertalingen: draaiboek] en het [document](papier.md).'."
                " Schrijf op een eigen regel: [vertalingen: naam]",
            ],
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


def page_of(tmp_path: Path, text: str) -> pages.Page:
    path = tmp_path / "pagina.md"
    path.write_text(text, encoding="utf-8")
    page, problems = pages.read_page(path)
    assert page and problems == []
    return page


def told(problems: Iterable[Problem]) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in problems]


def test_a_page_that_is_a_folder_is_told(tmp_path: Path) -> None:
    assert told(pages.read_page(tmp_path)[1]) == [
        "1: dit is een map, geen bestand. Zet het bestand terug uit de vorige versie."
    ]


def test_without_sources_and_articles_a_page_is_not_told_to_lack_them(tmp_path: Path) -> None:
    page = page_of(tmp_path, f"{HEAD}\nDat is zo.[^nergens] Zie [A9](#a9).\n")

    assert told(pages.check_page(page, replace(FACTS, bronnen={}, artikelen={}), DUTCH)) == []


def test_an_official_text_in_a_language_that_has_none_is_told(tmp_path: Path) -> None:
    page = page_of(tmp_path, f"{HEAD}\n[officiële tekst: protocol]\n")

    assert told(pages.check_page(page, FACTS, [])) == [
        "6: de officiële tekst 'protocol' is er niet in deze taal. Zet de vertaling terug in official/."
    ]


def test_what_a_model_does_not_fill_in_is_told(tmp_path: Path) -> None:
    page = page_of(
        tmp_path,
        '---\ntitle: "Op [naam shool]"\ndescription: "In [plaats]."\n---\n\n'
        "[Naam school] in [plaats] op [adres van deze pagina].[^bron] [Tekst](index.md)\n"
        "- [ ] vak, [invullen: naam]\n"
        "[document: brief-team]\n"
        "[schoolgegeven]\n"
        "Zie [schoolgegevens].\n"
        "[naam van de school]: dat is `[x]`.\n",
    )

    assert told(pages.check_model(page)) == [
        "2: '[naam shool]' wordt niet ingevuld. Schrijf bijvoorbeeld: [naam school]",
        "9: '[schoolgegeven]' wordt niet ingevuld. Schrijf bijvoorbeeld: [schoolgegevens]",
        "10: '[schoolgegevens]' staat hier tussen andere tekens. Zet op een eigen regel: [schoolgegevens]",
        "11: '[naam van de school]' wordt niet ingevuld. Schrijf bijvoorbeeld: [naam school]",
    ]


CARD, PROTOCOL = "[schoolgegevens]", "[officiële tekst: protocol]"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{CARD}\n\n{PROTOCOL} \n", []),
        (f"{CARD}\n", [f"5: de regel {PROTOCOL} ontbreekt. Zet op een eigen regel: {PROTOCOL}"]),
        (f"`{CARD}`\n\n{PROTOCOL}\n", [f"5: de regel {CARD} ontbreekt. Zet op een eigen regel: {CARD}"]),
        (
            f"{CARD}\n{CARD}\n{PROTOCOL}\n",
            [f"7: de regel {CARD} staat er twee keer, ook op regel 6. Haal er een weg."],
        ),
        (f"{PROTOCOL}\n\n{CARD}\n", [f"6: de regel {PROTOCOL} staat te hoog. Zet hem onder {CARD} op regel 8."]),
        # Told by the check of what is not filled in, once.
        ("[schoolgegeven]\n\n[officiele tekst: protocol]\n", []),
    ],
)
def test_the_lines_that_a_page_needs_stand_in_it_once(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert told(pages.check_marks(page_of(tmp_path, f"{HEAD}\n{body}"), [CARD, PROTOCOL])) == expected


KNOWN: pages.Known = {
    "nl": {
        "hulp.md": frozenset({"eerst", "politie"}),
        "index.md": frozenset(),
        "over.md": None,
        "scholen/index.md": frozenset({"lijst"}),
        "scholen/naam-school/index.md": frozenset(),
    },
    "en": {"index.md": frozenset()},
    "tr": {},
}


@pytest.mark.parametrize(
    "target",
    [
        *("hulp.md", "./hulp.md#eerst", "#eerst", "scholen/index.md#lijst", "over.md#van-alles"),
        *("nl:hulp/#politie", "nl:scholen/", "nl:", "tr:hulp/", "https://voorbeeld.nl", "bestand:poster.pdf"),
    ],
)
def test_a_link_to_what_exists_is_right(target: str) -> None:
    assert pages.check_link(target, "hulp.md", "nl", KNOWN) is None


@pytest.mark.parametrize(
    ("target", "advice"),
    [
        ("hulp.md#eest", "Bedoel je 'hulp.md#eerst'?"),
        ("#eest", "Bedoel je '#eerst'?"),
        ("hlp.md#eerst", "Bedoel je 'hulp.md#eerst'?"),
        ("nl:hulp/#polite", "Bedoel je 'nl:hulp/#politie'?"),
        ("nl:hulp.md", "Bedoel je 'nl:hulp/'?"),
        ("de:hulp/", "Bedoel je 'nl:hulp/'?"),
        ("../over.md", "Bedoel je 'over.md'?"),
        ("scholen/naam-school/index.md", "Bedoel je 'scholen/index.md'?"),
        ("hulp.md#", "Kies een bestaande pagina of kop."),
        ("foto.png", "Kies een bestaande pagina of kop."),
    ],
)
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, target: str, advice: str) -> None:
    page = page_of(tmp_path, f"{HEAD}\nZie [dit]({target}).\n")

    assert told(pages.check_links(page, "hulp.md", "nl", KNOWN, FACTS)) == [f"6: '{target}' bestaat niet. {advice}"]


def test_a_model_links_to_the_other_models_and_up() -> None:
    name = "scholen/naam-school/voor-de-school.md"

    assert pages.check_link("index.md", name, "nl", KNOWN) is None
    assert pages.check_link("../../hulp.md#eerst", name, "nl", KNOWN) is None
    assert pages.check_link("../hulp.md", name, "nl", KNOWN) == (
        "'../hulp.md' bestaat niet. Bedoel je '../../hulp.md'?"
    )


def test_links_may_point_at_headings_the_official_text_and_organisations(tmp_path: Path) -> None:
    body = '## Een {#een}\n\n## Twee {: #twee .x }\n\n<div class="kopieer" id="drie" markdown="1">\n'
    page = page_of(tmp_path, f"{HEAD}\n{body}\n[officiële tekst: protocol]\n")
    found = pages.names_in(page, DUTCH, FACTS)
    assert found and found >= {"een", "twee", "drie", "protocol", "a5"}
    assert pages.names_in(page, {}, FACTS) is None

    page = page_of(tmp_path, HEAD.replace("title", "template: hulp.html\ntitle"))
    assert pages.names_in(page, DUTCH, FACTS) == {organisation.id for organisation in FACTS.hulp}
    assert pages.names_in(page, DUTCH, replace(FACTS, hulp=())) is None


def test_a_template_that_is_not_there_or_is_needed_is_told(tmp_path: Path) -> None:
    page = page_of(tmp_path, "---\ntitle: x\ntemplate: hlp.html\n---\n")

    assert told(pages.check_template(page, {"over.html", "hulp.html"})) == [
        "3: de vorm 'hlp.html' staat niet in overrides/. Kies uit: hulp.html, over.html."
    ]
    assert told(pages.check_template(page, {"hulp.html"}, "hulp.html")) == [
        "3: deze pagina heeft haar eigen vorm nodig. Zet bij title en description: template: hulp.html"
    ]
    assert told(pages.check_template(page_of(tmp_path, HEAD), {"hulp.html"})) == []


HOME = """\
---
title: Start
inleiding: Hier leest u het.
deuren:
  - titel: Hulp
    tekst: Wie u helpt.
    link: hulp.md
    linktekst: Zoek hulp
vragen:
  - vraag: Wat eerst?
    link: hulp.md#eerst
---
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (HOME, HOME, []),
        ("inleiding: Hier leest u het.\n", "", ["2: bij 'inleiding' staat geen tekst. Vul in: inleiding: …"]),
        ("Wie u helpt.", "", ["6: bij 'tekst' staat geen tekst. Vul in: tekst: …"]),
        (
            "vraag: Wat",
            "vrag: Wat",
            [
                "10: 'vrag' kennen we hier niet. Kies uit: vraag, link.",
                "10: bij 'vraag' staat geen tekst. Vul in: vraag: …",
            ],
        ),
        ("link: hulp.md\n", "link: hlp.md\n", ["7: 'hlp.md' bestaat niet. Bedoel je 'hulp.md'?"]),
        ("    linktekst:", "    link_ook: hulp.md#eerst\n    linktekst_ook: Eerst dit\n    linktekst:", []),
        (
            "    linktekst:",
            "    link_ook: hulp.md#eest\n    linktekst:",
            [
                "5: bij 'linktekst_ook' staat geen tekst. Vul in: linktekst_ook: …",
                "8: 'hulp.md#eest' bestaat niet. Bedoel je 'hulp.md#eerst'?",
            ],
        ),
        ("#eerst", "#eest", ["11: 'hulp.md#eest' bestaat niet. Bedoel je 'hulp.md#eerst'?"]),
        (
            "  - vraag: Wat eerst?\n    link: hulp.md#eerst\n",
            "  - Wat eerst?\n",
            ["9: onder 'vragen' hoort elk onderdeel te beginnen met '- vraag: …'."],
        ),
        (
            "  - vraag: Wat eerst?\n    link: hulp.md#eerst\n",
            "",
            ["9: de lijst 'vragen' ontbreekt. Zet hem terug uit de vorige versie."],
        ),
    ],
)
def test_what_is_to_be_mended_in_a_home_page_is_told(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in HOME
    page = page_of(tmp_path, HOME.replace(old, new, 1))

    assert told(pages.check_home(page, "index.md", "nl", KNOWN)) == expected


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


def is_lesson(path: Path) -> bool:
    """Whether a page is made from a lesson, which has rules of its own (tests/test_lessons.py)."""
    return "mediawijsheid" in path.parts and path.name not in ("index.md", "kerndoelen.md")


@pytest.mark.parametrize(
    "path",
    sorted(path for path in (ROOT / "docs").rglob("*.md") if not is_lesson(path)),
    ids=lambda path: path.relative_to(ROOT / "docs").as_posix(),
)
def test_our_own_pages_have_nothing_to_mend(path: Path) -> None:
    page, problems = pages.read_page(path)
    language = path.relative_to(ROOT / "docs").parts[0]

    assert problems == []
    assert page
    pieces = for_pages(CONTENT.texts[language], CONTENT.known)
    translated = translations(CONTENT.texts, "nl")
    assert list(pages.check_page(page, FACTS, CONTENT.official[language], CONTENT.files(), pieces, translated)) == []


def test_a_page_lists_a_text_in_every_other_language_that_has_it(tmp_path: Path) -> None:
    polish = replace(CONTENT.texts["en"][0], language="pl", name="uitnodiging", title="Zaproszenie", kind="brief")
    listed = translations({**CONTENT.texts, "pl": [polish]}, "nl")
    files = {f"uitnodiging-{language}.{ending}": "x" for language in ("en", "pl") for ending in ("docx", "pdf")}
    page = page_of(tmp_path, f"{HEAD}\n[vertalingen: uitnodiging]\n[vertalingen: brief-team]\n")

    html = pages.fill_page(
        "[vertalingen: uitnodiging]\n", url="a/", language="nl", facts=FACTS, official=DUTCH, files=files,
        translations=listed,
    )  # fmt: skip

    assert html.count("<a ") == 4
    assert '<a class="file" href="../x" lang="pl" hreflang="pl">Zaproszenie, Word</a>' in html
    assert told(pages.check_page(page, FACTS, DUTCH, translations=["uitnodiging"])) == [
        "7: van 'brief-team' is er geen vertaling. Kies uit: uitnodiging, of haal deze regel weg."
    ]

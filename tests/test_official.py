"""The official text stands on the pages word for word, and its file keeps its form."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import official
from check import ROOT, read_content
from conftest import DATA
from names import at_sentence_start
from school import School, read_schools

CORRECTIONS = {
    # scan faults, as listed on /over/
    "Hetis": "Het is",
    "officiéle": "officiële",
    "variéren": "variëren",
    "geinformeerd": "geïnformeerd",
}
ARTICLES = tuple(read_content(ROOT)[0].facts.artikelen)
SCHOOLS = read_schools(ROOT / "schools")[0]


def source() -> tuple[list[str], list[str]]:
    """The words of the policy and of the protocol in the scan, with its faults mended and its numbers left out.

    Left out are the two page footers (the repeated web address and the motto), and list numbers: on the pages the
    browser numbers the lists.
    """
    text = (DATA / "bron-2013.txt").read_text(encoding="utf-8")
    for wrong, right in CORRECTIONS.items():
        assert wrong in text
        text = text.replace(wrong, right)
    policy, protocol = text.split("\nBijlage\n")
    address = "http://www.ouders.net/ouderavonden/primair-onderwijs.html"
    policy, footer = policy.split("alle scholen van Stichting Kopwerk.")
    assert footer.split() == [address, "bijzonder", "in", "opvang", "en", "onderwijs"]
    policy += "alle scholen van Stichting Kopwerk."
    protocol = re.sub(r"^ ?\d\.(?= |$)", "", "Bijlage\n" + protocol, flags=re.M)
    return policy.split(), protocol.split()


def words_on(page: Path, kind: str) -> list[str]:
    """The words in the one element of the page that holds the official text."""
    found = LexborHTMLParser(page.read_text(encoding="utf-8")).css(f'[data-officieel="{kind}"]')
    assert len(found) == 1, f"{len(found)} elementen met de officiële tekst"
    return found[0].text(separator=" ", deep=True).split()


def joined(words: list[str]) -> str:
    """Without spaces, so that a link in the middle of a word or before a full stop makes no difference."""
    return "".join(words)


def test_the_policy_stands_on_its_page_word_for_word(site: Path) -> None:
    assert joined(words_on(site / "beleid" / "index.html", "beleid")) == joined(source()[0])


def test_the_protocol_stands_on_its_page_word_for_word_with_the_placeholder(site: Path) -> None:
    found = words_on(site / "protocol" / "index.html", "protocol")

    assert found == source()[1]
    assert " ".join(found).lower().count("[naam school]") == 11


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.slug)
def test_the_protocol_of_a_school_differs_only_in_its_name(site: Path, school: School) -> None:
    text = " ".join(source()[1])
    # The scan writes a small letter at the start of Uitgangspunt 1; a name at the start of a sentence has a capital.
    text = text.replace("Uitgangspunten [naam school]", "Uitgangspunten [Naam school]")
    text = text.replace("[naam school]", school.naam).replace("[Naam school]", at_sentence_start(school.naam))

    found = words_on(site / "scholen" / school.slug / "index.html", "protocol")

    assert found == text.split()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", ["protocol", f"scholen/{SCHOOLS[0].slug}"])
def test_every_article_can_be_pointed_at(site: Path, language: str, page: str) -> None:
    folder = site if language == "nl" else site / language
    tree = LexborHTMLParser((folder / page / "index.html").read_text(encoding="utf-8"))

    found = [item.id for item in tree.css("[data-officieel] li[id], [data-vertaling] li[id]")]

    assert found == list(ARTICLES)
    assert len(found) == 27


@pytest.mark.parametrize("page", ["protocol", "beleid", f"scholen/{SCHOOLS[0].slug}"])
def test_nothing_of_ours_stands_in_the_official_element(site: Path, page: str) -> None:
    tree = LexborHTMLParser((site / page / "index.html").read_text(encoding="utf-8"))

    assert tree.css("[data-officieel]")
    assert not tree.css("[data-officieel] :is(button, sup, svg, img, form, aside, details, .headerlink)")


def text_of(tmp_path: Path, change: tuple[str, str]) -> list[str]:
    """The messages about the protocol after one change in it."""
    markdown = (ROOT / "official" / "nl" / "protocol.md").read_text(encoding="utf-8")
    assert change[0] in markdown
    path = tmp_path / "nl" / "protocol.md"
    path.parent.mkdir()
    path.write_text(markdown.replace(*change, 1), encoding="utf-8")
    problems = official.read_official(tmp_path, "protocol", "nl", ARTICLES)[1]
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("### Inleiding {: #inleiding }\n", ""),
            "de kop met de vaste naam 'inleiding' ontbreekt. Zet hem terug: … {: #inleiding }",
        ),
        (
            ("### Inleiding {: #inleiding }", "### Inleiding"),
            "de kop 'Inleiding' heeft geen vaste naam. Zet erachter: {: #naam }",
        ),
        (("{: #a5 }\n", ""), "artikel 'a5' ontbreekt. Zet onder het artikel: {: #a5 }"),
        (("{: #a5 }\n", "{: #a9 }\n"), "artikel 'a9' staat niet in facts/artikelen.yml. Zet het daar bij."),
        (
            ("[naam school] onderkent", "[schoolnaam] onderkent"),
            "'[schoolnaam]' wordt niet ingevuld. Schrijf [naam school] of [Naam school].",
        ),
        (
            ("{: #c1 }", "{: #cx }"),
            "artikel 'c1' ontbreekt. Zet onder het artikel: {: #c1 }",
        ),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_a_fault_in_the_official_text_is_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    assert message in text_of(tmp_path, change)


def test_an_empty_section_is_named(tmp_path: Path) -> None:
    markdown = (ROOT / "official" / "nl" / "protocol.md").read_text(encoding="utf-8")
    start = markdown.index("1. [naam school] onderkent")
    end = markdown.index("### Doelgroep")
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "protocol.md").write_text(markdown[:start] + markdown[end:], encoding="utf-8")

    problems = official.read_official(tmp_path, "protocol", "nl", ARTICLES)[1]

    assert "onder de kop 'Uitgangspunten' staat niets. Zet de tekst terug uit de vorige versie." in [
        problem.message for problem in problems
    ]


def test_a_missing_official_text_is_a_fault_and_a_missing_translation_is_not(tmp_path: Path) -> None:
    text, problems = official.read_official(tmp_path, "beleid", "nl", ARTICLES)

    assert text is None
    assert [problem.message for problem in problems] == [
        "de officiële tekst ontbreekt. Zet dit bestand terug uit de vorige versie."
    ]
    assert official.read_official(tmp_path, "beleid", "tr", ARTICLES) == (None, [])


def fixed(tmp_path: Path, markdown: str) -> list[str]:
    """What is said about a policy of which the board decided that it is `Beleid.`"""
    texts = {"beleid": official.Official(kind="beleid", language="nl", path=tmp_path / "beleid.md", markdown="Beleid.")}
    (tmp_path / official.FIXED).write_text(official.fixed_yaml(texts), encoding="utf-8")
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "beleid.md").write_bytes(markdown.encode())
    text, _ = official.read_official(tmp_path, "beleid", "nl", ARTICLES)
    assert text
    return [problem.message for problem in official.check_fixed(tmp_path, {"beleid": text})]


def test_one_other_letter_in_the_official_text_is_told(tmp_path: Path) -> None:
    assert fixed(tmp_path, "Beleit.") == [
        "de tekst is anders dan vastgesteld. Zet de vorige versie terug;"
        " na een besluit van het bestuur: .venv/bin/python scripts/check.py --vastgesteld"
    ]


@pytest.mark.parametrize("markdown", ["Beleid.", "Beleid.\r\n", "\ufeffBeleid.\n\n"])
def test_what_no_reader_sees_is_no_other_text(tmp_path: Path, markdown: str) -> None:
    assert fixed(tmp_path, markdown) == []


def test_a_text_without_its_fingerprint_is_told(tmp_path: Path) -> None:
    (tmp_path / official.FIXED).write_text("protocol: x\n", encoding="utf-8")

    problems = official.check_fixed(tmp_path, {"beleid": read_content(ROOT)[0].official["nl"]["beleid"]})

    assert [problem.message for problem in problems] == [
        "bij 'beleid' staat geen vingerafdruk. Zet dit bestand terug uit de vorige versie."
    ]


def test_without_the_list_of_articles_the_text_is_not_told_to_lack_them() -> None:
    assert official.check_official(read_content(ROOT)[0].official["nl"]["protocol"], ()) == []


def test_the_version_that_pages_and_paper_name_is_that_of_the_official_text() -> None:
    facts = read_content(ROOT)[0].facts
    protocol = (ROOT / "official" / "nl" / "protocol.md").read_text(encoding="utf-8")
    policy = (ROOT / "official" / "nl" / "beleid.md").read_text(encoding="utf-8")

    for fact in ("versie juni 2013", "21 januari 2014"):
        assert fact in facts.woorden["nl"]["protocol_versie"]
        assert fact in protocol
    assert "1 januari 2014" in facts.woorden["nl"]["beleid_versie"]
    assert "01-01-2014" in policy

"""The files in facts/: what is wrong in them is told with the line and the remedy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import facts
from check import ROOT, languages
from problem import Problem

SOURCE = "ap:\n  titel: Foto's\n  uitgever: AP\n  adres: https://ap.nl/\n  gezien: 2026-11-22\n"
HELP = (
    "organisaties:\n"
    "  - id: lijn\n"
    "    naam: De Lijn\n"
    "    voor: kinderen\n"
    "    kan: luisteren\n"
    "    bron: ap\n"
    "    gecontroleerd: 2026-11-22\n"
    "    doelgroep: [kinderen]\n"
    "    bereikbaar:\n"
    "      - {soort: telefoon, waarde: 0800 - 04 32, label: Bel}\n"
)


def told(problems: list[Problem]) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in sorted(problems)]


def read(tmp_path: Path, text: str, reader: Callable[[Path], tuple[Any, list[Problem]]]) -> tuple[Any, list[str]]:
    path = tmp_path / "feiten.yml"
    path.write_text(text, encoding="utf-8")
    value, problems = reader(path)
    return value, told(problems)


def test_a_source_is_read_as_it_is_typed(tmp_path: Path) -> None:
    sources, problems = read(tmp_path, SOURCE, facts.read_sources)

    assert problems == []
    assert (sources["ap"].titel, sources["ap"].adres, sources["ap"].gezien.isoformat()) == (
        "Foto's",
        "https://ap.nl/",
        "2026-11-22",
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  uitgever: AP\n", "", "1: bij 'uitgever' staat geen tekst. Vul in: uitgever: …"),
        ("  uitgever: AP\n", "  uitgever:\n", "3: bij 'uitgever' staat geen tekst. Vul in: uitgever: …"),
        (
            "https://ap.nl/",
            "ap.nl",
            "4: bij 'adres' staat 'ap.nl'. Schrijf het hele adres, zoals https://www.voorbeeld.nl/",
        ),
        (
            "https://ap.nl/",
            "javascript:alert(1)",
            "4: bij 'adres' staat 'javascript:alert(1)'. Schrijf het hele adres, zoals https://www.voorbeeld.nl/",
        ),
        (
            "https://ap.nl/",
            "https://[ap.nl/",
            "4: bij 'adres' staat 'https://[ap.nl/'. Schrijf het hele adres, zoals https://www.voorbeeld.nl/",
        ),
        (
            "2026-11-22",
            "22 november",
            "5: bij 'gezien' staat '22 november'. Schrijf een datum als 2026-11-22.",
        ),
        (
            "  uitgever: AP\n",
            "  uitgever: AP\n  schrijver: x\n",
            "4: 'schrijver' kennen we hier niet. Kies uit: titel, uitgever, adres, datum, gezien, let_op.",
        ),
        (
            "  uitgever: AP\n",
            "  uitgever: AP\n  uitgever: BP\n",
            "4: 'uitgever' staat er twee keer, ook op regel 3. Haal er een weg.",
        ),
        (
            "titel: Foto's",
            "titel: Foto's: mag het",
            "2: deze regel is niet te lezen. Zet een tekst met een dubbele punt of een aanhalingsteken tussen"
            ' rechte aanhalingstekens ("…") en spring in met spaties.',
        ),
    ],
)
def test_a_fault_in_a_source_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SOURCE
    assert message in read(tmp_path, SOURCE.replace(old, new), facts.read_sources)[1]


def test_a_file_that_is_not_there_or_empty_or_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bronnen.yml"
    assert told(facts.read_sources(path)[1]) == ["1: dit bestand ontbreekt. Zet het terug uit de vorige versie."]
    path.write_bytes(b"")
    assert told(facts.read_sources(path)[1]) == ["1: dit bestand is leeg. Zet het terug uit de vorige versie."]
    path.write_bytes("é: 1".encode("latin-1"))
    assert told(facts.read_sources(path)[1]) == [
        "1: dit bestand is niet als UTF-8 bewaard. Bewaar het opnieuw en kies de codering UTF-8."
    ]


def test_a_folder_or_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    assert told(facts.read_sources(tmp_path)[1]) == [
        "1: dit is een map, geen bestand. Zet het bestand terug uit de vorige versie."
    ]
    path = tmp_path / "bronnen.yml"
    path.symlink_to(path)
    assert told(facts.read_sources(path)[1]) == ["1: dit bestand is niet te openen. Kijk of je het mag lezen."]


def test_line_endings_of_windows_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bronnen.yml"
    path.write_bytes(SOURCE.replace("\n", "\r\n").encode())

    assert facts.read_sources(path) == read(tmp_path, SOURCE, facts.read_sources)


def test_a_telephone_number_keeps_its_zeros_and_becomes_a_link(tmp_path: Path) -> None:
    sources, _ = read(tmp_path, SOURCE, facts.read_sources)
    found, problems = read(tmp_path, HELP, lambda path: facts.read_help(path, sources))

    assert problems == []
    assert found[0].bereikbaar[0].waarde == "0800 - 04 32"
    assert found[0].bereikbaar[0].href == "tel:08000432"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("bron: ap", "bron: pa", "6: bron 'pa' staat niet in facts/bronnen.yml. Zet hem daar bij."),
        ("[kinderen]", "[opa]", "8: 'doelgroep' is een lijst uit: ouders, kinderen, scholen, ouderavond."),
        (
            "soort: telefoon",
            "soort: fax",
            "10: bij 'soort' staat 'fax'. Kies uit: telefoon, chat, website.",
        ),
        ("    naam: De Lijn\n", "", "2: bij 'naam' staat geen tekst. Vul in: naam: …"),
        (HELP, "organisaties:\n", "1: de lijst 'organisaties' ontbreekt. Zet hem terug uit de vorige versie."),
    ],
)
def test_a_fault_in_an_organisation_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    sources, _ = read(tmp_path, SOURCE, facts.read_sources)
    assert old in HELP
    assert message in read(tmp_path, HELP.replace(old, new), lambda path: facts.read_help(path, sources))[1]


def test_a_word_must_be_there_in_every_language(tmp_path: Path) -> None:
    reader = lambda path: facts.read_words(path, ("nl", "en"))  # noqa: E731

    assert read(tmp_path, "zoek: {nl: Zoek}\n", reader)[1] == ["1: bij 'en' staat geen tekst. Vul in: en: …"]


def test_many_words_that_a_language_lacks_are_told_in_one_sentence(tmp_path: Path) -> None:
    reader = lambda path: facts.read_words(path, ("nl", "tr"))  # noqa: E731
    text = "".join(f"woord_{number}: {{nl: Woord}}\n" for number in range(6))

    assert read(tmp_path, text, reader)[1] == [
        "1: in de taal 'tr' ontbreken 6 teksten, zoals woord_0, woord_1 en woord_2. Vul bij elke regel in: tr: …"
    ]
    assert len(read(tmp_path, text.replace("woord_0: {nl: Woord}\n", ""), reader)[1]) == 5


def test_without_sources_the_organisations_are_not_told_to_lack_theirs(tmp_path: Path) -> None:
    assert read(tmp_path, HELP, lambda path: facts.read_help(path, {}))[1] == []


def test_our_own_facts_have_nothing_to_mend() -> None:
    found, problems = facts.read_facts(ROOT / "facts", languages(ROOT))

    assert told(problems) == []
    assert len(found.artikelen) == 27
    assert [article.label for article in found.artikelen.values()][:6] == ["U1", "U2", "U3", "U4", "U5", "R1"]
    assert found.hulp

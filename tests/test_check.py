"""`make check`: fast, everything at once, and silent about nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from build import build
from check import ROOT, languages, read_content
from conftest import copy_project
from problem import report


def run(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "scripts" / "check.py")]
    clean = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=clean | environment)


def test_our_own_content_has_nothing_to_mend() -> None:
    content, problems = read_content(ROOT)

    assert problems == []
    assert len(content.schools) == 20
    assert run(ROOT).stdout.startswith("Alles klopt: 20 scholen, ")


def test_two_pages_with_the_same_title_are_told(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    page = root / "docs" / "nl" / "hulp.md"
    other = yaml.safe_load((root / "docs" / "nl" / "beleid.md").read_text(encoding="utf-8").split("---")[1])
    mine = yaml.safe_load(page.read_text(encoding="utf-8").split("---")[1])
    page.write_text(page.read_text(encoding="utf-8").replace(mine["title"], other["title"]), encoding="utf-8")

    result = run(root)

    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        "docs/nl/hulp.md:2: 'title' staat ook in docs/nl/beleid.md. Kies een eigen tekst.",
        "1 punt om te herstellen, in 1 bestand.",
    ]


def test_on_github_each_point_also_stands_beside_its_line(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    (root / "schools" / "de-zee-den-helder.yml").write_text("naam: De Zee\n", encoding="utf-8")

    printed = run(root, GITHUB_ACTIONS="true").stdout

    assert "::error file=schools/de-zee-den-helder.yml,line=1::'plaats' ontbreekt." in printed


def test_the_languages_are_those_of_the_settings() -> None:
    loaded = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    plugin = next(plugin["i18n"] for plugin in loaded["plugins"] if "i18n" in plugin)

    assert [language["locale"] for language in plugin["languages"]] == list(languages(ROOT))


def told(root: Path) -> list[str]:
    """The points that an editor sees, without the last line that counts them."""
    problems = read_content(root)[1]
    return report(problems, root).splitlines()[:-1]


def change(path: Path, old: str, new: str) -> int:
    """Put `new` in the place of `old`; the line on which it ends."""
    text = path.read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    assert found
    path.write_text(before + new + after, encoding="utf-8")
    return (before + new.rstrip("\n")).count("\n") + 1


GONE = "dit bestand ontbreekt. Zet het terug uit de vorige versie."
MODEL = "docs/nl/scholen/naam-school/index.md"
GUIDE = "docs/nl/scholen/naam-school/voor-de-school.md"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (MODEL, f"{MODEL}:1: {GONE}"),
        ("docs/en/scholen/naam-school/index.md", f"docs/en/scholen/naam-school/index.md:1: {GONE}"),
        ("docs/nl/protocol.md", f"docs/nl/protocol.md:1: {GONE}"),
        ("docs/nl/beleid.md", f"docs/nl/beleid.md:1: {GONE}"),
        (GUIDE, f"{GUIDE}:1: {GONE}"),
        ("docs/nl", "docs/nl: deze map ontbreekt. Zet haar terug uit de vorige versie."),
        ("docs/en", "docs/en: deze map ontbreekt. Zet haar terug uit de vorige versie."),
        (
            "official/nl/protocol.md",
            "official/nl/protocol.md:1: de officiële tekst ontbreekt. Zet dit bestand terug uit de vorige versie.",
        ),
        *(
            (name, f"{name}:1: {GONE}")
            for name in (
                *("official/vastgesteld.yml", "mkdocs.yml", "facts/bronnen.yml", "facts/artikelen.yml"),
                *("facts/hulp.yml", "facts/woorden.yml", "facts/papier.yml", "facts/jaar.yml", "facts/zoeken.yml"),
            )
        ),
    ],
)
def test_what_is_missing_is_told_once(tmp_path: Path, name: str, expected: str) -> None:
    root = copy_project(tmp_path / "project", with_cache=False)
    path = root / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()

    assert told(root) == [expected]


def test_a_page_that_is_only_in_the_menu_is_told_there_and_not_at_each_link(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", with_cache=False)
    (root / "docs" / "nl" / "hulp.md").unlink()
    lines = (root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()

    assert told(root) == [
        f"mkdocs.yml:{lines.index('  - Hulp: hulp.md') + 1}: de pagina 'hulp.md' is er niet in docs/nl."
        " Maak haar, of haal deze regel weg."
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("docs/nl/hulp.md", "docs/nl/nieuw.md", MODEL, GUIDE),
        *("facts/bronnen.yml", "facts/jaar.yml", "facts/zoeken.yml", "official/nl/beleid.md", "papers/nl/nieuw.md"),
        *("mkdocs.yml", "official/vastgesteld.yml"),
    ],
)
def test_a_folder_where_a_file_belongs_is_told_once(tmp_path: Path, name: str) -> None:
    root = copy_project(tmp_path / "project", with_cache=False)
    (root / name).unlink(missing_ok=True)
    (root / name).mkdir()

    assert told(root) == [f"{name}:1: dit is een map, geen bestand. Zet het bestand terug uit de vorige versie."]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            MODEL,
            "[officiële tekst: protocol]\n",
            "",
            [
                f"{MODEL}:6: de regel [officiële tekst: protocol] ontbreekt."
                " Zet op een eigen regel: [officiële tekst: protocol]"
            ],
        ),
        (
            "docs/nl/beleid.md",
            "[officiële tekst: beleid]\n",
            "",
            [
                "docs/nl/beleid.md:5: de regel [officiële tekst: beleid] ontbreekt."
                " Zet op een eigen regel: [officiële tekst: beleid]"
            ],
        ),
        (
            MODEL,
            "# Sociale media op [naam school]",
            "# Sociale media op [naam shool]",
            [f"{MODEL}:{{line}}: '[naam shool]' wordt niet ingevuld. Schrijf bijvoorbeeld: [naam school]"],
        ),
        (
            "docs/nl/hulp.md",
            "template: hulp.html\n",
            "",
            [
                "docs/nl/hulp.md:2: deze pagina heeft haar eigen vorm nodig."
                " Zet bij title en description: template: hulp.html"
            ],
        ),
        (
            "docs/nl/index.md",
            "ouders.md#pesten",
            "ouders.md#psten",
            ["docs/nl/index.md:{line}: 'ouders.md#psten' bestaat niet. Bedoel je 'ouders.md#pesten'?"],
        ),
        (
            "docs/en/ouders.md",
            "nl:hulp/#eerst",
            "nl:hulp/#eest",
            ["docs/en/ouders.md:{line}: 'nl:hulp/#eest' bestaat niet. Bedoel je 'nl:hulp/#eerst'?"],
        ),
        (
            "official/nl/protocol.md",
            "de goede naam",
            "de slechte naam",
            [
                "official/nl/protocol.md:1: de tekst is anders dan vastgesteld. Zet de vorige versie terug;"
                " na een besluit van het bestuur: .venv/bin/python scripts/check.py --vastgesteld"
            ],
        ),
        (
            "official/en/protocol.md",
            "### ",
            "### <hr>",
            [
                "official/en/protocol.md:{line}: hier staat de code '<hr>'."
                " Schrijf het in Markdown, zoals **vet** of [tekst](pagina.md)"
            ],
        ),
        (
            "papers/nl/brief-team.md",
            "\n# ",
            "\n# <b>Brief</b> ",
            [
                "papers/nl/brief-team.md:{line}: hier staat de code '<b>'."
                " Schrijf het in Markdown, zoals **vet** of [tekst](pagina.md)"
            ],
        ),
        (
            "mkdocs.yml",
            "site_url: https://",
            "site_url: ",
            [
                "mkdocs.yml:{line}: bij 'site_url' staat 'sociale-media.kopwerk.example/'."
                " Schrijf het hele adres, zoals https://www.voorbeeld.nl/"
            ],
        ),
        (
            "mkdocs.yml",
            "site_dir: site",
            "site_dir: site: x",
            [
                "mkdocs.yml:{line}: deze regel is niet te lezen. Zet een tekst met een dubbele punt of een"
                ' aanhalingsteken tussen rechte aanhalingstekens ("…") en spring in met spaties.'
            ],
        ),
        (
            "mkdocs.yml",
            "            - Parents: ouders.md\n",
            "            - More:\n                - Parents: oudrs.md\n",
            [
                "docs/en/ouders.md:1: deze pagina staat niet in het menu."
                " Zet in mkdocs.yml onder nav bij locale: en: - Naam: ouders.md",
                "mkdocs.yml:{line}: de pagina 'oudrs.md' is er niet in docs/en. Maak haar, of haal deze regel weg.",
            ],
        ),
        (
            "mkdocs.yml",
            "\nnav:\n",
            "\nmenu:\n",
            ["mkdocs.yml:1: het menu ontbreekt. Zet nav: terug uit de vorige versie."],
        ),
    ],
)
def test_a_change_that_breaks_something_is_told_once(
    tmp_path: Path, name: str, old: str, new: str, expected: list[str]
) -> None:
    root = copy_project(tmp_path / "project", with_cache=False)
    line = change(root / name, old, new)

    assert told(root) == [sentence.replace("{line}", str(line)) for sentence in expected]


def test_settings_that_are_no_settings_are_told(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", with_cache=False)
    (root / "mkdocs.yml").write_text("Sociale media op school\n", encoding="utf-8")

    assert told(root) == [
        "mkdocs.yml:1: hier horen instellingen te staan, zoals site_name: … Zet de vorige versie terug."
    ]


def test_line_endings_of_windows_change_nothing(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", with_cache=False)
    for path in [path for path in root.rglob("*") if path.suffix in (".md", ".yml")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert told(root) == []


def test_after_a_decision_of_the_board_the_new_text_can_be_fixed(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", with_cache=False)
    change(root / "official" / "nl" / "protocol.md", "de goede naam", "de beste naam")
    assert run(root).returncode == 1

    command = [sys.executable, str(root / "scripts" / "check.py"), "--vastgesteld"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0
    assert result.stdout.splitlines()[0] == "De officiële teksten zijn vastgelegd in official/vastgesteld.yml."
    assert run(root).returncode == 0
    # Nothing but the fingerprint of that one text is another.
    before, after = ((folder / "official" / "vastgesteld.yml").read_text(encoding="utf-8") for folder in (ROOT, root))
    assert [line.split()[0] for line in set(after.splitlines()) - set(before.splitlines())] == ["protocol:"]


def test_a_fault_in_a_template_is_told_without_the_insides_of_the_program(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = copy_project(tmp_path / "project", with_cache=False)
    change(root / "overrides" / "over.html", "{{ text }}", "{{ text }}{% nergens %}")

    assert build(root, root / "site") == 1

    said = capfd.readouterr().err
    assert "Traceback" not in said
    assert said.splitlines()[-1].startswith(
        "Dit is een fout in het programma of een sjabloon, niet in een tekst: "
        "jinja2.exceptions.TemplateSyntaxError: Encountered unknown tag 'nergens'."
    )
    assert "INFO" in said


def test_settings_that_cannot_be_read_stop_the_build_with_our_words(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = copy_project(tmp_path / "project", with_cache=False)
    (root / "mkdocs.yml").write_text("site_name: a: b\n", encoding="utf-8")

    assert build(root, root / "site") == 1

    assert capfd.readouterr().err.splitlines() == [
        "mkdocs.yml:1: deze regel is niet te lezen. Zet een tekst met een dubbele punt of een aanhalingsteken"
        ' tussen rechte aanhalingstekens ("…") en spring in met spaties.',
        "1 punt om te herstellen, in 1 bestand.",
    ]


def test_a_link_or_a_source_in_a_lesson_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    path = root / "docs" / "nl" / "mediawijsheid" / "groep-5" / "de-puzzel-van-jou.md"
    line = change(path, "## Verantwoording\n\n", "## Verantwoording\n\n[Dit](../groep-3/weg.md) [^weg]\n")

    name = f"docs/nl/mediawijsheid/groep-5/de-puzzel-van-jou.md:{line}"
    assert f"{name}: bron '[^weg]' staat niet in facts/bronnen.yml. Zet hem daar bij, of kies een andere." in told(root)
    assert any(fault.startswith(f"{name}: '../groep-3/weg.md' bestaat niet.") for fault in told(root))


def test_a_folder_of_a_groep_holds_its_page_and_lessons_only(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    folder = root / "docs" / "nl" / "mediawijsheid"
    (folder / "groep-5" / "index.md").unlink()
    (folder / "groep-6" / "Mijn Les.md").write_text("", encoding="utf-8")
    (folder / "groep-7" / "werkblad.docx").write_bytes(b"")

    found = told(root)

    assert f"docs/nl/mediawijsheid/groep-5/index.md:1: {GONE_PAGE}" in found
    for name, better in (("groep-6/Mijn Les.md", "mijn-les.md"), ("groep-7/werkblad.docx", "werkblad.md")):
        message = (
            f"'{name.partition('/')[2]}' kan geen adres van een les zijn. Noem het bestand {better}, of haal het weg."
        )
        assert f"docs/nl/mediawijsheid/{name}: {message}" in found


def test_a_copied_example_is_no_lesson_yet(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    folder = root / "docs" / "nl" / "mediawijsheid"
    (folder / "groep-5" / "een-les.md").write_bytes((folder / "_voorbeeld.md").read_bytes())

    message = "'De titel van je les' is de titel van het voorbeeld. Schrijf de titel van deze les."
    assert any(fault.endswith(message) for fault in told(root))


GONE_PAGE = "deze pagina ontbreekt. Zet haar terug uit de vorige versie."

"""`make check`: fast, everything at once, and silent about nothing."""

import os
import subprocess
import sys
from pathlib import Path

import yaml

from check import ROOT, languages, read_content
from conftest import copy_project


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

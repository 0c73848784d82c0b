"""The leerlijn and the kerndoelen: what is read, and what an editor is told."""

import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from leerlijn import read_leerlijn
from lessen import FACTS, LINE


def copied(folder: Path) -> Path:
    for name in ("leerlijn.yml", "kerndoelen.yml"):
        shutil.copy2(ROOT / "facts" / name, folder / name)
    return folder


def test_the_twelve_themes_come_back_in_every_bouw() -> None:
    assert len(LINE.themas) == 12
    for theme in LINE.themas:
        assert [step.bouw for step in theme.stappen] == ["1-2", "3-4", "5-6", "7-8"]


def test_every_groep_teaches_six_themes_a_year() -> None:
    for groep in range(1, 9):
        numbers = sorted(step.volgnummer for theme in LINE.themas for step in theme.stappen if step.groep == groep)
        assert numbers == [1, 2, 3, 4, 5, 6], groep


def test_the_goals_are_those_of_primary_education() -> None:
    assert list(LINE.codes) == ["22A", "22B", "22C", "22D", "23A", "23B", "24A", "24B", "24C"]
    assert LINE.codes["24A"].zin == (
        "De leerling gaat veilig om met digitale systemen, data en de privacy van zichzelf en anderen."
    )


def test_what_is_only_proposed_is_no_article() -> None:
    assert not set(LINE.voorstellen) & set(FACTS.artikelen)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "leerlijn.yml", '"1-2": {les: 2-1, leert: wat een woord met iemand doet}', '"1-2": {les: 3-1, leert: x}',
            "bij 'Omgaan met elkaar en pesten' mist de stap voor groep 1-2. Schrijf: \"1-2\": {les: 1-1, leert: …}",
        ),
        (
            "leerlijn.yml", "{les: 2-2, leert: wat van mij", "{les: 2-1, leert: wat van mij",
            "les 2-1 staat bij 'Omgaan met elkaar en pesten' en bij 'Privacy en gegevens'. Kies er één.",
        ),
        (
            "leerlijn.yml", "kerndoelen: [24A, 22C]", "kerndoelen: [24A, 99]",
            "kerndoel '99' staat niet in facts/kerndoelen.yml. Kies een ander.",
        ),
        ("leerlijn.yml", "minuten: 20", "minuten: twintig", "bij 'minuten' staat 'twintig'. Schrijf een getal, zoals 30."),
        ("leerlijn.yml", "merken: [", "marken: [", "'merken' is een lijst. Schrijf: merken: [een, twee]"),
        (
            "leerlijn.yml", "\nthemas:\n", "\nthema:\n",
            "de lijst 'themas' ontbreekt of klopt niet. Zet hem terug uit de vorige versie.",
        ),
        (
            "kerndoelen.yml", "bron: slo-open-data", "bron: slo",
            "bron 'slo' staat niet in facts/bronnen.yml. Zet hem daar bij.",
        ),
        (
            "kerndoelen.yml", "gecontroleerd: 2026-11-22", "gecontroleerd: gisteren",
            "bij 'gecontroleerd' staat 'gisteren'. Schrijf een datum als 2026-11-22.",
        ),
        ("kerndoelen.yml", "stand:\n", "standen:\n", "'stand' ontbreekt. Zet hem terug uit de vorige versie."),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_remedy(tmp_path: Path, name: str, old: str, new: str, message: str) -> None:
    path = copied(tmp_path) / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    line, problems = read_leerlijn(tmp_path, FACTS)

    assert line is None
    assert message in [problem.message for problem in problems]


@pytest.mark.parametrize("name", ["leerlijn.yml", "kerndoelen.yml"])
def test_a_file_that_is_gone_or_no_yaml_is_told(tmp_path: Path, name: str) -> None:
    path = copied(tmp_path) / name
    path.unlink()
    assert [problem.message for problem in read_leerlijn(tmp_path, FACTS)[1]] == [
        "dit bestand ontbreekt. Zet het terug uit de vorige versie."
    ]

    path.write_text("een: [twee", encoding="utf-8")
    assert read_leerlijn(tmp_path, FACTS)[0] is None

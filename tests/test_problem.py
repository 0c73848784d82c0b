"""One thing to mend, and the report of all of them."""

from pathlib import Path

import pytest

from problem import Problem, report, shown

ROOT = Path("/project")
WILG = ROOT / "schools" / "de-wilg.yml"
ANKER = ROOT / "schools" / "het-anker.yml"


def test_the_report_is_sorted_by_file_and_line_says_each_thing_once_and_counts():
    problems = [
        Problem(ANKER, 4, "hier staat iets. Haal het weg."),
        Problem(WILG, 10, "ook dit. Schrijf: naam: De Wilg"),
        Problem(WILG, 2, "dit kan niet. Schrijf: naam: De Wilg"),
        Problem(WILG, 2, "dit kan niet. Schrijf: naam: De Wilg"),
    ]

    assert report(problems, ROOT).splitlines() == [
        "schools/de-wilg.yml:2: dit kan niet. Schrijf: naam: De Wilg",
        "schools/de-wilg.yml:10: ook dit. Schrijf: naam: De Wilg",
        "schools/het-anker.yml:4: hier staat iets. Haal het weg.",
        "3 punten om te herstellen, in 2 bestanden.",
    ]


def test_one_point_is_counted_in_the_singular():
    assert report([Problem(WILG, 2, "dit kan niet.")], ROOT).endswith("\n1 punt om te herstellen, in 1 bestand.")


def test_nothing_to_mend_is_said_too():
    assert report([], ROOT) == "Geen punten om te herstellen."


def test_a_problem_of_a_whole_folder_has_no_line_number():
    problems = [Problem(ROOT / "schools", 0, "hier staat nog niets.")]

    assert report(problems, ROOT, github=True).splitlines() == [
        "schools: hier staat nog niets.",
        "::error file=schools::hier staat nog niets.",
        "1 punt om te herstellen, in 1 bestand.",
    ]


def test_for_github_each_problem_is_also_a_workflow_command_with_its_signs_escaped():
    problems = [Problem(ROOT / "schools" / "a,b:c%.yml", 3, "100% goed: bijna,\r\nmaar niet helemaal.")]

    assert report(problems, ROOT, github=True).splitlines() == [
        "schools/a,b:c%.yml:3: 100% goed: bijna,<U+000D><U+000A>maar niet helemaal.",
        "::error file=schools/a%2Cb%3Ac%25.yml,line=3::100%25 goed: bijna,<U+000D><U+000A>maar niet helemaal.",
        "1 punt om te herstellen, in 1 bestand.",
    ]


def test_a_file_outside_the_project_is_named_in_full():
    assert report([Problem(Path("/elders/x.yml"), 1, "dit.")], ROOT).startswith("/elders/x.yml:1: dit.")


def test_a_relative_path_is_read_from_the_folder_in_which_one_works(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    assert report([Problem(Path("schools/x.yml"), 1, "dit.")], Path()).startswith("schools/x.yml:1: dit.")


def test_a_linked_file_keeps_the_name_that_the_editor_knows(tmp_path):
    (tmp_path / "echt.yml").write_text("x", encoding="utf-8")
    (tmp_path / "koppeling.yml").symlink_to(tmp_path / "echt.yml")

    assert report([Problem(tmp_path / "koppeling.yml", 1, "dit.")], tmp_path).startswith("koppeling.yml:1: dit.")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("De Fontein", "De Fontein"),
        ("’t\u00a0Kompas", "’t\u00a0Kompas"),
        ("De\nFontein", "De<U+000A>Fontein"),
        ("\x1b[31mrood", "<U+001B>[31mrood"),
        ("De \u202eFontein", "De <U+202E>Fontein"),
        ("bestand-\udce9.yml", "bestand-<U+DCE9>.yml"),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 59 + "…"),
    ],
)
def test_what_was_typed_is_shown_on_one_line_with_every_sign_visible(typed, seen):
    assert shown(typed) == seen
    assert shown(typed).encode("utf-8")

"""The build: the same input gives the same bytes, and the last good site survives whatever happens."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import copy_project, run_build


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert len(found) > 50
    return found


def few_schools(root: Path) -> Path:
    """The project with three of its schools: what is made for one is made for all."""
    schools = sorted((root / "schools").glob("[!_]*.yml"))
    assert len(schools) > 10
    for path in schools[3:]:
        path.unlink()
    return root


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a site in it, for which every file has been made anew."""
    root = few_schools(copy_project(tmp_path_factory.mktemp("kopie") / "project", with_cache=False))
    assert run_build(root, root / "site").returncode == 0
    return root


@pytest.fixture(scope="module")
def same(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of those schools, put together from what was made for the site of all tests."""
    root = few_schools(copy_project(tmp_path_factory.mktemp("zelfde") / "project"))
    assert run_build(root, root / "site").returncode == 0
    return root / "site"


def test_two_builds_are_byte_for_byte_the_same(same: Path, project: Path, tmp_path: Path) -> None:
    """Another folder, another hash seed, another time zone and day."""
    other = tmp_path / "elders" / "site"
    other.parent.mkdir()
    result = run_build(project, other, PYTHONHASHSEED="7", TZ="Pacific/Auckland", SOURCE_DATE_EPOCH="86400")
    assert result.returncode == 0, result.stderr

    assert contents(other) == contents(same)


def test_plain_mkdocs_gives_the_same_site(same: Path, project: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path / "site")],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        check=True,
    )

    assert contents(tmp_path / "site") == contents(same)


def test_faults_are_told_all_at_once_and_the_old_site_stays(project: Path, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    assert run_build(root, root / "site").returncode == 0
    before = contents(root / "site")
    schools = root / "schools"
    (schools / "de-een-den-helder.yml").write_text("naam: De Een\n", encoding="utf-8")
    (schools / "de-twee-den-helder.yml").write_text(
        "naam: De Twee\nplats: Den Helder\nplaats: Den Helder\npeildatum: 2021-02-31\n", encoding="utf-8"
    )
    page = root / "docs" / "nl" / "over.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nZie [^bestaat-niet].\n", encoding="utf-8")

    result = run_build(root, root / "site")

    assert result.returncode == 1
    told = result.stdout + result.stderr
    assert "Traceback" not in told
    assert "schools/de-een-den-helder.yml:1: 'plaats' ontbreekt." in told
    assert "schools/de-twee-den-helder.yml:2:" in told
    assert "schools/de-twee-den-helder.yml:4: bij 'peildatum' staat '2021-02-31', en die dag bestaat niet." in told
    assert "bron '[^bestaat-niet]' staat niet in facts/bronnen.yml." in told
    assert "4 punten om te herstellen, in 3 bestanden." in told
    assert "De site is niet gemaakt. Wat er stond, staat er nog." in told
    assert contents(root / "site") == before
    assert not list(root.glob(".site-*"))


def test_a_broken_link_stops_the_build_and_the_old_site_stays(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    assert run_build(root, root / "site").returncode == 0
    before = contents(root / "site")
    page = root / "docs" / "nl" / "over.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nZie [dit](bestaat-niet.md).\n", encoding="utf-8")

    assert run_build(root, root / "site").returncode == 1
    assert contents(root / "site") == before


def test_a_build_that_is_killed_leaves_the_old_site_whole_and_the_next_one_cleans_up(project: Path) -> None:
    before = contents(project / "site")
    command = [sys.executable, str(project / "scripts" / "build.py"), "--naar", str(project / "site")]
    moments = random.Random()
    killed = 0
    for _ in range(4):
        process = subprocess.Popen(
            command, cwd=project, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.2, 1.2))
        if process.poll() is None:
            killed += 1
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert contents(project / "site") == before
    assert killed, "every build was finished before it could be killed"

    assert run_build(project, project / "site").returncode == 0
    assert not list(project.glob(".site-*"))
    assert contents(project / "site") == before


def test_a_new_school_is_one_new_file(project: Path, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    school = root / "schools" / "de-nieuwe-oudeschild.yml"
    school.write_text("naam: De Nieuwe\nplaats: Oudeschild\n", encoding="utf-8")
    assert run_build(root, root / "site").returncode == 0

    page = (root / "site" / "scholen" / "de-nieuwe-oudeschild" / "index.html").read_text(encoding="utf-8")

    assert "Protocol Sociale Media De Nieuwe" in page
    assert "De Nieuwe" in (root / "site" / "scholen" / "index.html").read_text(encoding="utf-8")
    assert "Oudeschild" in (root / "site" / "search" / "nl.json").read_text(encoding="utf-8")


def test_docs_holds_no_page_per_school_and_no_stray_language_folder() -> None:
    from check import ROOT, languages

    folders = {path.name for path in (ROOT / "docs").iterdir()}
    assert folders == set(languages(ROOT)) == {"nl", "en"}
    models = {path.parent.name for path in (ROOT / "docs").rglob("scholen/*/index.md")}
    assert models == {"naam-school"}

"""`make serve`: whoever edits a text, a fact or a template sees the change without doing anything."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pypdfium2
import pytest

from conftest import copy_project

SCHOOL = "scholen/de-fontein-den-helder/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("serve") / "project")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serve") / "uitvoer.txt"


@pytest.fixture(scope="module")
def address(project: Path, output: Path) -> Iterator[str]:
    """MkDocs' own server, running on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log: IO[bytes]
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=project,
            stdout=log,
            stderr=log,
        )
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_for(url: str, words: str) -> None:
    """Until the page holds the words; at most half a minute, on a machine with other work."""
    text = ""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                text = response.read().decode()
            if words in text:
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.2)
    pytest.fail(f"{words!r} did not appear on {url}; the page is {len(text)} signs long")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_change_in_a_school_a_text_or_a_template_shows_at_once(project: Path, address: str) -> None:
    wait_for(address + SCHOOL, "Protocol Sociale Media De Fontein")
    replace(project / "schools" / "de-fontein-den-helder.yml", "naam: De Fontein", "naam: De Bron")
    wait_for(address + SCHOOL, "Protocol Sociale Media De Bron")
    replace(project / "docs" / "nl" / "ouders.md", "# Vragen van ouders", "# Vragen van alle ouders")
    wait_for(address + "ouders/", "Vragen van alle ouders</h1>")
    replace(project / "overrides" / "main.html", "{% extends", "{# gewijzigd #}{% extends")
    replace(project / "overrides" / "base.html", "</body>", "<!-- uit het sjabloon --></body>")
    wait_for(address + "ouders/", "uit het sjabloon")


def test_a_file_for_on_paper_is_made_when_somebody_asks_for_it(project: Path, address: str) -> None:
    wait_for(address + SCHOOL, "Protocol Sociale Media")
    name = f"{SCHOOL}voor-de-school/brief-team-de-fontein-den-helder.pdf"
    assert read_pdf(address + name)
    letter = project / "papers" / "nl" / "brief-team.md"
    replace(letter, "# ", "# Heel nieuw: ")
    until = time.monotonic() + 30
    while "Heel nieuw" not in read_pdf(address + name):
        assert time.monotonic() < until, "the letter stayed as it was"
        time.sleep(0.2)


def read_pdf(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as response:
        assert response.headers["Content-Type"] == "application/pdf"
        return str(pypdfium2.PdfDocument(response.read())[0].get_textpage().get_text_range())


def test_a_slip_is_told_in_dutch_and_mending_it_is_enough(project: Path, address: str, output: Path) -> None:
    wait_for(address + SCHOOL, "Protocol Sociale Media")
    school = project / "schools" / "de-fontein-den-helder.yml"
    replace(school, "plaats:", "plats:")
    until = time.monotonic() + 30
    while "het veld 'plats' kennen we niet. Bedoel je 'plaats'?" not in output.read_text(encoding="utf-8"):
        assert time.monotonic() < until, output.read_text(encoding="utf-8")[-2000:]
        time.sleep(0.2)
    assert "Traceback" not in output.read_text(encoding="utf-8")
    replace(school, "plats:", "plaats:")
    replace(school, "naam: De", "naam: Het")
    wait_for(address + SCHOOL, "Protocol Sociale Media Het")

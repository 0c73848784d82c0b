"""The Nu HTML checker has nothing to say about any page."""

import shutil
import subprocess
from pathlib import Path

from conftest import ROOT, missing

CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_every_page_is_valid_html(site: Path) -> None:
    if not shutil.which("java"):
        missing("Java", "Installeer het pakket default-jre-headless.")
    if not CHECKER.is_file():
        missing("De HTML-checker", "Installeer npm en doe make test opnieuw.")
    pages = list(site.rglob("*.html"))
    assert pages
    result = subprocess.run(
        ["java", "-Xss4m", "-jar", str(CHECKER), "--skip-non-html", "--errors-only", str(site)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stderr.strip() == ""
    assert result.returncode == 0

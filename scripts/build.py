"""`make site`: check, build beside the site that stands, and put the new one in its place at the end.

A build that fails, or is killed at any moment, leaves `site/` as it was. Writing into a fresh folder is also 2-3 times
faster on ext4 than emptying and refilling an old one.
"""

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from check import ROOT, read_content, read_settings
from problem import report


def build(root: Path, site: Path) -> int:
    """Build the site of `root` into `site`; the exit status of MkDocs, 0 when the new site stands."""
    # Without its settings MkDocs stops before the check, and says so in its own words.
    if read_settings(root)[1]:
        print(report(read_content(root)[1], root, github="GITHUB_ACTIONS" in os.environ), file=sys.stderr)
        return 1
    for left_over in site.parent.glob(".site-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix=".site-", dir=site.parent))
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore::DeprecationWarning"}
    try:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(new)]
        status = _run(command, root, environment)
        if status == 0:
            # mkdtemp makes a folder that only its owner may read; a web server must read it too.
            new.chmod(0o755)
            _swap(new, site)
        return status
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _run(command: list[str], root: Path, environment: dict[str, str]) -> int:
    """Run MkDocs and let its lines through; of the traceback of a program that fails, only what it says in the end."""
    traceback: list[str] = []
    with subprocess.Popen(command, cwd=root, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            if traceback or line.startswith("Traceback "):
                traceback.append(line)
            else:
                print(line, end="", file=sys.stderr, flush=True)
    if traceback and process.returncode:
        said = [line.strip() for line in traceback if line.strip()][-1]
        print(f"Dit is een fout in het programma of een sjabloon, niet in een tekst: {said}", file=sys.stderr)
    else:
        print("".join(traceback), end="", file=sys.stderr)
    return process.returncode


def _swap(new: Path, site: Path) -> None:
    """Put `new` where `site` stands: in one step, where the system can exchange two names."""
    if not site.exists():
        new.rename(site)
    elif not _exchange(new, site):
        old = new.with_suffix(".old")
        site.rename(old)
        new.rename(site)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step (Linux, renameat2(2) with RENAME_EXCHANGE); False where that does not exist."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


def main(argv: list[str] | None = None) -> int:
    """Build and say where the site is."""
    parser = argparse.ArgumentParser(description="Maak de site.")
    parser.add_argument("--naar", type=Path, default=ROOT / "site", help="map waarin de site komt (site)")
    site = parser.parse_args(argv).naar.resolve()
    status = build(ROOT, site)
    if status:
        print("De site is niet gemaakt. Wat er stond, staat er nog.", file=sys.stderr)
        return 1
    print(f"De site staat in {site}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`: what a build costs with 20, 200 and 2,000 schools, in numbers that a slow machine does not change.

The measure is a ratio within one run: the build against `cp -r` of the very files that it made, both into a fresh
folder on the same disk. The schools are made up here; odd names are among them. The files for on paper are measured
apart: milliseconds for each kind, against WeasyPrint on the same page where that is installed.
"""

import argparse
import importlib
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import markdown

import documents
from check import ROOT, read_content
from lessonfiles import LessonFiles
from names import slug

SOURCES = ("docs", "official", "papers", "facts", "overrides", "scripts", "mkdocs.yml", "requirements.txt")
KINDS = ("De", "Het", "Obs", "Basisschool", "’t", "Christelijke Basisschool", "Kindcentrum", "IKC")
NAMES = ("Kompas", "Wier & Duin", "Zeester", "P@rk", '"De Kiel"', "Ëmma", "Spoor/Brug", "ijsvogel", "<Anker>", "Zilt")
PLACES = ("Noorddorp", "Duinstad", "Zijpersluis", "'t Zandeiland", "Sint Anna", "Meerwijk")
ODDEST = "Samenwerkende Interconfessionele Daltonschool voor Basisonderwijs De Zevensprong"


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One build: seconds on the clock, peak memory in bytes, and what it made."""

    schools: int
    seconds: float
    memory: int
    pages: int
    files: int
    bytes: int
    copying: float

    @property
    def ratio(self) -> float:
        """The build against copying its output."""
        return self.seconds / self.copying


def write_schools(folder: Path, number: int) -> None:
    """`number` made-up schools, each name different."""
    folder.mkdir()
    for index in range(number):
        kind, name = KINDS[index % len(KINDS)], NAMES[index // len(KINDS) % len(NAMES)]
        place = PLACES[index % len(PLACES)]
        full = f"{kind} {name} {index}" if index else ODDEST
        quoted = full.replace("'", "''")
        place_quoted = place.replace("'", "''")
        text = f"naam: '{quoted}'\nplaats: '{place_quoted}'\nadres: Dorpsstraat {index + 1}\n"
        (folder / f"{slug(full, place)}.yml").write_text(text, encoding="utf-8")


def measure(number: int, runs: int) -> Measurement:
    """Medians of `runs` builds of a site with `number` schools, each followed by a copy of its output."""
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=ROOT) as name:
        work = Path(name)
        project = work / "project"
        project.mkdir()
        for source in SOURCES:
            if (ROOT / source).is_dir():
                ignore = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / source, project / source, ignore=ignore)
            else:
                shutil.copy2(ROOT / source, project / source)
        write_schools(project / "schools", number)
        seconds, copying, memory = [], [], 0
        for run in range(runs):
            site, copied = work / f"site-{run}", work / f"kopie-{run}"
            spent, peak = timed(
                [sys.executable, "-m", "mkdocs", "build", "-d", str(site)], project, ZONDER_BESTANDEN="1"
            )
            seconds.append(spent)
            memory = max(memory, peak)
            copying.append(timed(["cp", "-r", str(site), str(copied)], work)[0])
        made = [path for path in site.rglob("*") if path.is_file()]
        return Measurement(
            schools=number,
            seconds=statistics.median(seconds),
            memory=memory,
            pages=sum(path.name == "index.html" for path in made),
            files=len(made),
            bytes=sum(path.stat().st_size for path in made),
            copying=statistics.median(copying),
        )


def timed(command: list[str], folder: Path, **more: str) -> tuple[float, int]:
    """Seconds and peak memory (bytes) of one command; its output is only shown when it fails."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | more
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        spent = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace"))
    # Linux counts in KiB, macOS in bytes (getrusage(2)).
    return spent, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def measure_files(runs: int) -> None:
    """Print what each kind of file costs, made anew: the median over `runs` schools, and over as many lessons."""
    content, problems = read_content(ROOT)
    if problems:
        sys.exit("Er is iets te herstellen; kijk met make check.")
    address, author = "https://voorbeeld.example/", "Stichting"
    all_files = documents.Documents(content.work(ROOT, address, author, "Zeedorp"))
    of_lessons = LessonFiles(ROOT, content.press(ROOT, address, author), content.around())
    spent: dict[str, list[float]] = {}

    def measured(files: Iterable[documents.File], own: str) -> None:
        for path, part in {part.path: part for file in files for part in (file, *file.parts)}.items():
            name = Path(path).name
            if own in name and not name.endswith(".zip"):
                start = time.perf_counter()
                part.make()
                spent.setdefault(name.replace(f"-{own}", ""), []).append(time.perf_counter() - start)

    for school in content.schools[: runs + 1]:
        measured(all_files.of_school(school), school.slug)
    for lesson in content.lessons[: runs + 1]:
        measured(of_lessons.of_lesson(lesson), lesson.id)
    print("\nbestand                            ms")
    for name, times in sorted(spent.items()):
        # The first of each kind also loads its template and fonts.
        print(f"{name:32} {statistics.median(times[1:]) * 1000:6.1f}")
    if importlib.util.find_spec("weasyprint") is None:
        print("WeasyPrint is niet geïnstalleerd; de vergelijking daarmee is overgeslagen.")
        return
    weasyprint = importlib.import_module("weasyprint")
    page = markdown.markdown(content.official["nl"]["protocol"].markdown, extensions=["attr_list"])
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        weasyprint.HTML(string=f"<html lang=nl><title>x</title><body>{page}").write_pdf(pdf_variant="pdf/ua-1")
        times.append(time.perf_counter() - start)
    other, ours = statistics.median(times[1:]), statistics.median(spent[f"{documents.PROTOCOL}.pdf"][1:])
    print(f"{'protocol met WeasyPrint':32} {other * 1000:6.1f}   {other / ours:.1f} keer zo lang als Typst")


def main(argv: list[str] | None = None) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="Meet hoe snel het bouwen gaat.")
    parser.add_argument("--scholen", type=int, nargs="+", default=[20, 200, 2000], help="aantallen scholen")
    parser.add_argument("--keer", type=int, default=3, help="hoe vaak elk aantal wordt gemeten (mediaan)")
    options = parser.parse_args(argv)
    print("scholen  pagina's  bestanden       MB  seconden  cp -r (s)  bouw/cp -r  geheugen (MB)  µs per pagina erbij")
    before: Measurement | None = None
    for number in options.scholen:
        found = measure(number, options.keer)
        extra = ""
        if before and found.pages > before.pages:
            extra = f"{(found.seconds - before.seconds) / (found.pages - before.pages) * 1e6:.0f}"
        print(
            f"{found.schools:7} {found.pages:9} {found.files:10} {found.bytes / 1e6:8.1f} {found.seconds:9.2f}"
            f" {found.copying:10.3f} {found.ratio:11.1f} {found.memory / 1e6:14.0f}  {extra:>19}",
            flush=True,
        )
        before = found
    measure_files(options.keer)
    return 0


if __name__ == "__main__":
    sys.exit(main())

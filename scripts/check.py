"""The editor's check: everything that people fill in, read once, with every fault in one list.

`python scripts/check.py` (`make check`) needs no build and takes well under two seconds. The build runs the same
check first and stops on the same list, so that the site that stands is never replaced by a faulty one.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import agenda
import documents
from facts import Facts, read_facts, read_words
from official import SECTIONS, Official, read_official
from pages import Page, check_page, read_page
from problem import Problem, report
from school import School, read_schools
from search import Synonyms, read_synonyms

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_LANGUAGE = "nl"
GUIDE_PAGE = Path("docs") / "nl" / "scholen" / "naam-school" / "voor-de-school.md"
"""The page that shows the ready texts for the schoolgids; the Word file is made from the very same."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that the site is made from, checked."""

    schools: tuple[School, ...]
    facts: Facts
    official: Mapping[str, Mapping[str, Official]]
    """Language -> kind ("protocol", "beleid") -> text."""
    synonyms: Synonyms
    texts: Mapping[str, list[documents.Text]]
    """Language -> the texts for on paper."""
    paper_words: Mapping[str, Mapping[str, str]]
    year: agenda.Year | None
    guide: str
    """The ready texts for the schoolgids, as Markdown."""

    def files(self, language: str) -> dict[str, str]:
        """Name after `bestand:` -> address below the root, on the model pages of one language."""
        return documents.addresses(self.texts[language]) if language == DEFAULT_LANGUAGE else {}


def languages(root: Path) -> tuple[str, ...]:
    """The languages that have a folder in `docs/`, Dutch first."""
    found = sorted(folder.name for folder in (root / "docs").iterdir() if folder.is_dir())
    return tuple(sorted(found, key=lambda language: language != DEFAULT_LANGUAGE))


def read_content(root: Path) -> tuple[Content, list[Problem]]:
    """All content below `root`, and every fault in it, sorted by file and line."""
    known = languages(root)
    schools, problems = read_schools(root / "schools")
    facts, found = read_facts(root / "facts", known)
    problems = [*problems, *found]
    synonyms, found = read_synonyms(root / "facts" / "zoeken.yml")
    problems += found
    paper_words, found = read_words(root / "facts" / "papier.yml", known)
    problems += found
    year, found = agenda.read_year(root / "facts" / "jaar.yml")
    problems += found
    texts: dict[str, list[documents.Text]] = {}
    for language in known:
        texts[language], found = documents.read_texts(root / "papers", language, facts, root / "overrides" / "assets")
        problems += found
    official: dict[str, dict[str, Official]] = {}
    for language in known:
        official[language] = {}
        for kind in SECTIONS:
            text, found = read_official(root / "official", kind, language, facts.artikelen)
            problems += found
            if text:
                official[language][kind] = text
    for language in known:
        files = documents.addresses(texts[language])
        problems += _check_pages(root / "docs" / language, facts, official[language], files)
    guide, found = documents.read_guide(root / GUIDE_PAGE)
    problems += found
    content = Content(
        schools=tuple(schools),
        facts=facts,
        official=official,
        synonyms=synonyms,
        texts=texts,
        paper_words=paper_words,
        year=year,
        guide=guide,
    )
    return content, sorted(set(problems))


def _check_pages(
    folder: Path, facts: Facts, official: Mapping[str, Official], files: Mapping[str, str]
) -> Iterator[Problem]:
    pages: list[Page] = []
    for path in sorted(folder.rglob("*.md")):
        page, problems = read_page(path)
        yield from problems
        if page:
            pages.append(page)
            yield from check_page(page, facts, official, files)
    for key in ("title", "description"):
        first: dict[object, Page] = {}
        for page in pages:
            value = page.meta.get(key)
            other = first.setdefault(value, page)
            if value and other is not page:
                message = f"'{key}' staat ook in {other.path.relative_to(folder.parent.parent)}. Kies een eigen tekst."
                yield Problem(path=page.path, line=2, message=message)


def main() -> int:
    """Print what is to be mended; 1 when there is anything."""
    content, problems = read_content(ROOT)
    if problems:
        print(report(problems, ROOT, github="GITHUB_ACTIONS" in os.environ))
        return 1
    print(f"Alles klopt: {len(content.schools)} scholen, {len(content.facts.bronnen)} bronnen.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

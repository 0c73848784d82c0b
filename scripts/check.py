"""The editor's check: everything that people fill in, read once, with every fault in one list.

`python scripts/check.py` (`make check`) needs no build and takes well under two seconds. The build runs the same
check first and stops on the same list, so that the site that stands is never replaced by a faulty one.
"""

import argparse
import hashlib
import os
import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import agenda
import documents
import handouts
import pages
import slides
from drawing import check_drawings
from drawing import names as drawing_names
from eveningcheck import check_kit, check_texts
from facts import Entry, Facts, read_facts, read_file, read_text, read_words
from handouts import Press
from leerlijn import BOUWEN, GROEPEN, Leerlijn, read_leerlijn
from lesson import SECTIONS as LESSON_SECTIONS
from lesson import Lesson, read_lesson
from lessoncheck import check_lesson, check_together, overdue
from lessonpage import Around, anchor
from names import slug
from official import FIXED, SECTIONS, Official, check_fixed, fixed_yaml, read_official
from ouderavond import Document, Evening, Kit, read_kit
from pages import Page, in_words, read_page
from problem import Problem, report
from school import School, read_schools
from search import Synonyms, read_synonyms
from stamp import MODEL
from texts import Known, Text, for_pages, read_texts, translations

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_LANGUAGE = "nl"
MODEL_PAGE = f"scholen/{MODEL}/index.md"
"""The page that is made for every school, below the folder of its language."""
TEMPLATES = {
    "index.md": "home.html",
    "hulp.md": "hulp.html",
    "over.md": "over.html",
    "scholen/index.md": "scholen.html",
    MODEL_PAGE: "school.html",
    f"scholen/{MODEL}/voor-de-school.md": "voor-de-school.html",
    "protocol.md": "protocol.html",
    "mediawijsheid/index.md": "mediawijsheid.html",
    "mediawijsheid/kerndoelen.md": "kerndoelen.html",
    "ouderavond/index.md": "ouderavond.html",
    **{f"ouderavond/groep-{bouw}/index.md": "ouderavond-groep.html" for bouw in BOUWEN},
    **{f"mediawijsheid/groep-{groep}/index.md": "groep.html" for groep in GROEPEN},
}
"""The pages that need a template of their own, since it adds what is not in their text."""
LESSONS = "mediawijsheid/"
"""The folder of the lessons, below the folder of a language; a file in one of its folders `groep-3` is a lesson."""
EVENING = "ouderavond/"
"""The folder of the ouderavond, likewise; only its first page is in the menu."""
DRAWINGS = Path("overrides") / "tekeningen"
PARTS = ("404.html", "base.html", "main.html", "les.html", "ouderbrief.html")
"""Templates that are no page's own."""
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
    texts: Mapping[str, list[Text]]
    """Language -> the texts for on paper."""
    kit: Kit | None
    """The documents of the ouderavond."""
    paper_words: Mapping[str, Mapping[str, str]]
    year: agenda.Year | None
    guide: str
    """The ready texts for the schoolgids, as Markdown."""
    leerlijn: Leerlijn | None
    lessons: tuple[Lesson, ...]
    """By groep and number."""

    def lesson(self, path: Path) -> Lesson | None:
        """The lesson of a file, if it is one."""
        return next((lesson for lesson in self.lessons if lesson.path == path), None)

    def of_groep(self, groep: int) -> list[Lesson]:
        """The lessons of one groep."""
        return [lesson for lesson in self.lessons if lesson.groep == groep]

    def serving(self, code: str) -> list[Lesson]:
        """The lessons that work on one kerndoel."""
        return [lesson for lesson in self.lessons if code in lesson.kerndoelen]

    def teaching(self, article: str) -> list[Lesson]:
        """The lessons that teach one article of the protocol."""
        return [lesson for lesson in self.lessons if article in lesson.protocol]

    def around(self) -> Around:
        """What the page of a lesson says beside its own text; only for content without problems."""
        assert self.leerlijn
        return Around(
            leerlijn=self.leerlijn,
            facts=self.facts,
            protocol=self.official[DEFAULT_LANGUAGE]["protocol"],
            words=self.facts.woorden[DEFAULT_LANGUAGE],
            lessons=self.lessons,
        )

    def press(self, root: Path, site_url: str, author: str) -> Press:
        """What the papers of all lessons have in common."""
        return _press(root, site_url, author, self.paper_words[DEFAULT_LANGUAGE], self.facts)

    @property
    def known(self) -> Known:
        """What the marks in the texts for on paper are filled in from."""
        return Known(facts=self.facts, lessons=self.lessons)

    def files(self) -> dict[str, str]:
        """Name after `bestand:` -> address below the root, on the pages of a school; for content without problems."""
        assert self.kit
        return documents.addresses(self.texts, DEFAULT_LANGUAGE, self.kit)

    def evening(self, bouw: str) -> tuple[Evening, list[tuple[Document, list[tuple[Text, list[str]]]]]]:
        """The ouderavond of one bouw: each document, its texts, and the addresses of the files that name no school."""
        evening = self.kit.evening(bouw) if self.kit else None
        assert self.kit and evening
        rows: list[tuple[Document, list[tuple[Text, list[str]]]]] = [(each, []) for each in self.kit.documents]
        for document, text in self.kit.texts(evening, self.texts):
            base = documents.general_folder(text) + documents.file_name(text, DEFAULT_LANGUAGE)
            rows[document.number - 1][1].append((text, [f"{base}.{ending}" for ending in text.formats]))
        return evening, rows

    def work(self, root: Path, site_url: str, author: str, place: str) -> documents.Work:
        """What the files for on paper are made from; only for content without problems."""
        assert self.year and self.kit
        return documents.Work(
            root=root,
            site_url=site_url,
            author=author,
            place=place,
            facts=self.facts,
            words=self.paper_words,
            year=self.year,
            official=self.official,
            texts=self.texts,
            known=self.known,
            kit=self.kit,
            guide=self.guide,
            guide_path=root / GUIDE_PAGE,
            default=DEFAULT_LANGUAGE,
        )


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the check needs of mkdocs.yml."""

    path: Path
    site_url: str = ""
    languages: tuple[str, ...] = ()
    menus: Mapping[str, Mapping[str, int]]
    """Language -> page in its menu -> line; a language without a menu of its own has that of Dutch."""


def languages(root: Path) -> tuple[str, ...]:
    """The languages that have a folder in `docs/`, Dutch first, which there always is."""
    found = {path.name for path in (root / "docs").glob("[!.]*") if path.is_dir()} | {DEFAULT_LANGUAGE}
    return tuple(sorted(found, key=lambda language: (language != DEFAULT_LANGUAGE, language)))


def read_settings(root: Path) -> tuple[Settings, list[Problem]]:
    """The address and the menus of the site, from mkdocs.yml, and what is to be mended there."""
    path = root / "mkdocs.yml"
    top, checker = read_file(path)
    menus: dict[str, dict[str, int]] = {}
    codes: list[str] = []
    site_url = ""
    if isinstance(top, Entry):
        site_url = checker.address(top, "site_url", 1)
        menus[DEFAULT_LANGUAGE] = dict(_menu(top.get("nav"), top.lines.get("nav", 1)))
        if not menus[DEFAULT_LANGUAGE]:
            checker.note(top.lines.get("nav", 1), "het menu ontbreekt. Zet nav: terug uit de vorige versie.")
        for language in _languages_of(top):
            codes.append(str(language.get("locale")))
            if "nav" in language:
                menus[codes[-1]] = dict(_menu(language["nav"], language.lines["nav"]))
    elif top is not None:
        checker.note(1, "hier horen instellingen te staan, zoals site_name: … Zet de vorige versie terug.")
    return Settings(path=path, site_url=site_url, languages=tuple(codes), menus=menus), checker.problems


def _languages_of(top: Entry) -> list[Entry]:
    plugins = top.get("plugins")
    for plugin in plugins if isinstance(plugins, list) else []:
        i18n = plugin.get("i18n") if isinstance(plugin, Entry) else None
        found = i18n.get("languages") if isinstance(i18n, Entry) else None
        if isinstance(found, list):
            return [language for language in found if isinstance(language, Entry)]
    return []


def _menu(items: object, line: int) -> Iterator[tuple[str, int]]:
    """The pages in a `nav`, also below a heading in it, with their lines."""
    if isinstance(items, list):
        for item in items:
            yield from _menu(item, line)
    elif isinstance(items, Entry):
        for title, item in items.items():
            yield from _menu(item, items.lines[title])
    elif isinstance(items, str) and items.endswith(".md"):
        yield items, line


def read_content(root: Path) -> tuple[Content, list[Problem]]:
    """All content below `root`, and every fault in it, sorted by file and line."""
    settings, problems = read_settings(root)
    # A language without its folder is told once, not at each of its words.
    known = (*languages(root), *sorted(set(settings.languages) - set(languages(root))))
    schools, found = read_schools(root / "schools")
    problems += found
    facts, found = read_facts(root / "facts", known)
    problems += found
    synonyms: Synonyms = {}
    year = None
    text, found = read_text(root / "facts" / "zoeken.yml")
    if text is not None:
        synonyms, found = read_synonyms(root / "facts" / "zoeken.yml")
    problems += found
    paper_words, found = read_words(root / "facts" / "papier.yml", known)
    problems += found
    text, found = read_text(root / "facts" / "jaar.yml")
    if text is not None:
        year, found = agenda.read_year(root / "facts" / "jaar.yml")
    problems += found
    leerlijn, found = read_leerlijn(root / "facts", facts)
    problems += found
    press = _press(root, settings.site_url, "", paper_words.get(DEFAULT_LANGUAGE, {}), facts)
    lessons, found = _read_lessons(root, leerlijn, facts, press)
    problems += found
    shown = Known(facts=facts, lessons=lessons)
    texts, found = _read_papers(root, known, shown)
    problems += found
    kit, more = _read_kit(root, leerlijn, lessons, texts, facts, complete=not found)
    problems += more
    # A text with a fault makes no files; the links to them have no fault of their own.
    has_files = not found and texts[DEFAULT_LANGUAGE]
    files = documents.addresses(texts, DEFAULT_LANGUAGE, kit) if kit and has_files else None
    pieces = {language: for_pages(texts[language], shown) for language in known} if files is not None else None
    translated = translations(texts, DEFAULT_LANGUAGE) if files is not None else None
    official: dict[str, dict[str, Official]] = {}
    for language in known:
        official[language] = {}
        for kind in SECTIONS:
            official_text, found = read_official(root / "official", kind, language, facts.artikelen)
            problems += found
            if official_text:
                official[language][kind] = official_text
                for number, line in enumerate(official_text.markdown.splitlines(), 1):
                    problems += (Problem(official_text.path, number, fault) for fault in pages.check_html(line))
    problems += check_fixed(root / "official", official[DEFAULT_LANGUAGE])
    guide, found = "", _check_pages(root, known, settings, facts, official, files, pieces, translated)
    problems += found
    if not any(problem.path == root / GUIDE_PAGE for problem in found) and (root / "docs" / "nl").is_dir():
        text, found = read_text(root / GUIDE_PAGE)
        if text is not None:
            guide, found = documents.read_guide(root / GUIDE_PAGE)
        problems += found
    content = Content(
        schools=tuple(schools),
        facts=facts,
        official=official,
        synonyms=synonyms,
        texts=texts,
        kit=kit,
        paper_words=paper_words,
        year=year,
        guide=guide,
        leerlijn=leerlijn,
        lessons=lessons,
    )
    return content, sorted(set(problems))


HELPER = "helpwanted"
"""The organisation from facts/hulp.yml that a letter to parents names, with its telephone number."""


def help_line(facts: Facts) -> str:
    """Who helps parents outside the school, with a telephone number: "Helpwanted: 020 - …"."""
    for organisation in facts.hulp:
        for way in organisation.bereikbaar:
            if organisation.id == HELPER and way.soort == "telefoon":
                return f"{organisation.naam}: {way.waarde}"
    return ""


def is_lesson(name: str) -> bool:
    """Whether a page ("mediawijsheid/groep-3/sleutel.md") is a lesson, which is no page of text."""
    folder, _, file = name.removeprefix(LESSONS).rpartition("/")
    return name.startswith(LESSONS) and folder.startswith("groep-") and file != "index.md"


def is_example(name: str) -> bool:
    """Whether a file only shows an editor how it is done."""
    return name.rpartition("/")[2].startswith("_")


def _press(root: Path, site_url: str, author: str, words: Mapping[str, str], facts: Facts) -> Press:
    return Press(
        site_url=site_url, assets=root / "overrides" / "assets", author=author, words=words, hulp=help_line(facts)
    )


def _check_fit(lesson: Lesson, press: Press, root: Path) -> list[Problem]:
    """What cannot stand on a slide or a sheet of a lesson."""

    def look() -> list[Problem]:
        problems = slides.check_slides(lesson, root)
        # Without the words of its frame the message cannot be made; that they are missing has been told.
        if set(handouts.WORDS) <= press.words.keys():
            problems += handouts.check(lesson, press, f"{press.address(lesson)}ouderbrief/")
        return problems

    return _unless_seen(root, [lesson.path], f"{lesson.bouw} {press} {sorted(press.words.items())}", look)


def _unless_seen(root: Path, paths: list[Path], around: str, look: Callable[[], list[Problem]]) -> list[Problem]:
    """What `look` finds in these files.

    Fitting words on slides takes a second for all lessons. A file that had nothing to mend is not looked at again until
    it, what stands `around` it, or what makes its files, has changed.
    """
    found = hashlib.sha256(around.encode())
    for path in (*paths, *sorted(Path(__file__).parent.glob("*.py"))):
        found.update(path.read_bytes())
    seen = root / ".cache" / "gezien" / found.hexdigest()
    if seen.exists():
        return []
    problems = look()
    if not problems:
        seen.parent.mkdir(parents=True, exist_ok=True)
        seen.touch()
    return problems


_LESSON_FILE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.md")


def _check_lesson_files(folder: Path) -> Iterator[Problem]:
    """A folder of a groep holds its page and its lessons, by names that can be addresses, and nothing else."""
    for groep in GROEPEN:
        page = folder / f"groep-{groep}" / "index.md"
        # Without the folder of the language itself, that is what has been told.
        if folder.parent.is_dir() and not page.exists():
            yield Problem(page, 1, "deze pagina ontbreekt. Zet haar terug uit de vorige versie.")
    for path in sorted(folder.glob("groep-*/*")):
        if path.is_dir():
            message = "een map hoort hier niet. Zet de lessen in de map van de groep zelf."
            yield Problem(path, 0, message)
        elif not _LESSON_FILE.fullmatch(path.name) and not is_example(path.name):
            name = slug(path.stem)
            message = f"'{path.name}' kan geen adres van een les zijn. Noem het bestand {name}.md, of haal het weg."
            yield Problem(path, 0, message)


def _check_agreements(root: Path, leerlijn: Leerlijn) -> Iterator[Problem]:
    known = drawing_names(root / DRAWINGS)
    for bouw in leerlijn.bouwen:
        name = bouw.zo_praten_we.tekening
        if name not in known:
            message = f"de tekening '{name}' bij bouw {bouw.id} is er niet. Zet haar in overrides/tekeningen/{name}.svg"
            yield Problem(root / "facts" / "leerlijn.yml", 1, message)


def read_whole_lesson(
    path: Path, leerlijn: Leerlijn, facts: Facts, drawings: Collection[str], press: Press, root: Path
) -> tuple[Lesson | None, list[Problem]]:
    """A lesson and everything that is to be mended in it by itself; None where it cannot be read well.

    What cannot be read well cannot be judged either, nor compared with others: its other faults would only be echoes.
    """
    lesson, found = read_lesson(path, leerlijn)
    is_read = lesson is not None and not found
    if lesson and is_read:
        found = check_lesson(lesson, leerlijn, facts, drawings) or _check_fit(lesson, press, root)
    for number, line in enumerate((read_text(path)[0] or "").splitlines(), 1):
        found += (Problem(path, number, fault) for fault in pages.check_html(line))
    return lesson if is_read else None, found


def _read_lessons(
    root: Path, leerlijn: Leerlijn | None, facts: Facts, press: Press
) -> tuple[tuple[Lesson, ...], list[Problem]]:
    """The lessons by groep and number, and what is to be mended in them and in the drawings."""
    problems = check_drawings(root / DRAWINGS)
    lessons: list[Lesson] = []
    folder = root / "docs" / DEFAULT_LANGUAGE
    problems += _check_lesson_files(folder / LESSONS)
    if not leerlijn:
        return (), problems
    problems += _check_agreements(root, leerlijn)
    drawings = drawing_names(root / DRAWINGS)
    for path in sorted((folder / LESSONS).glob("groep-*/*.md")):
        name = path.relative_to(folder).as_posix()
        if not is_lesson(name) or is_example(name):
            continue
        lesson, found = read_whole_lesson(path, leerlijn, facts, drawings, press, root)
        problems += found
        if lesson:
            lessons.append(lesson)
    lessons.sort(key=lambda lesson: (lesson.groep, lesson.volgnummer))
    return tuple(lessons), [*problems, *check_together(lessons)]


def _read_papers(root: Path, languages: tuple[str, ...], known: Known) -> tuple[dict[str, list[Text]], list[Problem]]:
    """Per language the texts for on paper; none where they cannot be checked, for that has been told of."""
    texts: dict[str, list[Text]] = {language: [] for language in languages}
    problems: list[Problem] = []
    for language in languages:
        found = [fault for path in sorted((root / "papers" / language).rglob("*.md")) for fault in read_text(path)[1]]
        if known.facts.bronnen and not found:
            texts[language], found = read_texts(root / "papers", language, known, root / "overrides" / "assets")
        problems += found
        # What paper cannot show has been told of; what it can show, such as <b>, is still no Markdown.
        for text in texts[language] if not found else ():
            for number, line in enumerate((read_text(text.path)[0] or "").splitlines(), 1):
                problems += (Problem(text.path, number, fault) for fault in pages.check_html(line))
    return texts, problems


def _read_kit(
    root: Path,
    leerlijn: Leerlijn | None,
    lessons: tuple[Lesson, ...],
    texts: Mapping[str, list[Text]],
    facts: Facts,
    *,
    complete: bool,
) -> tuple[Kit | None, list[Problem]]:
    """The documents of the ouderavond, and what is to be mended; `complete` when no text has a fault of its own."""
    path = root / "facts" / "ouderavond.yml"
    bouwen = [bouw.id for bouw in leerlijn.bouwen] if leerlijn else []
    kit, problems = read_kit(path, bouwen, lessons)
    if kit and complete:
        problems += check_kit(kit, texts, DEFAULT_LANGUAGE, path, root / "docs" / DEFAULT_LANGUAGE)
        known = Known(facts=facts, lessons=lessons)
        checked = [text for text in texts[DEFAULT_LANGUAGE] if text.kind in ("presentatie", "casussen")]
        around = f"{[(lesson.id, lesson.title) for lesson in lessons]} {facts}"
        paths = [text.path for text in checked]
        problems += _unless_seen(root, paths, around, lambda: list(check_texts(checked, known, root)))
    return kit, problems


def _check_pages(
    root: Path,
    languages: tuple[str, ...],
    settings: Settings,
    facts: Facts,
    official: Mapping[str, Mapping[str, Official]],
    files: Mapping[str, str] | None,
    documents_of: Mapping[str, Mapping[str, str]] | None,
    translated: Collection[str] | None,
) -> list[Problem]:
    """Everything that is to be mended in `docs/`, and in the menus that lead there."""
    problems: list[Problem] = []
    templates = {path.name for path in (root / "overrides").glob("*.html")} - set(PARTS)
    read: dict[str, dict[str, Page]] = {}
    known: dict[str, dict[str, frozenset[str] | None]] = {}
    for language in languages:
        folder = root / "docs" / language
        known[language], read[language] = {}, {}
        if not folder.is_dir():
            problems.append(Problem(folder, 0, "deze map ontbreekt. Zet haar terug uit de vorige versie."))
            continue
        marks = _marks(root, language)
        # A translation need not have every page; but with a list of schools it needs the page of a school.
        has_schools = (folder / "scholen" / "index.md").exists()
        required = marks if language == DEFAULT_LANGUAGE else [MODEL_PAGE] if has_schools else []
        problems += (
            fault for name in required if not (folder / name).exists() for fault in read_text(folder / name)[1]
        )
        # A page that is missing is told of once, not at every link to it.
        known[language] = dict.fromkeys([*required, *settings.menus.get(language, ())])
        for path in sorted(folder.rglob("*.md")):
            name = path.relative_to(folder).as_posix()
            if is_example(name):
                continue
            if is_lesson(name):
                known[language][name] = frozenset(anchor(section) for section in LESSON_SECTIONS)
                continue
            page, found = read_page(path)
            known[language][name] = None
            if page:
                read[language][name] = page
                unseen = set(marks.get(name, ())) - {line.rstrip() for line in page.markdown.splitlines()}
                faults = list(pages.check_template(page, templates, TEMPLATES.get(name)))
                # Without its official text or its template a page lacks the names that links point at.
                if not unseen and not faults:
                    known[language][name] = pages.names_in(
                        page, official[language], facts, documents_of[language] if documents_of is not None else None
                    )
                found = [*faults, *pages.check_marks(page, marks.get(name, ()))]
            problems += found
        problems += _check_menu(folder, language, settings, required)
        problems += _check_alike(folder.parent.parent, list(read[language].values()))
    for language, named in read.items():
        kinds = _kinds(root, language)
        pieces = documents_of.get(language) if documents_of is not None else None
        for name, page in named.items():
            problems += pages.check_page(page, facts, kinds, files, pieces, translated)
            problems += pages.check_links(page, name, language, known, facts)
            if page.meta.get("template") == "home.html":
                problems += pages.check_home(page, name, language, known)
            if MODEL in name:
                problems += pages.check_model(page)
    for path in sorted((root / "docs" / DEFAULT_LANGUAGE / LESSONS).glob("groep-*/*.md")):
        name = path.relative_to(root / "docs" / DEFAULT_LANGUAGE).as_posix()
        page, found = read_page(path) if is_lesson(name) and not is_example(name) else (None, [])
        if page:
            problems += pages.check_links(page, name, DEFAULT_LANGUAGE, known, facts)
            problems += pages.check_sources(page, facts)
    return problems


def _kinds(root: Path, language: str) -> list[str]:
    """The official texts that a language has, or should have."""
    folder = root / "official" / language
    return [kind for kind in SECTIONS if language == DEFAULT_LANGUAGE or (folder / f"{kind}.md").exists()]


def _marks(root: Path, language: str) -> dict[str, list[str]]:
    """Page -> the lines that must stand in it, in this order."""
    marks = {f"{kind}.md": [f"[officiële tekst: {kind}]"] for kind in _kinds(root, language)}
    return marks | {MODEL_PAGE: [pages.CARD_MARK, *marks.get("protocol.md", ())]}


def _check_menu(folder: Path, language: str, settings: Settings, required: Collection[str]) -> Iterator[Problem]:
    for name, line in settings.menus.get(language, {}).items():
        # A required page that is missing has been told of.
        if not (folder / name).exists() and name not in required:
            message = f"de pagina '{name}' is er niet in docs/{language}. Maak haar, of haal deze regel weg."
            yield Problem(settings.path, line, message)
    menu = settings.menus.get(language) or settings.menus.get(DEFAULT_LANGUAGE)
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        is_below = MODEL in name or any(
            name.startswith(below) and name != f"{below}index.md" for below in (LESSONS, EVENING)
        )
        if menu and name not in menu and not is_below and path.is_file():
            where = "nav" if language == DEFAULT_LANGUAGE else f"nav bij locale: {language}"
            message = f"deze pagina staat niet in het menu. Zet in mkdocs.yml onder {where}: - Naam: {name}"
            yield Problem(path, 1, message)


def _check_alike(root: Path, found: list[Page]) -> Iterator[Problem]:
    for key in ("title", "description"):
        first: dict[str, Page] = {}
        for page in found:
            value = page.meta.get(key)
            if not isinstance(value, str) or not value:
                continue
            other = first.setdefault(value, page)
            if other is not page:
                message = f"'{key}' staat ook in {other.path.relative_to(root)}. Kies een eigen tekst."
                yield Problem(path=page.path, line=2, message=message)


def main(argv: list[str] | None = None) -> int:
    """Print what is to be mended; 1 when there is anything."""
    parser = argparse.ArgumentParser(description="Controleer de teksten en de gegevens.")
    decided = "leg de officiële teksten vast zoals ze nu zijn, na een besluit van het bestuur"
    parser.add_argument("--vastgesteld", action="store_true", help=decided)
    only = "noem alleen wat in deze bestanden te herstellen is, terwijl je eraan werkt"
    parser.add_argument("bestand", nargs="*", type=Path, help=only)
    arguments = parser.parse_args(argv)
    content, problems = read_content(ROOT)
    if arguments.vastgesteld:
        official = content.official[DEFAULT_LANGUAGE]
        if set(official) == set(SECTIONS):
            path = ROOT / "official" / FIXED
            path.write_text(fixed_yaml(official), encoding="utf-8")
            print(f"De officiële teksten zijn vastgelegd in {path.relative_to(ROOT)}.")
            content, problems = read_content(ROOT)
    if arguments.bestand:
        wanted = {path.resolve() for path in arguments.bestand}
        problems = [problem for problem in problems if problem.path.resolve() in wanted]
    if problems:
        print(report(problems, ROOT, github="GITHUB_ACTIONS" in os.environ))
        return 1
    if arguments.bestand:
        print("Alles klopt in " + ", ".join(str(path) for path in arguments.bestand) + ".")
        return 0
    lessons = len(content.lessons)
    print(f"Alles klopt: {len(content.schools)} scholen, {lessons} lessen, {len(content.facts.bronnen)} bronnen.")
    # No fault: otherwise the site could not be built any more because time passes.
    for lesson in overdue(content.lessons, date.today()):
        read = in_words(lesson.herzien, DEFAULT_LANGUAGE)
        print(f"Lees opnieuw: {lesson.path.relative_to(ROOT)}, herzien op {read}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

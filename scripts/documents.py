"""The files that a school downloads: which there are, what each is made from, and how they are made once.

The texts stand in `papers/<language>/`, one Markdown file each, and in `official/`. A file is made again only when
something that it is made from has changed: what was made is kept in `.cache/`, by a fingerprint of all of that.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import agenda
import bundle
import qr
import tree
from facts import Entry, Facts, Source, read_yaml
from official import Official, page_markdown
from pages import in_words
from paper import Paper, school_values
from problem import Problem
from school import School
from stamp import MODEL

KINDS = {"brief": "brief", "formulier": "brief", "checklist": "brief", "poster": "poster"}
"""`soort` in a text's front matter -> the template that sets it."""

FORMATS = {"brief": ("docx", "pdf"), "formulier": ("docx", "pdf"), "checklist": ("docx", "pdf"), "poster": ("pdf",)}
"""`soort` -> the kinds of file that a school gets of it."""

GUIDE = "schoolgids-tekst"
PROTOCOL = "protocol-sociale-media"
NAMES = {"protocol": PROTOCOL, "beleid": "beleid-social-media"}
"""Official text -> the name of its file."""
CALENDAR = "mediawijs-jaar.ics"
ALL = "alles-voor-onze-school"
FOR_SCHOOL = "voor-de-school/"
"""The folder below a school's page where the files for the school itself stand."""

DATES = {"protocol": date(2013, 6, 1), "beleid": date(2014, 1, 1)}
"""The date of each official text: "versie juni 2013", and "per 01-01-2014"."""

_KEYS = ("title", "soort", "bestand", "datum")
_SOURCE = re.compile(r" ?\[bron: (?P<id>[^\]\s]+)\]")
_COPY = re.compile(
    r"^### (?P<title>[^{\n]+?) *\{#[\w-]+\}\n+<div class=\"kopieer\"[^>]*>\n(?P<text>.*?)</div>", re.S | re.M
)
_MADE_BY = (
    *("scripts/*.py", "overrides/typst/*", "overrides/digibord/*", "overrides/assets/pictogrammen/*"),
    *("overrides/assets/fonts/*.woff2", "overrides/assets/favicon.svg", "requirements.txt"),
)


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text for on paper, as its file in `papers/` gives it."""

    path: Path
    language: str
    name: str
    """The name of the files made from it, without the school and the ending: `brief-team`."""
    kind: str
    day: date
    markdown: str


def read_texts(folder: Path, language: str, facts: Facts, assets: Path) -> tuple[list[Text], list[Problem]]:
    """The texts of one language, and everything in them that is to be mended; a language need not have any."""
    texts: list[Text] = []
    problems: list[Problem] = []
    for path in sorted((folder / language).glob("*.md")):
        text, found = _read_text(path, language, facts, assets)
        problems += found
        if text:
            other = next((other for other in texts if other.name == text.name), None)
            if other:
                message = f"'bestand: {text.name}' staat ook in {other.path.name}. Kies een eigen naam."
                problems.append(Problem(path, 2, message))
            texts.append(text)
    return texts, problems


def _read_text(path: Path, language: str, facts: Facts, assets: Path) -> tuple[Text | None, list[Problem]]:
    try:
        whole = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        message = "dit bestand is niet als UTF-8 bewaard. Bewaar het opnieuw en kies de codering UTF-8."
        return None, [Problem(path, 1, message)]
    front, mark, markdown = whole.removeprefix("---\n").partition("\n---\n")
    if not whole.startswith("---\n") or not mark:
        return None, [
            Problem(path, 1, "boven aan de tekst ontbreekt het blok met --- eromheen. Begin met --- en title: …")
        ]
    meta, problems = read_yaml(front, path, first_line=2)
    if not isinstance(meta, Entry):
        return None, problems or [Problem(path, 2, f"hier horen {', '.join(_KEYS)} te staan. Vul ze in.")]
    for key in meta:
        if key not in _KEYS:
            message = f"'{key}' kennen we hier niet. Kies uit: {', '.join(_KEYS)}."
            problems.append(Problem(path, meta.lines[key], message))
    for key in _KEYS:
        if not isinstance(meta.get(key), str) or not meta[key].strip():
            problems.append(Problem(path, meta.lines.get(key, 2), f"bij '{key}' staat geen tekst. Vul in: {key}: …"))
    if problems:
        return None, problems
    if meta["soort"] not in KINDS:
        message = f"bij 'soort' staat '{meta['soort']}'. Kies uit: {', '.join(KINDS)}."
        problems.append(Problem(path, meta.lines["soort"], message))
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", meta["bestand"]):
        message = (
            f"bij 'bestand' staat '{meta['bestand']}'. Gebruik kleine letters, cijfers en streepjes, zoals brief-team."
        )
        problems.append(Problem(path, meta.lines["bestand"], message))
    try:
        day = date.fromisoformat(meta["datum"])
    except ValueError:
        message = f"bij 'datum' staat '{meta['datum']}'. Schrijf een datum als 2026-11-22."
        return None, [*problems, Problem(path, meta.lines["datum"], message)]
    first = 3 + front.count("\n") + 1
    for number, line in enumerate(markdown.splitlines(), first):
        for found in _SOURCE.finditer(line):
            if found["id"] not in facts.bronnen:
                message = f"bron '{found['id']}' staat niet in facts/bronnen.yml. Zet hem daar bij, of kies een andere."
                problems.append(Problem(path, number, message))
    if not problems:
        problems = [
            Problem(fault.path, fault.line + first - 1 if fault.line else 0, fault.message)
            for fault in tree.from_markdown(_SOURCE.sub("", markdown), path, assets=assets)[1]
        ]
    text = Text(path=path, language=language, name=meta["bestand"], kind=meta["soort"], day=day, markdown=markdown)
    return text, problems


def with_sources(markdown: str, sources: Mapping[str, Source], language: str, words: Mapping[str, str]) -> str:
    """The text without its `[bron: …]` marks, and below it each source once, with the day on which it was seen."""
    cited = list(dict.fromkeys(found["id"] for found in _SOURCE.finditer(markdown)))
    text = _SOURCE.sub("", markdown).rstrip() + "\n"
    if not cited:
        return text
    by_day: dict[str, list[str]] = {}
    for source in (sources[key] for key in cited):
        seen = words["bron_gezien"].format(datum=in_words(source.gezien, language))
        by_day.setdefault(seen, []).append(f"{source.titel}, {source.uitgever}")
    lines = (f"{'; '.join(named)}. {seen}" for seen, named in by_day.items())
    return f"{text}\n{words['bron']}: {' '.join(lines)}\n"


def addresses(texts: list[Text]) -> dict[str, str]:
    """Name after `bestand:` in a page -> where that file stands below the root, for the model school.

    What the names have in common with the files that `Documents.of_school` makes is checked over the built site.
    """
    folder = f"scholen/{MODEL}/"
    names = {f"{text.name}.{ending}" for text in texts for ending in FORMATS[text.kind]}
    names |= {f"{GUIDE}.docx", "qr-code.svg", "qr-code.png", f"{ALL}.zip"}
    found = {name: f"{folder}{FOR_SCHOOL}{name.replace('.', f'-{MODEL}.')}" for name in sorted(names)}
    own = {f"{PROTOCOL}.{ending}": f"{folder}{PROTOCOL}-{MODEL}.{ending}" for ending in ("docx", "pdf")}
    adopted = {f"{kind}-vastgesteld.pdf": f"{kind}/{name}.pdf" for kind, name in NAMES.items()}
    return found | own | adopted | {CALENDAR: folder + CALENDAR}


def read_guide(path: Path) -> tuple[str, list[Problem]]:
    """The ready texts on the page at `path`, as a text of their own."""
    try:
        return guide_markdown(path.read_text(encoding="utf-8-sig"), "Teksten voor de schoolgids van [naam school]"), []
    except (OSError, ValueError):
        message = (
            "op deze pagina staan geen teksten voor de schoolgids."
            ' Zet elke tekst onder een kop met ### tussen <div class="kopieer" id="…" markdown="1"> en </div>.'
        )
        return "", [Problem(path, 1, message)]


def _raise(text: str) -> str:
    """The text with its headings one level higher."""
    return re.sub(r"^#(#+ )", r"\1", text.strip(), flags=re.M)


def guide_markdown(page: str, title: str) -> str:
    """The ready texts for the schoolgids, cut from the page that shows them, as a text of their own.

    Raises ValueError when the page holds none: then the page and the file would differ.
    """
    found = list(_COPY.finditer(page))
    if not found:
        raise ValueError("no ready texts on the page")
    # On the page each text stands under a heading of its own, one level deeper than in a file.
    parts = [f"## {part['title']}\n\n{_raise(part['text'])}" for part in found]
    return "\n\n".join([f"# {title}", *parts]) + "\n"


@dataclass(frozen=True, kw_only=True)
class Work:
    """What all files of one build have in common."""

    root: Path
    site_url: str
    author: str
    place: str
    facts: Facts
    words: Mapping[str, Mapping[str, str]]
    """Of `facts/papier.yml`, by language."""
    year: agenda.Year
    official: Mapping[str, Mapping[str, Official]]
    texts: Mapping[str, list[Text]]
    guide: str
    """The ready texts for the schoolgids, Markdown."""
    guide_path: Path
    default: str = "nl"

    def address(self, language: str, path: str) -> str:
        """The whole address of a page."""
        return self.site_url.rstrip("/") + "/" + ("" if language == self.default else f"{language}/") + path

    @property
    def assets(self) -> Path:
        """Where pictures stand."""
        return self.root / "overrides" / "assets"


Make = Callable[[], bytes]


@dataclass(frozen=True, kw_only=True)
class File:
    """One file of the site: where it stands below the root, what tells whether it changed, and how it is made."""

    path: str
    inputs: str
    make: Make
    is_kept: bool = True
    """Whether it is made once; what is only put together from others is not."""


class Documents:
    """All files of one build. Texts are read into trees once; the files of a school are made from those."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._trees: dict[tuple[str, ...], list[tree.Node]] = {}
        self._digests: dict[int, str] = {}

    def of_foundation(self) -> Iterator[File]:
        """The official texts as the board adopted them, and the protocol in translation."""
        for language, texts in self.work.official.items():
            for kind, text in texts.items():
                paper = self._official(text, None)
                folder = "" if language == self.work.default else f"{language}/"
                yield self._pdf(f"{folder}{kind}/{NAMES[kind]}.pdf", "protocol", paper)

    def of_school(self, school: School) -> Iterator[File]:
        """Everything for one school."""
        files: list[File] = []
        for language, texts in self.work.official.items():
            folder = f"{'' if language == self.work.default else language + '/'}scholen/{school.slug}/"
            paper = self._official(texts["protocol"], school) if "protocol" in texts else None
            if paper:
                base = f"{folder}{PROTOCOL}-{school.slug}"
                files += [self._pdf(f"{base}.pdf", "protocol", paper), self._word(f"{base}.docx", "protocol", paper)]
        for text in self.work.texts[self.work.default]:
            base = f"scholen/{school.slug}/{FOR_SCHOOL}{text.name}-{school.slug}"
            paper = self._own(text, school)
            for ending in FORMATS[text.kind]:
                make = self._pdf if ending == "pdf" else self._word
                files.append(make(f"{base}.{ending}", KINDS[text.kind], paper))
        files += self._others(school)
        yield from files
        yield self._all(school, [file for file in files if file.path.startswith("scholen/")])

    def _others(self, school: School) -> Iterator[File]:
        folder = f"scholen/{school.slug}/"
        address = self.work.address(self.work.default, folder)
        guide = Text(
            path=self.work.guide_path, language=self.work.default, name=GUIDE, kind="brief",
            day=self.work.year.bijgewerkt, markdown=self.work.guide,
        )  # fmt: skip
        base = f"{folder}{FOR_SCHOOL}{GUIDE}-{school.slug}"
        yield self._word(f"{base}.docx", "brief", self._own(guide, school))
        code = f"{folder}{FOR_SCHOOL}qr-code-{school.slug}"
        yield File(path=f"{code}.svg", inputs=address, make=lambda: qr.svg(address, title=address).encode())
        yield File(path=f"{code}.png", inputs=address, make=lambda: qr.png(address))
        inputs = f"{school} {address} {self.work.year}"
        yield File(path=folder + CALENDAR, inputs=inputs, make=lambda: agenda.calendar(school, self.work.year, address))

    def _all(self, school: School, files: list[File]) -> File:
        made = {Path(file.path).name: file for file in files}
        name = f"{ALL}-{school.slug}"

        def make() -> bytes:
            return bundle.bundle({key: read_or_make(self.work.root, file) for key, file in made.items()}, folder=name)

        inputs = json.dumps([[file.path, file.inputs] for file in files])
        return File(path=f"scholen/{school.slug}/{FOR_SCHOOL}{name}.zip", inputs=inputs, make=make)

    def _official(self, text: Official, school: School | None) -> Paper:
        page = f"scholen/{school.slug}/" if school else f"{text.kind}/"
        address = self.work.address(text.language, page)
        key = (text.kind, text.language, "school" if school else "")
        return Paper(
            blocks=self._tree(key, page_markdown(text), text.path, text.language, stamped=school is not None),
            path=text.path,
            language=text.language,
            words=self.work.words[text.language],
            day=DATES[text.kind],
            author=self.work.author,
            place=self.work.place,
            values=school_values(school, address) if school else {},
            address=address,
            version=self.work.facts.woorden[text.language][f"{text.kind}_versie"],
        )

    def _own(self, text: Text, school: School) -> Paper:
        language = text.language
        markdown = with_sources(text.markdown, self.work.facts.bronnen, language, self.work.facts.woorden[language])
        address = self.work.address(language, f"scholen/{school.slug}/")
        return Paper(
            blocks=self._tree((text.name, language, "eigen"), markdown, text.path, language),
            path=text.path,
            language=language,
            words=self.work.words[language],
            day=text.day,
            author=self.work.author,
            values=school_values(school, address),
            address=address,
        )

    def _tree(
        self, key: tuple[str, ...], markdown: str, path: Path, language: str, *, stamped: bool = True
    ) -> list[tree.Node]:
        if key not in self._trees:
            self._trees[key], problems = tree.from_markdown(
                markdown,
                path,
                assets=self.work.assets,
                resolve=lambda href: self.work.address(language, href.replace(".md", "/")),
                stamped=stamped,
            )
            assert not problems, problems
        return self._trees[key]

    # Loading Typst and python-docx takes a third of a second; a build in which nothing changed needs neither.

    def _pdf(self, path: str, kind: str, paper: Paper) -> File:
        def make() -> bytes:
            from pdf import render_pdf

            return render_pdf(kind, paper, self.work.root)

        return File(path=path, inputs=self._inputs(kind, paper), make=make)

    def _word(self, path: str, kind: str, paper: Paper) -> File:
        def make() -> bytes:
            from word import render_word

            return render_word(kind, paper, self.work.root)

        return File(path=path, inputs=self._inputs(kind, paper), make=make)

    def _inputs(self, kind: str, paper: Paper) -> str:
        # The tree of a text is the same object for every school; the others of a paper are a few words each.
        known = self._digests.get(id(paper.blocks))
        if known is None:
            whole = json.dumps([paper.blocks, dict(paper.words)])
            known = self._digests[id(paper.blocks)] = hashlib.sha256(whole.encode()).hexdigest()
        parts = [kind, known, paper.language, paper.day.isoformat(), paper.author]
        return json.dumps([*parts, dict(paper.values), paper.place, paper.address, paper.version])


_made_by: dict[Path, str] = {}


def forget_program() -> None:
    """At the start of a build: a template may have changed since the last one in this process."""
    _made_by.clear()


def _program(root: Path) -> str:
    """A fingerprint of everything that makes files: our own code and templates, and the versions of the rest."""
    if root not in _made_by:
        found = hashlib.sha256()
        for pattern in _MADE_BY:
            for path in sorted(root.glob(pattern)):
                found.update(path.name.encode() + path.read_bytes())
        _made_by[root] = found.hexdigest()
    return _made_by[root]


def kept_at(root: Path, file: File) -> Path:
    """Where a file is kept that was made from the very same."""
    ending = Path(file.path).suffix
    fingerprint = hashlib.sha256(f"{_program(root)}\n{ending}\n{file.inputs}".encode()).hexdigest()
    return root / ".cache" / fingerprint[:2] / fingerprint


def read_or_make(root: Path, file: File) -> bytes:
    """The content of a file: as it was made before from the very same, or made now and kept."""
    if not file.is_kept:
        return file.make()
    kept = kept_at(root, file)
    if kept.is_file():
        return kept.read_bytes()
    content = file.make()
    kept.parent.mkdir(parents=True, exist_ok=True)
    # Renamed into place, so that a build that is killed leaves no half file to be found later.
    # Two processes may make the very same, so each has its own half.
    half = kept.with_suffix(f".{os.getpid()}.deel")
    half.write_bytes(content)
    half.rename(kept)
    return content

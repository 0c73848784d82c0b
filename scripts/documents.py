"""The files that a school downloads: which there are, what each is made from, and how they are made once.

The texts stand in `papers/<language>/`, one Markdown file each, and in `official/`. A file is made again only when
something that it is made from has changed: what was made is kept in `.cache/`, by a fingerprint of all of that.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import agenda
import bundle
import presentation
import qr
import stamp
import tree
from facts import Facts
from official import Official, page_markdown
from ouderavond import FOLDER, Evening, Kit
from paper import Paper, read_drawings, school_values
from problem import Problem
from school import School
from slides import Deck
from stamp import MODEL
from texts import KINDS, Known, Text, filled, message, with_sources

GUIDE = "schoolgids-tekst"
PROTOCOL = "protocol-sociale-media"
NAMES = {"protocol": PROTOCOL, "beleid": "beleid-social-media"}
"""Official text -> the name of its file."""
CALENDAR = "mediawijs-jaar.ics"
ALL = "alles-voor-onze-school"
EVENING = "ouderavond"
FOR_SCHOOL = "voor-de-school/"
"""The folder below a school's page where the files for the school itself stand."""

DATES = {"protocol": date(2013, 6, 1), "beleid": date(2014, 1, 1)}
"""The date of each official text: "versie juni 2013", and "per 01-01-2014"."""

_COPY = re.compile(
    r"^### (?P<title>[^{\n]+?) *\{#[\w-]+\}\n+<div class=\"kopieer\"[^>]*>\n(?P<text>.*?)</div>", re.S | re.M
)
_MADE_BY = (
    *("scripts/*.py", "overrides/typst/*", "overrides/digibord/*", "overrides/assets/pictogrammen/*"),
    *("overrides/assets/fonts/*.woff2", "overrides/assets/favicon.svg", "requirements.txt"),
)


def addresses(texts: Mapping[str, Sequence[Text]], default: str, kit: Kit) -> dict[str, str]:
    """Name after `bestand:` in a page -> where that file stands below the root, for the model school.

    What the names have in common with the files that `Documents.of_school` makes is checked over the built site.
    """
    folder = f"scholen/{MODEL}/"
    names = {
        f"{file_name(text, default)}.{ending}"
        for found in texts.values()
        for text in found
        if text.is_named and text.kind != "presentatie"
        for ending in text.formats
    }
    names |= {f"{evening_zip(evening)}.zip" for evening in kit.evenings}
    names |= {f"{GUIDE}.docx", "qr-code.svg", "qr-code.png", f"{ALL}.zip"}
    found = {name: f"{folder}{FOR_SCHOOL}{name.replace('.', f'-{MODEL}.')}" for name in sorted(names)}
    own = {f"{PROTOCOL}.{ending}": f"{folder}{PROTOCOL}-{MODEL}.{ending}" for ending in ("docx", "pdf")}
    adopted = {f"{kind}-vastgesteld.pdf": f"{kind}/{name}.pdf" for kind, name in NAMES.items()}
    return found | own | adopted | {CALENDAR: folder + CALENDAR}


def file_name(text: Text, default: str) -> str:
    """The name of the files of a text, without school and ending; a translation says its language."""
    return text.name if text.language == default else f"{text.name}-{text.language}"


def evening_zip(evening: Evening) -> str:
    """The name of the zip with a whole evening, without school and ending."""
    return f"{EVENING}-groep-{evening.id}"


def general_folder(text: Text) -> str:
    """Where the files of a text stand that is of no school: beside the page of its bouw, or of all."""
    return f"{FOLDER}groep-{text.bouw}/" if text.bouw else FOLDER


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
    known: Known
    kit: Kit
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
    parts: tuple["File", ...] = ()
    """What it is put together from."""


Lesson = Mapping[str, Sequence["File"]]
"""Id of a lesson -> the files of it that parents use on the ouderavond."""


class Documents:
    """All files of one build. Texts are read into trees once; the files of a school are made from those."""

    def __init__(self, work: Work, lessons: Lesson | None = None) -> None:
        self.work = work
        self.lessons = lessons or {}
        self._trees: dict[tuple[str, ...], list[tree.Node]] = {}
        self._digests: dict[int, str] = {}
        self._drawings: dict[int, Mapping[str, str]] = {}
        self._talks: dict[str, presentation.Talk] = {}
        self._decks: dict[tuple[str, str, bool], Deck] = {}

    def of_foundation(self) -> Iterator[File]:
        """The official texts as the board adopted them, and the protocol in translation."""
        for language, texts in self.work.official.items():
            for kind, text in texts.items():
                paper = self._official(text, None)
                folder = "" if language == self.work.default else f"{language}/"
                yield self._pdf(f"{folder}{kind}/{NAMES[kind]}.pdf", "protocol", paper)

    def of_school(self, school: School) -> Iterator[File]:
        """Everything for one school."""
        own = list(self._protocols(school))
        texts = [text for found in self.work.texts.values() for text in found if text.is_named]
        plain = [file for text in texts if not text.folder for file in self._of_text(text, school)]
        plain += self._others(school)
        evening = [file for text in texts if text.folder and text.kind != "presentatie"
                   for file in self._of_text(text, school)]  # fmt: skip
        yield from (*own, *plain, *evening)
        yield self._all(school, [file for file in (*own, *plain) if file.path.startswith("scholen/")])
        protocol = next(file for file in own if file.path.endswith(".pdf"))
        for each in self.work.kit.evenings:
            yield self._evening_zip(each, school, protocol)

    def of_evening(self) -> Iterator[File]:
        """The texts of the ouderavond that name no school, and a zip for each pair of groepen."""
        adopted = next(file for file in self.of_foundation() if file.path == f"protocol/{PROTOCOL}.pdf")
        made: set[tuple[str, str]] = set()
        for evening in self.work.kit.evenings:
            for _, text in self.work.kit.texts(evening, self.work.texts):
                if (text.name, text.language) not in made:
                    made.add((text.name, text.language))
                    yield from self._of_text(text, None)
            yield self._evening_zip(evening, None, adopted)

    def _protocols(self, school: School) -> Iterator[File]:
        for language, texts in self.work.official.items():
            folder = f"{'' if language == self.work.default else language + '/'}scholen/{school.slug}/"
            if "protocol" in texts:
                paper = self._official(texts["protocol"], school)
                base = f"{folder}{PROTOCOL}-{school.slug}"
                yield self._pdf(f"{base}.pdf", "protocol", paper)
                yield self._word(f"{base}.docx", "protocol", paper)

    def _of_text(self, text: Text, school: School | None) -> list[File]:
        """The files of one text, for a school or (None) for whoever has none."""
        name = file_name(text, self.work.default)
        base = f"scholen/{school.slug}/{FOR_SCHOOL}{name}-{school.slug}" if school else general_folder(text) + name
        if text.kind == "presentatie":
            return [self._slides(f"{base}.{ending}", text, school) for ending in text.formats]
        paper = self._own(text, school)
        made = {
            "pdf": lambda path: self._pdf(path, KINDS[text.kind].template, paper),
            "docx": lambda path: self._word(path, KINDS[text.kind].template, paper),
            "txt": lambda path: self._message(path, text, paper),
        }
        return [made[ending](f"{base}.{ending}") for ending in text.formats]

    def _evening_zip(self, evening: Evening, school: School | None, protocol: File) -> File:
        """A whole evening, its files in the order in which they are needed, with the protocol to look into."""
        files: dict[str, File] = {}
        for document, text in self.work.kit.texts(evening, self.work.texts):
            for file in self._of_text(text, school if text.is_named else None):
                files[f"{document.number:02}-{Path(file.path).name}"] = file
            if text.kind == "lesblad":
                used = (f for f in self.lessons.get(evening.les, ()) if Path(f.path).name.startswith(evening.of_lesson))
                files |= {f"{document.number:02}-{Path(file.path).name}": file for file in used}
        files[f"00-{Path(protocol.path).name}"] = protocol
        name = evening_zip(evening) + (f"-{school.slug}" if school else "")

        def make() -> bytes:
            return bundle.bundle({key: read_or_make(self.work.root, file) for key, file in files.items()}, folder=name)

        folder = f"scholen/{school.slug}/{FOR_SCHOOL}" if school else evening.url
        # Put together anew each time: that takes less than keeping it twice.
        return File(path=f"{folder}{name}.zip", inputs="", make=make, is_kept=False, parts=tuple(files.values()))

    def _others(self, school: School) -> Iterator[File]:
        folder = f"scholen/{school.slug}/"
        address = self.work.address(self.work.default, folder)
        guide = Text(
            path=self.work.guide_path, language=self.work.default, title=GUIDE, name=GUIDE, kind="brief",
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

    def _own(self, text: Text, school: School | None) -> Paper:
        language, work = text.language, self.work
        markdown = filled(text.markdown, text, work.known)
        markdown = with_sources(markdown, work.facts.bronnen, language, work.facts.woorden[language])
        blocks = self._tree((text.name, language, "eigen" if school else "algemeen"), markdown, text.path, language)
        if not school:
            blocks = self._opened(blocks, language)
        if text.kind == "draaiboek":
            blocks = self._kept(("ticks", str(id(blocks))), lambda: tree.with_ticks(blocks, "Klaar"))
        address = self._address(text, school)
        return Paper(
            blocks=blocks,
            path=text.path,
            language=language,
            words=work.words[language],
            day=text.day,
            author=work.author,
            values=self._values(text, school),
            address=address,
            drawings=self._drawings_of(blocks),
            form=KINDS[text.kind].form,
        )

    def _address(self, text: Text, school: School | None) -> str:
        """The whole address of the page that a text leads to."""
        if school:
            return self.work.address(text.language, f"scholen/{school.slug}/")
        return self.work.address(text.language, "scholen/") if text.is_named else self.work.address(
            self.work.default, general_folder(text)
        )  # fmt: skip

    def _values(self, text: Text, school: School | None) -> Mapping[str, str]:
        """What stands for a school in a text; for whoever has none, words that any school can keep."""
        address = self._address(text, school)
        if school:
            return school_values(school, address)
        if not text.is_named:
            return {}
        words = self.work.words[text.language]
        name = words["onze_school"]
        first = name[:1].upper() + name[1:]
        return {stamp.NAME: name, stamp.NAME_FIRST: first, stamp.PLACE: "", stamp.SLUG: "", stamp.ADDRESS: address}

    def _opened(self, blocks: list[tree.Node], language: str) -> list[tree.Node]:
        """The blocks with a place to write where the place of a school would stand."""
        labels = {stamp.PLACE: self.work.words[language]["ouderbrief_plaats"]}
        return self._kept(("open", str(id(blocks))), lambda: tree.with_blanks(blocks, labels))

    def _kept(self, key: tuple[str, ...], make: Callable[[], list[tree.Node]]) -> list[tree.Node]:
        """The same list each time: files made from it are known by it."""
        if key not in self._trees:
            self._trees[key] = make()
        return self._trees[key]

    def _drawings_of(self, blocks: list[tree.Node]) -> Mapping[str, str]:
        if id(blocks) not in self._drawings:
            self._drawings[id(blocks)] = read_drawings(blocks, self.work.assets)
        return self._drawings[id(blocks)]

    def _message(self, path: str, text: Text, paper: Paper) -> File:
        said = message(text, self.work.known, paper.values)
        return File(path=path, inputs=said, make=said.encode)

    def _slides(self, path: str, text: Text, school: School | None) -> File:
        """A presentation as HTML, as PDF with what is said, or for PowerPoint."""
        ending = path.rpartition(".")[2]
        values = self._values(text, school)
        if text.name not in self._talks:
            self._talks[text.name] = presentation.read_talk(text, self.work.known, self.work.root)[0]
        talk = self._talks[text.name]
        address = self.work.address(self.work.default, general_folder(text))

        def make() -> bytes:
            is_fixed = ending == "html"
            key = (text.name, school.slug if school else "", is_fixed)
            if key not in self._decks:
                self._decks.clear()  # the files of one presentation follow each other
                words = self.work.words[text.language]
                self._decks[key] = presentation.deck(
                    talk,
                    values,
                    author=self.work.author,
                    address=address,
                    words=words,
                    root=self.work.root,
                    is_fixed=is_fixed,
                )
            return presentation.render(self._decks[key], ending, self.work.root)

        known = self._digests.setdefault(id(talk), _digest(talk.content, dict(self.work.words[text.language])))
        pictures = self._drawings_of(talk.nodes)
        drawn = self._digests.setdefault(id(talk.nodes), _digest(pictures))
        inputs = json.dumps([ending, known, drawn, dict(values), address, self.work.author])
        return File(path=path, inputs=inputs, make=make)

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
            known = self._digests[id(paper.blocks)] = _digest(paper.blocks, dict(paper.words), dict(paper.drawings))
        parts = [kind, known, paper.language, paper.day.isoformat(), paper.author]
        return json.dumps([*parts, dict(paper.values), paper.place, paper.address, paper.version, dict(paper.form)])


def _digest(*pieces: Any) -> str:
    """A fingerprint of what can be written as JSON."""
    return hashlib.sha256(json.dumps(pieces).encode()).hexdigest()


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

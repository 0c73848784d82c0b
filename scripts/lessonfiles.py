"""The files of the lessons: which there are, where they stand, and how each is made once.

Beside the page of a lesson stand the whole lesson on paper, its slides, worksheet, answers, cue card, cards and letter,
all in one zip, and the record for libraries; on the pages of a school the letters with its name. Kept like all files
(documents.read_or_make).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import bundle
import handouts
import metadata
from documents import FOR_SCHOOL, File, read_or_make
from handouts import Press
from lesson import Lesson, file_names, record_name, zip_name
from lessonpage import Around, paper_markdown
from ouderavond import OF_LESSON
from pages import drawings_in
from paper import Paper
from school import School

LETTERS = "brieven-mediawijsheid"
"""The zip with all letters of a school."""

DRAWINGS = "tekeningen"
_PAPERS = {"werkblad": handouts.worksheet, "antwoorden": handouts.key, "spiekkaart": handouts.cue_card,
           "kaartjes": handouts.cards}  # fmt: skip
"""Kind of file -> what makes its paper from the lesson alone; the template has the same name."""


class LessonFiles:
    """All files of the lessons of one build."""

    def __init__(self, root: Path, press: Press, around: Around) -> None:
        self.root, self.press, self.around = root, press, around
        self._digests: dict[str, str] = {}
        parts = sorted((root / "overrides" / DRAWINGS / "delen").glob("*.svg"))
        self._common = _digest(*(path.read_bytes() for path in parts), repr(press).encode(), _words(press))

    def of_lesson(self, lesson: Lesson) -> Iterator[File]:
        """Everything that stands beside the page of a lesson, the zip last."""
        files = [
            self._file(lesson, kind, name, lesson.url + name)
            for kind, names in file_names(lesson).items()
            for name in names
        ]
        yield from files
        around, press = self.around, self.press
        yield File(
            path=lesson.url + record_name(lesson),
            inputs=self._inputs(lesson, "record"),
            make=lambda: metadata.nl_lom(lesson, around, press.site_url, press.author).encode(),
        )
        yield self._zip(zip_name(lesson), lesson.url, files)

    def letters(self, school: School, lessons: tuple[Lesson, ...]) -> Iterator[File]:
        """The letters of all lessons with the name of a school, and the zip of them."""
        folder = f"scholen/{school.slug}/{FOR_SCHOOL}"
        files = []
        for lesson in lessons:
            for ending in ("pdf", "docx"):
                name = letter_name(lesson, school.slug, ending)
                files.append(self._file(lesson, "ouderbrief", name, folder + name, school))
        yield from files
        yield self._zip(f"{LETTERS}-{school.slug}.zip", folder, files)

    def _file(self, lesson: Lesson, kind: str, name: str, path: str, school: School | None = None) -> File:
        ending = name.rpartition(".")[2]

        def make() -> bytes:
            return self._make(lesson, kind, ending, school)

        # The whole lesson says what is not in its file too: articles, goals, other lessons.
        more = _digest(paper_markdown(lesson, self.around).encode()) if kind == "les" else ""
        return File(path=path, inputs=self._inputs(lesson, f"{kind} {school} {more}"), make=make)

    def _make(self, lesson: Lesson, kind: str, ending: str, school: School | None) -> bytes:
        # Loading Typst, python-docx and python-pptx takes half a second; a build in which nothing changed needs none.
        address = self.press.address(lesson)
        if ending == "txt":
            return handouts.message(lesson, self.press, f"{address}ouderbrief/").encode()
        if kind == "presentatie":
            import slides

            deck = slides.deck(lesson, author=self.press.author, address=address, root=self.root)
            if ending == "html":
                return slides.render_html(deck, self.root).encode()
            if ending == "pdf":
                return slides.render_pdf(deck, self.root)
            from powerpoint import render_powerpoint

            return render_powerpoint(deck)
        paper = self._paper(lesson, kind, school)
        if ending == "pdf":
            from pdf import render_pdf

            return render_pdf(kind, paper, self.root)
        from word import render_word

        return render_word(kind, paper, self.root)

    def _paper(self, lesson: Lesson, kind: str, school: School | None) -> Paper:
        if kind == "les":
            return handouts.whole(lesson, self.press, self.around)
        if kind == "ouderbrief":
            return handouts.letter(lesson, self.press, school)
        paper = _PAPERS[kind](lesson, self.press)
        assert paper
        return paper

    def _zip(self, name: str, folder: str, files: list[File]) -> File:
        made = {Path(file.path).name: file for file in files}

        def make() -> bytes:
            contents = {key: read_or_make(self.root, file) for key, file in made.items()}
            return bundle.bundle(contents, folder=name.removesuffix(".zip"))

        # Put together anew each time: that takes less than keeping it twice.
        return File(path=folder + name, inputs="", make=make, is_kept=False)

    def _inputs(self, lesson: Lesson, what: str) -> str:
        """What tells whether a file of a lesson changed: its text, its drawings, and our words."""
        if lesson.id not in self._digests:
            text = lesson.path.read_bytes()
            names = [*drawings_in(text.decode("utf-8-sig")), lesson.bouw.zo_praten_we.tekening]
            folder = self.root / "overrides" / DRAWINGS
            drawings = ((folder / f"{name}.svg").read_bytes() for name in names)
            theme = repr((lesson.bouw, lesson.links(self.around.leerlijn)))
            self._digests[lesson.id] = _digest(self._common.encode(), text, theme.encode(), *drawings)
        return f"{self._digests[lesson.id]} {what}"


def for_parents(files: Iterable[File]) -> list[File]:
    """Of the files of a lesson, those with which parents do a part of it on the ouderavond."""
    kinds = tuple(f"{kind}-" for kind in OF_LESSON)
    return [file for file in files if Path(file.path).name.startswith(kinds) and file.path.endswith(".pdf")]


def letter_name(lesson: Lesson, slug: str, ending: str) -> str:
    """The name of a letter with the name of a school."""
    return f"ouderbrief-{lesson.id}-{slug}.{ending}"


def _words(press: Press) -> bytes:
    return json.dumps(dict(press.words), sort_keys=True).encode()


def _digest(*pieces: bytes) -> str:
    whole = hashlib.sha256()
    for piece in pieces:
        whole.update(piece)
    return whole.hexdigest()

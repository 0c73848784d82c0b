"""The ouderavond: four evenings, one for each pair of groepen, and the fourteen documents of each.

From `facts/ouderavond.yml`; the texts themselves stand in `papers/`. Which files a text gives is said in `texts.py`,
what a presentation and the cards must hold in `eveningcheck.py`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from facts import Checker, Entry, read_file
from lesson import Lesson
from problem import Problem
from texts import Text

FOLDER = "ouderavond/"
"""Where the pages and the files that name no school stand."""
OF_LESSON = ("kaartjes", "werkblad", "antwoorden")
AUDIENCES = ("leerkracht", "ouders")


@dataclass(frozen=True, kw_only=True)
class Evening:
    """One evening, for the parents of two groepen."""

    id: str
    gaat_over: str
    ook: str
    les: str
    """The id of the lesson that parents do themselves."""
    of_lesson: tuple[str, ...]
    """Which kinds of files of that lesson are used: "kaartjes", "werkblad", "antwoorden"."""
    line: int
    """Of the file, for messages."""
    leeftijd: str
    """Which of the family agreements goes with it: "4-8"."""

    @property
    def url(self) -> str:
        """The address of its page below the root of the site."""
        return f"{FOLDER}groep-{self.id}/"


@dataclass(frozen=True, kw_only=True)
class Document:
    """One of the documents, which may be more than one text."""

    number: int
    naam: str
    wat: str
    voor: str
    teksten: tuple[str, ...]
    line: int
    """Of the file, for messages."""
    pagina: str
    """The page that shows the text, below the folder of its language; "" where there is none."""

    def names(self, evening: Evening) -> tuple[str, ...]:
        """The names of its texts for one evening."""
        return tuple(_fill(name, evening) for name in self.teksten)

    def page(self, evening: Evening) -> str:
        """The address of the page that shows it, below the root of the site; "" where there is none."""
        return _fill(self.pagina, evening).removesuffix(".md") + "/" if self.pagina else ""


def _fill(name: str, evening: Evening) -> str:
    return name.replace("{bouw}", evening.id).replace("{leeftijd}", evening.leeftijd)


@dataclass(frozen=True, kw_only=True)
class Kit:
    """Everything in the file."""

    evenings: tuple[Evening, ...]
    documents: tuple[Document, ...]

    def evening(self, id_: str) -> Evening | None:
        """The evening of one bouw."""
        return next((evening for evening in self.evenings if evening.id == id_), None)

    def texts(self, evening: Evening, texts: Mapping[str, Sequence[Text]]) -> Iterator[tuple[Document, Text]]:
        """The texts of one evening in their order, each in every language that has it, the default one first."""
        for document in self.documents:
            for name in document.names(evening):
                for found in texts.values():
                    yield from ((document, text) for text in found if text.name == name)

    def names(self) -> frozenset[str]:
        """The names of all texts of all evenings."""
        return frozenset(name for each in self.documents for evening in self.evenings for name in each.names(evening))


def read_kit(path: Path, bouwen: Collection[str], lessons: Sequence[Lesson]) -> tuple[Kit | None, list[Problem]]:
    """The kit, or None and what is to be mended in the file; `bouwen` are those of the leerlijn."""
    top, checker = read_file(path)
    if not isinstance(top, Entry):
        if top is not None:
            checker.note(1, "hier horen bouwen en documenten te staan. Zet de vorige versie terug.")
        return None, checker.problems
    evenings = tuple(_evening(entry, line, checker) for entry, line in _entries(top, "bouwen", checker))
    documents = tuple(
        _document(number, entry, line, checker)
        for number, (entry, line) in enumerate(_entries(top, "documenten", checker), 1)
    )
    line = top.lines.get("bouwen", 1)
    if not checker.problems and bouwen and [evening.id for evening in evenings] != list(bouwen):
        checker.note(line, f"hier horen de bouwen van de leerlijn te staan, op volgorde: {', '.join(bouwen)}.")
    for evening in evenings:
        if lessons and evening.les and all(lesson.id != evening.les for lesson in lessons):
            checker.note(line, f"de les '{evening.les}' is er niet. Kies een les, zoals {lessons[0].id}.")
    return (None if checker.problems else Kit(evenings=evenings, documents=documents)), checker.problems


def _entries(top: Entry, key: str, checker: Checker) -> list[tuple[Entry, int]]:
    value, line = top.get(key), top.lines.get(key, 1)
    if not isinstance(value, list) or not value or not all(isinstance(entry, Entry) for entry in value):
        checker.note(line, f"de lijst '{key}' ontbreekt of klopt niet. Zet hem terug uit de vorige versie.")
        return []
    return [(entry, min(entry.lines.values(), default=line)) for entry in value]


def _evening(entry: Entry, line: int, checker: Checker) -> Evening:
    checker.known(entry, ("id", "gaat_over", "ook", "les", "van_de_les", "leeftijd"))
    used = entry.get("van_de_les", [])
    if not isinstance(used, list) or any(kind not in OF_LESSON for kind in used):
        checker.note(entry.lines["van_de_les"], f"'van_de_les' is een lijst uit: {', '.join(OF_LESSON)}.")
        used = []
    return Evening(
        id=checker.text(entry, "id", line),
        gaat_over=checker.text(entry, "gaat_over", line),
        ook=checker.text(entry, "ook", line),
        les=checker.text(entry, "les", line),
        of_lesson=tuple(used),
        line=line,
        leeftijd=checker.text(entry, "leeftijd", line),
    )


def _document(number: int, entry: Entry, line: int, checker: Checker) -> Document:
    checker.known(entry, ("naam", "wat", "voor", "teksten", "pagina"))
    names = entry.get("teksten")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
        checker.note(entry.lines.get("teksten", line), "'teksten' is een lijst. Schrijf: teksten: [uitnodiging]")
        names = []
    audience = checker.text(entry, "voor", line)
    if audience and audience not in AUDIENCES:
        checker.note(entry.lines["voor"], f"bij 'voor' staat '{audience}'. Kies uit: {', '.join(AUDIENCES)}.")
    return Document(
        number=number,
        line=line,
        naam=checker.text(entry, "naam", line),
        wat=checker.text(entry, "wat", line),
        voor=audience,
        teksten=tuple(names),
        pagina=checker.text(entry, "pagina", line, required=False),
    )

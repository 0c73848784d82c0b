"""The leerlijn Mediawijsheid: twelve themes over four bouwen, what holds for a lesson in each, and the kerndoelen.

From `facts/leerlijn.yml` and `facts/kerndoelen.yml`. The goals are SLO's; their division over the groepen is ours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from facts import Checker, Entry, Facts, read_file
from problem import Problem

GROEPEN = range(1, 9)
BOUWEN = ("1-2", "3-4", "5-6", "7-8")


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The second slide of every lesson: how we talk with each other."""

    titel: str
    tekening: str
    alt: str
    regels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Bouw:
    """Two groepen that share a way of working, and what a lesson there may ask of children."""

    id: str
    groepen: tuple[int, ...]
    minuten: int
    dias: tuple[int, int]
    """Fewest and most slides."""
    woorden_per_dia: int
    woorden_per_zin: Mapping[int, int]
    """Groep -> most words in a sentence that children read themselves; 0 where they read nothing."""
    woorden_op_werkblad: Mapping[int, int]
    lijn_mm: int
    """Height of a line to write on."""
    zo_praten_we: Agreement

    @property
    def reads(self) -> bool:
        """Whether children read what is written on sheets and slides."""
        return self.woorden_per_dia > 0


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one theme adds in one bouw, and the lesson that does so."""

    bouw: str
    groep: int
    volgnummer: int
    leert: str


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One of the themes, with a step per bouw."""

    id: str
    naam: str
    kerndoelen: tuple[str, ...]
    stappen: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One lesson number in the school year: `soort` is start, kern, verdieping or slot."""

    volgnummer: int
    soort: str
    wanneer: str


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One kerndoel in SLO's own words; the parts of 24 are 24A, 24B and 24C."""

    code: str
    naam: str
    zin: str
    delen: tuple["Goal", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What was known about the goals on the day of checking."""

    status: str
    tekst: str
    bronnen: tuple[str, ...]
    gecontroleerd: date


@dataclass(frozen=True, kw_only=True)
class Leerlijn:
    """Everything in the two files."""

    bouwen: tuple[Bouw, ...]
    jaar: tuple[Moment, ...]
    themas: tuple[Theme, ...]
    voorstellen: Mapping[str, str]
    actief: tuple[str, ...]
    """Forms of work in which children do something."""
    werkvormen: tuple[str, ...]
    onderwerpen: tuple[str, ...]
    merken: tuple[str, ...]
    doelen: tuple[Goal, ...]
    stand: Standing
    bron: str
    """Source of the goals, a name from `facts/bronnen.yml`."""

    def bouw(self, groep: int) -> Bouw:
        """The bouw of a groep."""
        return next(bouw for bouw in self.bouwen if groep in bouw.groepen)

    def theme(self, groep: int, volgnummer: int) -> Theme | None:
        """The theme of a lesson; None for a start or a slot."""
        return next(
            (
                theme
                for theme in self.themas
                for step in theme.stappen
                if (step.groep, step.volgnummer) == (groep, volgnummer)
            ),
            None,
        )

    def moment(self, volgnummer: int) -> Moment:
        """When in the year a lesson is given, and what kind it is."""
        return next(moment for moment in self.jaar if moment.volgnummer == volgnummer)

    @property
    def codes(self) -> Mapping[str, Goal]:
        """Code of a part -> that part."""
        return {part.code: part for goal in self.doelen for part in goal.delen}


def read_leerlijn(folder: Path, facts: Facts) -> tuple[Leerlijn | None, list[Problem]]:
    """The leerlijn from the folder `facts/`, or None and everything that is to be mended in its two files."""
    top, checker = read_file(folder / "leerlijn.yml")
    goals, standing, source, problems = _read_goals(folder / "kerndoelen.yml", facts)
    codes = {part.code for goal in goals for part in goal.delen}
    if not isinstance(top, Entry):
        if top is not None:
            checker.note(1, "hier horen bouwen, jaar en themas te staan. Zet de vorige versie terug.")
        return None, checker.problems + problems
    reader = _Reader(checker)
    bouwen = tuple(reader.bouw(entry, line) for entry, line in reader.entries(top, "bouwen"))
    year = tuple(reader.moment(entry, line) for entry, line in reader.entries(top, "jaar"))
    known = {bouw.id: bouw.groepen for bouw in bouwen}
    themes = tuple(reader.theme(entry, line, known, codes) for entry, line in reader.entries(top, "themas"))
    reader.each_once(themes, top.lines.get("themas", 1))
    proposals = top.get("voorstellen")
    forms = top.get("werkvormen")
    if not isinstance(forms, Entry):
        checker.note(top.lines.get("werkvormen", 1), "onder 'werkvormen' horen 'actief' en 'anders' te staan.")
        forms = Entry()
        forms.lines = {}
    if not isinstance(proposals, Entry):
        checker.note(top.lines.get("voorstellen", 1), "onder 'voorstellen' hoort elke regel zo te zijn: n1: …")
        proposals = Entry()
    actief, anders = reader.words(forms, "actief", 1), reader.words(forms, "anders", 1)
    subjects, names = reader.words(top, "onderwerpen", 1), reader.words(top, "merken", 1)
    found = checker.problems + problems
    if found or standing is None:
        return None, found
    return (
        Leerlijn(
            bouwen=bouwen,
            jaar=year,
            themas=themes,
            voorstellen=dict(proposals),
            actief=actief,
            werkvormen=(*actief, *anders),
            onderwerpen=subjects,
            merken=names,
            doelen=goals,
            stand=standing,
            bron=source,
        ),
        [],
    )


class _Reader:
    """Turns the entries of leerlijn.yml into what they mean, and notes what cannot be."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker

    def entries(self, top: Entry, key: str) -> list[tuple[Entry, int]]:
        value, line = top.get(key), top.lines.get(key, 1)
        if not isinstance(value, list) or not value or not all(isinstance(entry, Entry) for entry in value):
            self.checker.note(line, f"de lijst '{key}' ontbreekt of klopt niet. Zet hem terug uit de vorige versie.")
            return []
        return [(entry, min(entry.lines.values(), default=line)) for entry in value]

    def words(self, entry: Entry, key: str, line: int) -> tuple[str, ...]:
        value = entry.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(word, str) and word for word in value):
            self.checker.note(entry.lines.get(key, line), f"'{key}' is een lijst. Schrijf: {key}: [een, twee]")
            return ()
        return tuple(value)

    def number(self, value: Any, what: str, line: int) -> int:
        if isinstance(value, str) and value.isdigit():
            return int(value)
        self.checker.note(line, f"bij '{what}' staat '{value}'. Schrijf een getal, zoals 30.")
        return 0

    def per_groep(self, entry: Entry, key: str, line: int) -> dict[int, int]:
        value = entry.get(key)
        if not isinstance(value, Entry):
            self.checker.note(entry.lines.get(key, line), f"bij '{key}' hoort per groep een getal: {{3: 7, 4: 8}}")
            return {}
        at = entry.lines[key]
        return {self.number(groep, key, at): self.number(number, key, at) for groep, number in value.items()}

    def bouw(self, entry: Entry, line: int) -> Bouw:
        checker = self.checker
        slides = [self.number(number, "dias", line) for number in self.words(entry, "dias", line)]
        agreement = entry.get("zo_praten_we")
        if not isinstance(agreement, Entry):
            checker.note(line, "'zo_praten_we' ontbreekt. Zet het terug uit de vorige versie.")
            agreement = Entry()
            agreement.lines = {}
        rules = agreement.get("regels")
        return Bouw(
            id=checker.text(entry, "id", line),
            groepen=tuple(self.number(groep, "groepen", line) for groep in self.words(entry, "groepen", line)),
            minuten=self.number(entry.get("minuten"), "minuten", line),
            dias=(min(slides, default=0), max(slides, default=0)),
            woorden_per_dia=self.number(entry.get("woorden_per_dia"), "woorden_per_dia", line),
            woorden_per_zin=self.per_groep(entry, "woorden_per_zin", line),
            woorden_op_werkblad=self.per_groep(entry, "woorden_op_werkblad", line),
            lijn_mm=self.number(entry.get("lijn_mm"), "lijn_mm", line),
            zo_praten_we=Agreement(
                titel=checker.text(agreement, "titel", line),
                tekening=checker.text(agreement, "tekening", line),
                alt=checker.text(agreement, "alt", line),
                regels=tuple(rules) if isinstance(rules, list) else (),
            ),
        )

    def moment(self, entry: Entry, line: int) -> Moment:
        return Moment(
            volgnummer=self.number(entry.get("volgnummer"), "volgnummer", line),
            soort=self.checker.text(entry, "soort", line),
            wanneer=self.checker.text(entry, "wanneer", line),
        )

    def theme(self, entry: Entry, line: int, bouwen: Mapping[str, tuple[int, ...]], codes: set[str]) -> Theme:
        name = self.checker.text(entry, "naam", line)
        for code in (goals := self.words(entry, "kerndoelen", line)):
            if codes and code not in codes:
                self.checker.note(line, f"kerndoel '{code}' staat niet in facts/kerndoelen.yml. Kies een ander.")
        steps = entry.get("stappen")
        found = []
        for bouw, groepen in bouwen.items():
            step = steps.get(bouw) if isinstance(steps, Entry) else None
            at = steps.lines.get(bouw, line) if isinstance(steps, Entry) else line
            match = re.fullmatch(r"(\d)-(\d)", str(step.get("les"))) if isinstance(step, Entry) else None
            if not match or not isinstance(step, Entry) or int(match[1]) not in groepen:
                example = f'"{bouw}": {{les: {(groepen or (1,))[0]}-1, leert: …}}'
                self.checker.note(at, f"bij '{name}' mist de stap voor groep {bouw}. Schrijf: {example}")
                continue
            taught = self.checker.text(step, "leert", at)
            found.append(Step(bouw=bouw, groep=int(match[1]), volgnummer=int(match[2]), leert=taught))
        return Theme(id=self.checker.text(entry, "id", line), naam=name, kerndoelen=goals, stappen=tuple(found))

    def each_once(self, themes: tuple[Theme, ...], line: int) -> None:
        """No two themes claim the same lesson."""
        ids = [theme.id for theme in themes]
        for theme in themes:
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", theme.id) or ids.count(theme.id) > 1:
                message = f"het id '{theme.id}' van '{theme.naam}' kan niet. Kies een eigen naam, zoals omgang-pesten."
                self.checker.note(line, message)
        taken: dict[tuple[int, int], str] = {}
        for theme in themes:
            for step in theme.stappen:
                other = taken.setdefault((step.groep, step.volgnummer), theme.naam)
                if other != theme.naam:
                    message = (
                        f"les {step.groep}-{step.volgnummer} staat bij '{other}' en bij '{theme.naam}'. Kies er één."
                    )
                    self.checker.note(line, message)


def _read_goals(path: Path, facts: Facts) -> tuple[tuple[Goal, ...], Standing | None, str, list[Problem]]:
    top, checker = read_file(path)
    if not isinstance(top, Entry):
        if top is not None:
            checker.note(1, "hier horen stand, bron en doelen te staan. Zet de vorige versie terug.")
        return (), None, "", checker.problems
    reader = _Reader(checker)
    standing = None
    value = top.get("stand")
    if isinstance(value, Entry):
        line = top.lines["stand"]
        standing = Standing(
            status=checker.text(value, "status", line),
            tekst=checker.text(value, "tekst", line),
            bronnen=reader.words(value, "bronnen", line),
            gecontroleerd=checker.day(value, "gecontroleerd", line),
        )
    else:
        checker.note(1, "'stand' ontbreekt. Zet hem terug uit de vorige versie.")
    source = checker.text(top, "bron", 1)
    for key in (source, *(standing.bronnen if standing else ())):
        if key and facts.bronnen and key not in facts.bronnen:
            checker.note(1, f"bron '{key}' staat niet in facts/bronnen.yml. Zet hem daar bij.")
    goals = []
    for entry, line in reader.entries(top, "doelen"):
        parts = tuple(_goal(part, at, checker) for part, at in reader.entries(entry, "delen"))
        goals.append(_goal(entry, line, checker, parts))
    return tuple(goals), standing, source, checker.problems


def _goal(entry: Entry, line: int, checker: Checker, parts: tuple[Goal, ...] = ()) -> Goal:
    texts = {key: checker.text(entry, key, line) for key in ("code", "naam", "zin")}
    return Goal(delen=parts, **texts)

"""Whether a lesson holds what a teacher and a child need: everything of it that a program can see.

Each rule says what stands there and how to mend it. What only a person can judge (is it a good lesson?) is not here.
"""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

import reading
from facts import Facts
from leerlijn import Leerlijn
from lesson import (
    AGREEMENT,
    EXIT,
    GOAL,
    LAST,
    LETTER,
    Lesson,
    Section,
    items,
    labelled,
)
from problem import Problem, shown
from tables import uneven_rows

TITLE_WORDS = 7
EXAMPLE_TITLE = "De titel van je les"
"""The title in `_voorbeeld.md`: a copy that nobody filled in is no lesson."""
GOAL_WORDS = 16
SHORT_WORDS = 70
"""In het kort: readable in a quarter of a minute by someone who skims."""
SUMMARY_WORDS = 20
PREPARING = 10
LETTER_WORDS, LETTER_SENTENCE, LETTER_AVERAGE = 115, 15, 10
APP_SIGNS = 420
"""Of the first paragraphs of the letter: with title and address they stay below the 600 signs of a message."""

CARE = ("Dit kan ter sprake komen", "Vraag niet", "Vooraf", "Een kind doet niet mee")
LEVELS = ("Makkelijker", "Moeilijker", "Taalsteun (NT2)", "Combinatiegroep")
MISSED = "Mist een kind dit?"
EXIT_MISSED = "Heeft minder dan de helft dit?"

_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)]*)\)")
_DRAWING = re.compile(r"tekening:(?P<name>[a-z0-9-]+)")
_WORDLIST = re.compile(r"(?:!\[[^\]]+\]\([^)]+\) )?\*\*[^*]+\*\*: .+ \*[^*]+\*")
_WEB = re.compile(r"https?://|www\.", re.I)
_PHONE = re.compile(r"(?<!\d)0(?:800|900|\d{2,3})[ -]\d{2}")


def check_lesson(lesson: Lesson, leerlijn: Leerlijn, facts: Facts, drawings: Collection[str]) -> list[Problem]:
    """Everything that is to be mended in one lesson, sorted by line; `drawings` are the pictures that exist."""
    checker = _Check(lesson, leerlijn, facts, drawings)
    for rule in (
        checker.front, checker.short, checker.goals, checker.words, checker.lists, checker.care, checker.course,
        checker.exit_card, checker.sheet, checker.deck, checker.letter, checker.cards, checker.pictures, checker.names,
        checker.tables,
    ):  # fmt: skip
        checker.problems += (Problem(lesson.path, line, message) for line, message in rule())
    return sorted(set(checker.problems))


def check_together(lessons: Iterable[Lesson]) -> list[Problem]:
    """No two lessons share a title, a goal, or a place in the year."""
    problems = []
    for key, what in (("title", "title"), ("kernzin", "kernzin")):
        seen: dict[str, Lesson] = {}
        for lesson in lessons:
            value = getattr(lesson, key)
            other = seen.setdefault(value.casefold(), lesson)
            if other is not lesson and value:
                message = f"'{what}' staat ook in {_place(other)}. Kies een eigen tekst."
                problems.append(Problem(lesson.path, lesson.lines.get(key, 2), message))
    taken: dict[tuple[int, int], Lesson] = {}
    for lesson in lessons:
        other = taken.setdefault((lesson.groep, lesson.volgnummer), lesson)
        if other is not lesson:
            message = f"volgnummer {lesson.volgnummer} heeft {_place(other)} al. Kies een ander nummer."
            problems.append(Problem(lesson.path, lesson.lines.get("volgnummer", 2), message))
    return problems


def overdue(lessons: Iterable[Lesson], today: date) -> list[Lesson]:
    """The lessons that nobody has read again for a year."""
    return [lesson for lesson in lessons if lesson.review_before < today]


def _place(lesson: Lesson) -> str:
    return f"groep-{lesson.groep}/{lesson.path.name}"


Found = Iterator[tuple[int, str]]


class _Check:
    """The rules, one method each; they yield (line, message)."""

    def __init__(self, lesson: Lesson, leerlijn: Leerlijn, facts: Facts, drawings: Collection[str]) -> None:
        self.lesson, self.leerlijn, self.facts, self.drawings = lesson, leerlijn, facts, drawings
        self.bouw = lesson.bouw
        self.sentence = lesson.bouw.woorden_per_zin.get(lesson.groep, 0)
        self.problems: list[Problem] = []

    def at(self, key: str) -> int:
        return self.lesson.lines.get(key, 2)

    def section(self, name: str) -> Section | None:
        return self.lesson.sections.get(name)

    def front(self) -> Found:
        lesson, leerlijn = self.lesson, self.leerlijn
        if lesson.title == EXAMPLE_TITLE:
            yield self.at("title"), f"'{EXAMPLE_TITLE}' is de titel van het voorbeeld. Schrijf de titel van deze les."
        if (number := len(reading.words(lesson.title))) > TITLE_WORDS:
            yield self.at("title"), f"de titel telt {number} woorden. Gebruik er hoogstens {TITLE_WORDS}."
        if lesson.kernzin and not lesson.kernzin.startswith("Ik "):
            yield self.at("kernzin"), f"de kernzin begint met '{shown(lesson.kernzin.split()[0])}'. Begin met: Ik kan …"
        if (number := len(reading.words(lesson.kernzin))) > GOAL_WORDS:
            yield self.at("kernzin"), f"de kernzin telt {number} woorden. Gebruik er hoogstens {GOAL_WORDS}."
        if "volgnummer" in lesson.lines and lesson.volgnummer not in {m.volgnummer for m in leerlijn.jaar}:
            numbers = ", ".join(str(moment.volgnummer) for moment in leerlijn.jaar)
            yield self.at("volgnummer"), f"volgnummer {lesson.volgnummer} staat niet in het jaar. Kies uit: {numbers}."
        known = (
            ("kerndoelen", lesson.kerndoelen, leerlijn.codes),
            ("protocol", lesson.protocol, self.facts.artikelen),
            ("protocol_voorstel", lesson.voorstel, leerlijn.voorstellen),
            ("werkvormen", lesson.werkvormen, leerlijn.werkvormen),
            ("gevoelige_onderwerpen", lesson.onderwerpen, leerlijn.onderwerpen),
            ("bronnen", lesson.bronnen, self.facts.bronnen),
        )
        for key, values, choices in known:
            for value in values:
                if choices and value not in choices:
                    some = ", ".join(list(choices)[:30])
                    yield self.at(key), f"bij '{key}' staat '{shown(value)}'. Kies uit: {some}."
        if lesson.werkvormen and not set(lesson.werkvormen) & set(leerlijn.actief):
            yield self.at("werkvormen"), f"kinderen doen hier niets zelf. Voeg toe: {', '.join(leerlijn.actief)}."
        theme = lesson.links(leerlijn)
        if theme and lesson.kerndoelen and not set(theme.kerndoelen) & set(lesson.kerndoelen):
            goals = " of ".join(theme.kerndoelen)
            yield self.at("kerndoelen"), f"bij het thema '{theme.naam}' hoort kerndoel {goals}. Voeg het toe."
        if "voorbereiding" in lesson.lines and not 1 <= lesson.voorbereiding <= PREPARING:
            yield self.at("voorbereiding"), f"voorbereiden mag hoogstens {PREPARING} minuten kosten. Maak het korter."
        if lesson.gevoeligheid in ("middel", "hoog") and not lesson.onderwerpen:
            some = ", ".join(leerlijn.onderwerpen)
            yield self.at("gevoeligheid"), f"'{lesson.gevoeligheid}' vraagt om gevoelige_onderwerpen. Kies uit: {some}."

    def short(self) -> Found:
        if not (section := self.section("In het kort")):
            return
        if (number := reading.full_stops(section.markdown)) != 3:
            advice = "Schrijf er drie: wat kinderen doen, wat ze leren, wat je nodig hebt."
            yield section.line, f"'In het kort' telt {number} zinnen. {advice}"
        if (number := reading.count(section.markdown)) > SHORT_WORDS:
            yield section.line, f"'In het kort' telt {number} woorden. Gebruik er hoogstens {SHORT_WORDS}."

    def goals(self) -> Found:
        if section := self.section("Doelen"):
            yield from self.number_of(section, 2, 4, "- Ik …")
            for item in items(section.markdown):
                if not item.startswith("Ik "):
                    yield section.line, f"het doel '{shown(item)}' begint niet met Ik. Schrijf wat een kind kan zeggen."
        section = self.section("Deze les en ons protocol")
        if section and "In kindertaal" not in labelled(section.markdown):
            yield section.line, "de zin in kindertaal ontbreekt. Schrijf: **In kindertaal:** …"

    def words(self) -> Found:
        if not (section := self.section("Woordenschat")):
            return
        yield from self.number_of(section, 3, 5, "- **woord**: uitleg. *Voorbeeldzin.*")
        for item in items(section.markdown):
            if not _WORDLIST.fullmatch(item):
                yield section.line, f"'{shown(item)}' mist iets. Schrijf: - **woord**: uitleg. *Voorbeeldzin.*"
            elif self.lesson.groep <= 4 and not item.startswith("!["):
                yield (
                    section.line,
                    f"bij '{shown(item)}' hoort een plaatje. Zet ervoor: ![Wat er te zien is](tekening:…)",
                )

    def lists(self) -> Found:
        if section := self.section("Klaarzetten"):
            yield from self.number_of(section, 2, 12, "- [ ] Print het werkblad: één per kind.")
            for item in items(section.markdown):
                if not item.startswith("[ ] "):
                    yield section.line, f"'{shown(item)}' heeft geen vakje. Schrijf: - [ ] {shown(item)}"
        if section := self.section("Gespreksvragen"):
            yield from self.number_of(section, 4, 6, "1. Waarom …?")
            for item in items(section.markdown):
                if "?" not in item:
                    yield section.line, f"'{shown(item)}' is geen vraag. Maak er een vraag van."
        if section := self.section("Veelgehoorde gedachten"):
            yield from self.number_of(section, 2, 3, "- **“Wat een kind denkt.”** Wat je antwoordt.")
            for item in items(section.markdown):
                if not re.fullmatch(r"\*\*“.+?”\*\* .+", item):
                    yield section.line, f"'{shown(item)}' mist iets. Schrijf: - **“Wat een kind denkt.”** Je antwoord."
        section = self.section("Verantwoording")
        if section and f"Versie {self.lesson.versie}" not in section.markdown:
            yield (
                section.line,
                f"versie {self.lesson.versie} staat niet in de lijst. Schrijf: - Versie {self.lesson.versie}, …",
            )

    def care(self) -> Found:
        for name, labels in (("Let op in deze les", CARE), ("Differentiatie", LEVELS)):
            if section := self.section(name):
                found = labelled(section.markdown)
                for label in labels:
                    if not found.get(label):
                        yield section.line, f"onder '{name}' ontbreekt '{label}'. Schrijf: **{label}:** …"

    def course(self) -> Found:
        lesson = self.lesson
        if not (section := self.section("Lesverloop")):
            return
        if lesson.minutes != self.bouw.minuten:
            message = f"de fasen duren samen {lesson.minutes} minuten. In groep {self.bouw.id} duurt een les er "
            yield section.line, f"{message}{self.bouw.minuten}. Verdeel de minuten opnieuw."
        heard = 0
        for phase in lesson.phases:
            if not phase.summary:
                yield phase.line, f"onder '{phase.name}' ontbreekt de eerste zin. Schrijf in één zin wat er gebeurt."
            elif (number := len(reading.words(phase.summary))) > SUMMARY_WORDS:
                yield phase.line, f"de eerste zin telt {number} woorden. Gebruik er hoogstens {SUMMARY_WORDS}."
            labels = {cue.label for cue in phase.cues}
            for label in ("Zeg", "Vraag", "Doe"):
                if label not in labels:
                    yield phase.line, f"in '{phase.name}' ontbreekt '{label}'. Schrijf: **{label}:** …"
            heard += "Je hoort misschien" in labels
            for cue in phase.cues:
                if not cue.markdown.strip():
                    yield cue.line, f"achter '{cue.label}' staat niets. Vul het aan, of haal het weg."
                if cue.label == "Je hoort misschien":
                    for item in items(cue.markdown) or ("",):
                        if "→" not in item:
                            message = "hier horen antwoorden met een reactie. Schrijf: - “Kind.” → “Jij.”"
                            yield cue.line, message
                            break
        if lesson.phases and heard < 4:
            message = f"'Je hoort misschien' staat in {heard} fasen. Schrijf het in ten minste 4 fasen."
            yield section.line, message
        begun = [number for phase in lesson.phases for number in phase.slides]
        for slide in lesson.slides:
            if slide.number not in begun:
                yield slide.line, f"dia {slide.number} komt in het lesverloop niet voor. Zet daar: [dia {slide.number}]"

    def exit_card(self) -> Found:
        if not (section := self.section("Uitgangskaartje")):
            return
        yield from self.number_of(section, 1, 3, "1. Een vraag aan het kind")
        found = labelled(section.markdown)
        for label in ("Goed", EXIT_MISSED):
            if not found.get(label):
                mark = label if label.endswith("?") else f"{label}:"
                yield section.line, f"onder 'Uitgangskaartje' ontbreekt '{label}'. Schrijf: **{mark}** …"
        if self.bouw.reads:
            for item in self.lesson.exit_items:
                yield from self.sentences(item, section.line)

    def sheet(self) -> Found:
        lesson = self.lesson
        if not lesson.tasks:
            return
        first = lesson.tasks[0].line
        if not 2 <= len(lesson.tasks) <= 4:
            yield first, f"het werkblad heeft {len(lesson.tasks)} opdrachten. Maak er 2 tot en met 4."
        total = reading.count(lesson.instruction)
        for task in lesson.tasks:
            text = f"{task.title}\n\n{task.markdown}"
            total += reading.count(text)
            found = labelled(task.answer)
            is_open = "[lijnen" in task.markdown or ("[tekenvak" in task.markdown and self.bouw.reads)
            for label in ("Goed", *(("Half", "Fout") if is_open else ()), MISSED):
                if not found.get(label):
                    mark = label if label.endswith("?") else f"{label}:"
                    message = f"bij het antwoord op opdracht {task.number} ontbreekt '{label}'. Schrijf: **{mark}** …"
                    yield task.line, message
            if self.bouw.reads:
                yield from self.sentences(text, task.line)
        most = self.bouw.woorden_op_werkblad.get(lesson.groep, 0)
        if self.bouw.reads and total > most:
            yield first, f"het werkblad telt {total} woorden. In groep {lesson.groep} zijn het er hoogstens {most}."

    def deck(self) -> Found:
        lesson, bouw = self.lesson, self.bouw
        if not (slides := lesson.slides):
            return
        yield from itertools.islice(self.number_of_slides(), 1)
        for slide in slides:
            if bouw.reads and slide.title not in (GOAL, AGREEMENT):
                yield from self.sentences(f"{slide.title}\n\n{slide.markdown}", slide.line)

    def number_of_slides(self) -> Found:
        """The first and the last slides are the fixed ones, and between them are as many as the course shows.

        A slide too few or too many is told once: where a fixed one is not in its place, that is what is wrong.
        """
        slides, bouw = self.lesson.slides, self.bouw
        most_shown = max((number for phase in self.lesson.phases for number in phase.slides), default=0)
        for number, (slide, wanted) in enumerate(zip(slides, (GOAL, AGREEMENT), strict=False), 1):
            if slide.title != wanted:
                advice = "Zet erboven" if len(slides) < most_shown else "Schrijf"
                yield slide.line, f"dia {number} heet '{shown(slide.title)}'. {advice}: ## {wanted}"
        last = slides[-1]
        if last.title != LAST or (bouw.reads and EXIT not in last.markdown):
            yield last.line, f"de laatste dia klopt niet. Schrijf: ## {LAST} en daaronder {EXIT}"
        if len(slides) < most_shown:
            message = (
                f"[dia {most_shown}] bestaat niet: er zijn {len(slides)} dia’s. Zet boven elke dia een kop met ##."
            )
            yield slides[0].line, message
        fewest, most = bouw.dias
        if not fewest <= len(slides) <= most:
            message = f"er zijn {len(slides)} dia’s. In groep {bouw.id} zijn het er {fewest} tot en met {most}."
            yield slides[0].line, message

    def letter(self) -> Found:
        letter = self.lesson.letter
        if not letter:
            return
        names = tuple(section.name for section in letter)
        if names != LETTER:
            headings = " / ".join(f"## {name}" for name in LETTER)
            yield letter[0].line, f"de ouderbrief heeft andere koppen. Zet er precies deze drie: {headings}"
            return
        total, lengths = 0, list[int]()
        for section in letter:
            total += reading.count(section.markdown)
            lengths += (len(reading.words(sentence)) for sentence in reading.sentences(section.markdown))
            for sentence, number in reading.long_sentences(section.markdown, LETTER_SENTENCE):
                message = f"deze zin telt {number} woorden: '{shown(sentence)}' Gebruik er hoogstens {LETTER_SENTENCE}."
                yield section.line, message
        if total > LETTER_WORDS:
            yield letter[0].line, f"de ouderbrief telt {total} woorden. Gebruik er hoogstens {LETTER_WORDS}."
        if lengths and sum(lengths) / len(lengths) > LETTER_AVERAGE:
            average = f"{sum(lengths) / len(lengths):.1f}".replace(".", ",")
            message = f"een zin in de ouderbrief telt gemiddeld {average} woorden. Maak de zinnen korter: hoogstens "
            yield letter[0].line, f"{message}{LETTER_AVERAGE}."
        signs = sum(len(section.markdown.split("\n\n")[0]) for section in letter)
        if signs > APP_SIGNS:
            message = f"de eerste alinea’s van de ouderbrief tellen samen {signs} tekens. Voor de ouderapp zijn het er "
            yield letter[0].line, f"{message}hoogstens {APP_SIGNS}. Zet de rest in een tweede alinea."

    def cards(self) -> Found:
        cards = self.lesson.cards
        if not cards:
            return
        if len(cards) % 6:
            yield cards[0].line, f"er zijn {len(cards)} kaartjes. Op een blad passen er 6: maak er 6, 12 of 18."
        for card in cards:
            if not card.answer:
                yield card.line, f"bij kaartje {card.number} ontbreekt het antwoord. Vul het in de derde kolom in."
            if not card.picture and not (self.bouw.reads and card.text):
                yield card.line, f"kaartje {card.number} is leeg. Zet er een plaatje of een tekst op."
            if self.bouw.reads:
                yield from self.sentences(card.text, card.line)
            elif reading.count(card.text):
                yield card.line, f"op kaartje {card.number} staat tekst. Kinderen in deze groep lezen nog niet."

    def pictures(self) -> Found:
        for number, line in self.all_lines():
            for found in _PICTURE.finditer(line):
                drawing = _DRAWING.fullmatch(found["target"])
                if not drawing:
                    message = f"het plaatje '{shown(found['target'])}' kennen we niet. Schrijf: ![…](tekening:naam)"
                    yield number, message
                elif drawing["name"] not in self.drawings:
                    name = drawing["name"]
                    yield number, f"de tekening '{name}' is er niet. Zet haar in overrides/tekeningen/{name}.svg"
                if not found["alt"].strip():
                    message = (
                        f"het plaatje '{shown(found['target'])}' heeft geen beschrijving. Zet die tussen de haken."
                    )
                    yield number, message

    def names(self) -> Found:
        """Real names of apps, addresses and telephone numbers age; they stand in one place, or nowhere."""
        care = self.section("Let op in deze les")
        course = self.section("Lesverloop")
        for number, line in self.all_lines():
            is_care = bool(care and course and care.line < number < course.line)
            for name in reading.names_in(line, self.leerlijn.merken):
                if self.lesson.groep <= 4 or not is_care:
                    message = f"hier staat de naam '{name}'. Schrijf 'een app' of 'een spel', of verzin een naam."
                    yield number, message
            if _WEB.search(line):
                yield number, "hier staat een webadres. Een les is te geven zonder internet: haal het weg."
            if _PHONE.search(line):
                yield number, "hier staat een telefoonnummer. Nummers staan in facts/hulp.yml: haal het weg."

    def tables(self) -> Found:
        return uneven_rows(self.all_lines())

    # ---- what several rules share ----

    def all_lines(self) -> Iterator[tuple[int, str]]:
        return enumerate(self.lesson.path.read_text(encoding="utf-8-sig").splitlines(), 1)

    def number_of(self, section: Section, fewest: int, most: int, example: str) -> Found:
        number = len(items(section.markdown))
        if not fewest <= number <= most:
            amount = f"{fewest} tot en met {most}"
            yield section.line, f"onder '{section.name}' staan {number} regels. Maak er {amount}, zoals: {example}"

    def sentences(self, markdown: str, line: int) -> Found:
        for sentence, number in reading.long_sentences(markdown, self.sentence):
            groep = self.lesson.groep
            message = f"deze zin telt {number} woorden: '{shown(sentence)}' In groep {groep} zijn het er hoogstens "
            yield line, f"{message}{self.sentence}."

"""Whether the texts of the ouderavond hold what a teacher and parents need: everything that a program can see.

How many statements, cases and slides there are follows from the specification of the kit (decisions/0006).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import presentation
import reading
from lesson import items
from ouderavond import Kit
from problem import Problem, shown
from texts import Known, Text, filled, section, without_sources

STATEMENTS, CASES = 8, 6
STATEMENT_WORDS, CASE_WORDS, ANSWER_WORDS = 14, 60, 90
SENTENCE = 15
QUESTION = "**Wat zou u doen?**"
ANSWER = ("Dit kunt u doen", "Dit kunt u zeggen", "Ons protocol", "Uw kind leert dit in de les")
"""What stands on an answer card, in this order."""

_CASE = re.compile(r"^## (?P<title>[^\n{]*?) *\{#casus-(?P<number>\d+)\}[ \t]*\n(?P<text>.*?)(?=^## |\Z)", re.S | re.M)
_STATEMENT = re.compile(r"\*\*(?P<statement>.+?)\*\* Vraag daarna: “.+\?”")
_PICTURE = re.compile(r"^!\[[^\]]+\]\(tekening:[a-z0-9-]+\)$", re.M)


def check_kit(kit: Kit, texts: Mapping[str, Sequence[Text]], default: str, path: Path, docs: Path) -> Iterator[Problem]:
    """Every text that the kit names is there, every text of the evening is in the kit, and so is every page."""
    there = {text.name: text for text in texts[default]}
    for document in kit.documents:
        for evening in kit.evenings:
            for name in document.names(evening):
                if there and name not in there:
                    message = f"de tekst '{name}' van '{document.naam}' is er niet. Zet hem in papers/{default}/."
                    yield Problem(path, document.line, message)
            page = document.page(evening).rstrip("/")
            # Without the folder of the language itself, that is what has been told.
            if page and docs.is_dir() and not (docs / f"{page}.md").exists():
                message = f"de pagina '{page}.md' van '{document.naam}' is er niet. Maak haar, of haal de regel weg."
                yield Problem(path, document.line, message)
    for evening in kit.evenings:
        page = f"{evening.url}index.md"
        if docs.is_dir() and not (docs / page).exists():
            message = f"de pagina '{page}' van de avond voor groep {evening.id} is er niet. Maak haar."
            yield Problem(path, evening.line, message)
    for found in texts.values():
        for text in found:
            if text.folder and text.name not in kit.names():
                message = f"'{text.name}' hoort bij geen document. Zet de naam in facts/ouderavond.yml onder teksten."
                yield Problem(text.path, 1, message)


def check_texts(texts: Sequence[Text], known: Known, root: Path) -> Iterator[Problem]:
    """What is to be mended in presentations and in cards."""
    for text in texts:
        if text.kind == "presentatie":
            if not text.bouw:
                yield Problem(text.path, 2, 'een presentatie is voor twee groepen. Zet boven aan de tekst: bouw: "1-2"')
                continue
            talk, problems = presentation.read_talk(text, known, root)
            yield from problems or presentation.check_talk(talk)
        elif text.kind == "casussen":
            yield from check_cards(text, known)


def check_cards(text: Text, known: Known) -> Iterator[Problem]:
    """Eight statements, and six cases with an answer card each."""
    lines = text.path.read_text(encoding="utf-8-sig").splitlines()

    def at(words: str) -> int:
        return next((number for number, line in enumerate(lines, 1) if words in line), text.first_line)

    yield from (Problem(text.path, at("{#stellingen}"), message) for message in _check_statements(text))
    cases = list(_CASE.finditer(text.markdown))
    numbers = [int(case["number"]) for case in cases]
    if numbers != list(range(1, CASES + 1)):
        names = f"{{#casus-1}} tot en met {{#casus-{CASES}}}"
        message = f"er staan {len(cases)} casussen. Maak er {CASES}, met de namen {names}."
        yield Problem(text.path, at("{#casus-1}"), message)
        return
    for case in cases:
        line = at(f"{{#casus-{case['number']}}}")
        yield from (Problem(text.path, line, message) for message in _check_case(case, text, known))


def _check_statements(text: Text) -> Iterator[str]:
    found = items(section(text, "stellingen"))
    if len(found) != STATEMENTS:
        yield f"er staan {len(found)} stellingen. Maak er {STATEMENTS}."
    for item in found:
        match = _STATEMENT.fullmatch(item)
        if not match:
            yield f"'{shown(item)}' mist iets. Schrijf: 1. **De stelling.** Vraag daarna: “Een open vraag?”"
        elif (count := len(reading.words(match["statement"]))) > STATEMENT_WORDS:
            yield f"de stelling '{shown(item)}' telt {count} woorden. Gebruik er hoogstens {STATEMENT_WORDS}."


def _check_case(case: re.Match[str], text: Text, known: Known) -> Iterator[str]:
    told, mark, answer = case["text"].partition("\n!!! antwoord\n")
    number = case["number"]
    if not re.fullmatch(rf"Casus {number}: .+", case["title"]):
        yield f"de kop '{shown(case['title'])}' klopt niet. Schrijf: ## Casus {number}: Titel {{#casus-{number}}}"
    if not _PICTURE.search(told):
        yield f"bij casus {number} ontbreekt het plaatje. Schrijf: ![Wat er te zien is](tekening:naam)"
    if QUESTION not in told:
        yield f"bij casus {number} ontbreekt de vraag. Schrijf eronder: {QUESTION}"
    if not mark:
        yield f"bij casus {number} ontbreekt de antwoordkaart. Schrijf eronder: !!! antwoord, en spring in."
        return
    labels = re.findall(r"^ {4}- \*\*([^*]+):\*\*", answer, re.M)
    if labels != list(ANSWER):
        yield f"op antwoordkaart {number} horen vier regels, in deze volgorde: {' / '.join(ANSWER)}."
    for what, part, most in (
        (f"casus {number}", told.replace(QUESTION, ""), CASE_WORDS),
        (f"antwoordkaart {number}", re.sub(r"^ {4}", "", answer, flags=re.M), ANSWER_WORDS),
    ):
        readable = filled(without_sources(part), text, known)
        if (count := reading.count(readable)) > most:
            yield f"{what} telt {count} woorden. Gebruik er hoogstens {most}."
        for sentence, length in reading.long_sentences(readable, SENTENCE):
            yield f"deze zin telt {length} woorden: '{shown(sentence)}' Voor ouders zijn het er hoogstens {SENTENCE}."

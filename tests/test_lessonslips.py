"""One slip in a lesson is told once: a heading that is gone must not give a row of echoes.

Each slip is made in the example; what `make check` says of it is compared whole, with the line that it points at.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from check import read_whole_lesson
from conftest import ROOT
from lessen import DRAWINGS, FACTS, LINE, example, written
from papers import PRESS

Slip = Callable[[str], str]


def instead(old: str, new: str) -> Slip:
    """The same text with one thing written otherwise."""

    def slip(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return slip


def without(line: str) -> Slip:
    """The same text without one line, all else left as it is."""
    return instead(f"\n{line}\n", "\n")


def swapped(one: str, two: str) -> Slip:
    """The same text with two pieces that follow each other changed about; each begins with that heading."""

    def slip(text: str) -> str:
        begin, middle = text.index(f"\n{one}"), text.index(f"\n{two}")
        mark = one.partition(" ")[0]
        end = text.index(f"\n{mark} ", middle + 1)
        return text[:begin] + text[middle:end] + text[begin:middle] + text[end:]

    return slip


ADD = "Voeg hem toe, in de volgorde van _voorbeeld.md."
ALONE = "Zet op een eigen regel, met een lege regel erboven en eronder"
PARTS = "Werkblad, Presentatie, Ouderbrief, Kaartjes."
CARDS = "hier hoort een tabel met kaartjes. Begin met: | Plaatje | Tekst | Antwoord | en daaronder: | --- | --- | --- |"
LETTER = (
    "de ouderbrief heeft andere koppen. Zet er precies deze drie: "
    "## Waar ging de les over? / ## Wat kunt u thuis doen? / ## Welke vraag kunt u stellen?"
)
WORD = "begint niet met een vast woord. Begin met **Zeg:**, **Vraag:** of **Doe:**"

THIRD = written().splitlines().index("[dia 3]") + 1
"""The line at which the third slide is shown."""

SLIPS: dict[str, tuple[Slip, str, str]] = {
    # ---- headings of sections ----
    "the first heading is gone": (without("## In het kort"), "", f"de kop '## In het kort' ontbreekt. {ADD}"),
    "a heading is gone": (without("## Doelen"), "## Deze les en ons protocol", f"de kop '## Doelen' ontbreekt. {ADD}"),
    "the heading of the course is gone": (
        without("## Lesverloop"),
        "## Uitgewerkt voorbeeld",
        f"de kop '## Lesverloop' ontbreekt. {ADD}",
    ),
    "the heading below the course is gone": (
        without("## Uitgewerkt voorbeeld"),
        "## Gespreksvragen",
        f"de kop '## Uitgewerkt voorbeeld' ontbreekt. {ADD}",
    ),
    "the last heading is gone": (without("## Verantwoording"), "", f"de kop '## Verantwoording' ontbreekt. {ADD}"),
    "a heading is misspelt": (
        instead("## Woordenschat", "## Woordenschap"),
        "## Woordenschap",
        "de kop 'Woordenschap' hoort hier niet. Bedoel je '## Woordenschat'?",
    ),
    "a heading has another name": (
        instead("## Thuis verder", "## Huiswerk"),
        "## Huiswerk",
        "de kop 'Huiswerk' hoort hier niet. Bedoel je '## Thuis verder'?",
    ),
    "a heading has a # too many": (
        instead("## Klaarzetten", "### Klaarzetten"),
        "### Klaarzetten",
        "zo is '### Klaarzetten' geen kop van een les. Schrijf: ## Klaarzetten",
    ),
    "a heading has a # too few": (
        instead("## Differentiatie", "# Differentiatie"),
        "# Differentiatie",
        "zo is '# Differentiatie' geen kop van een les. Schrijf: ## Differentiatie",
    ),
    "a heading has no space": (
        instead("## Gespreksvragen", "##Gespreksvragen"),
        "##Gespreksvragen",
        "zo is '##Gespreksvragen' geen kop van een les. Schrijf: ## Gespreksvragen",
    ),
    "a heading stands there twice": (
        instead("## Doelen\n", "## Doelen\n\n- Ik doe iets.\n- Ik doe nog iets.\n\n## Doelen\n"),
        "## Doelen",
        "de kop 'Doelen' staat er twee keer. Haal er een weg.",
    ),
    "two sections are swapped": (
        swapped("## Differentiatie", "## Werkblad en antwoorden"),
        "## Differentiatie",
        "'Differentiatie' staat te laag. Zet deze kop boven 'Werkblad en antwoorden'.",
    ),
    # ---- headings of parts ----
    "the heading of the worksheet is gone": (
        without("# Werkblad"),
        "## 1. Zet een kruisje.",
        f"de kop '# Werkblad' ontbreekt. {ADD}",
    ),
    "the heading of the slides is gone": (
        without("# Presentatie"),
        "# Ouderbrief",
        f"de kop '# Presentatie' ontbreekt. {ADD}",
    ),
    "the heading of the letter is gone": (
        without("# Ouderbrief"),
        "# Kaartjes",
        f"de kop '# Ouderbrief' ontbreekt. {ADD}",
    ),
    "the heading of the cards is gone": (
        without("# Kaartjes"),
        "| | Kaartje zes | In groep 1 en 2 staat er alleen een plaatje op. |",
        f"de kop '# Kaartjes' ontbreekt. {ADD}",
    ),
    "a part is misspelt": (
        instead("# Presentatie", "# Presentaties"),
        "# Presentaties",
        "de kop 'Presentaties' hoort hier niet. Bedoel je '# Presentatie'?",
    ),
    "a part has a # too many": (
        instead("# Ouderbrief", "## Ouderbrief"),
        "## Ouderbrief",
        "zo is '## Ouderbrief' geen kop van een les. Schrijf: # Ouderbrief",
    ),
    "two parts are swapped": (
        swapped("# Werkblad", "# Presentatie"),
        "# Werkblad",
        "'Werkblad' staat te laag. Zet deze kop boven 'Presentatie'.",
    ),
    # ---- the course ----
    "minutes are written in letters": (
        instead("### Start (5 minuten)", "### Start (vier minuten)"),
        "### Start (vier minuten)",
        "bij 'Start' staat niet hoeveel minuten het duurt. Schrijf: ### Start (4 minuten)",
    ),
    "minutes are not there": (
        instead("### Oefenen (15 minuten)", "### Oefenen"),
        "### Oefenen",
        "bij 'Oefenen' staat niet hoeveel minuten het duurt. Schrijf: ### Oefenen (4 minuten)",
    ),
    "a phase is misspelt": (
        instead("### Voordoen (5", "### Voordeen (5"),
        "### Voordeen (5 minuten)",
        "de kop 'Voordeen' hoort hier niet. Bedoel je '### Voordoen'?",
    ),
    "a phase has a # too few": (
        instead("### Start (5", "## Start (5"),
        "## Start (5 minuten)",
        "zo is '## Start (5 minuten)' geen kop van een les. Schrijf: ### Start (5 minuten)",
    ),
    "the heading of a phase is gone": (
        without("### Verkennen (10 minuten)"),
        "### Voordoen (5 minuten)",
        f"de kop '### Verkennen' ontbreekt. {ADD}",
    ),
    "the heading of the first phase is gone": (
        without("### Start (5 minuten)"),
        "De eerste regel zegt in één zin wat er gebeurt; die komt ook op de spiekkaart.",
        f"de kop '### Start' ontbreekt. {ADD}",
    ),
    "two phases are swapped": (
        swapped("### Verkennen", "### Voordoen"),
        "### Verkennen (10 minuten)",
        "'Verkennen' staat te laag. Zet deze kop boven 'Voordoen'.",
    ),
    "a slide is not shown": (
        without("[dia 3]"),
        "## Wat valt je op?",
        "dia 3 komt in het lesverloop niet voor. Zet daar: [dia 3]",
    ),
    "a slide is shown twice": (
        instead("[dia 3]\n", "[dia 3]\n\n[dia 3]\n"),
        "[dia 3]",
        f"[dia 3] staat er twee keer, ook op regel {THIRD}. Haal er een weg.",
    ),
    "a slide has the number of the next": (
        instead("\n[dia 3]\n", "\n[dia 4]\n"),
        "[dia 4]",
        "hier staat [dia 4]. De dia’s staan op volgorde; hier hoort [dia 3].",
    ),
    "a slide has the number of one before": (
        instead("\n[dia 4]\n", "\n[dia 2]\n"),
        "[dia 2]",
        "hier staat [dia 2]. De dia’s staan op volgorde; hier hoort [dia 4].",
    ),
    "the last slide has a number that is too high": (
        instead("\n[dia 8]\n", "\n[dia 9]\n"),
        "[dia 9]",
        "hier staat [dia 9]. De dia’s staan op volgorde; hier hoort [dia 8].",
    ),
    "a slide has a capital": (
        instead("\n[dia 4]\n", "\n[Dia 4]\n"),
        "[Dia 4]",
        f"'[Dia 4]' laat geen dia zien. {ALONE}: [dia 4]",
    ),
    "a slide stands against the words below it": (
        instead("[dia 3]\n\n", "[dia 3]\n"),
        "[dia 3]",
        f"'[dia 3]' laat geen dia zien. {ALONE}: [dia 3]",
    ),
    "a cue is misspelt": (
        instead("**Vraag:** “Wat deed ik eerst?”", "**Vragen:** “Wat deed ik eerst?”"),
        "**Vragen:** “Wat deed ik eerst?”",
        f"'**Vragen:** “Wat deed ik eerst?”' {WORD}",
    ),
    # ---- the worksheet ----
    "a task has a number too high": (
        instead("## 2. Schrijf op waarom.", "## 3. Schrijf op waarom."),
        "## 3. Schrijf op waarom.",
        "de kop '3. Schrijf op waarom.' is geen opdracht. Schrijf: ## 2. Wat het kind doet",
    ),
    "the heading of the first task is gone": (
        without("## 1. Zet een kruisje."),
        "# Werkblad",
        "boven dit werkblad staat een antwoord zonder opdracht. Zet boven de opdracht: ## 1. Wat het kind doet",
    ),
    "the heading of the second task is gone": (
        without("## 2. Schrijf op waarom."),
        "## 1. Zet een kruisje.",
        "bij opdracht 1 staat 2 keer een antwoord. Haal er een weg, of zet boven wat een nieuwe opdracht is: ## 2. Wat het kind doet",
    ),
    "the mark of an answer is gone": (
        without("!!! antwoord"),
        "## 1. Zet een kruisje.",
        "bij opdracht 1 staat geen antwoord. Zet eronder één keer: !!! antwoord, en spring in.",
    ),
    "a part of an answer is not indented": (
        instead("    **Mist een kind dit?** Lees samen", "**Mist een kind dit?** Lees samen"),
        "## 1. Zet een kruisje.",
        "onder het antwoord op opdracht 1 is '**Mist een kind dit?** Lees samen de zin nog eens hardop.' niet ingesprongen. Zet er vier spaties voor, of zet het boven !!! antwoord.",
    ),
    # ---- slides, letter, cards ----
    "the heading of the first slide is gone": (
        without("## [doel]"),
        "## [zo praten we]",
        "dia 1 heet '[zo praten we]'. Zet erboven: ## [doel]",
    ),
    "the heading of a slide is gone": (
        without("## Aan het werk"),
        "## [doel]",
        "[dia 8] bestaat niet: er zijn 7 dia’s. Zet boven elke dia een kop met ##.",
    ),
    "the heading of the last slide is gone": (
        without("## Wie helpt jou?"),
        "## Wat neem je mee?",
        "de laatste dia klopt niet. Schrijf: ## Wie helpt jou? en daaronder [uitgangskaartje]",
    ),
    "the heading of a slide has a # too few": (
        instead("## Aan het werk", "# Aan het werk"),
        "# Aan het werk",
        f"de kop 'Aan het werk' hoort hier niet. Schrijf: ## Aan het werk, of kies uit: {PARTS}",
    ),
    "the heading of a slide has a # too many": (
        instead("## Aan het werk", "### Aan het werk"),
        "### Aan het werk",
        "zo is '### Aan het werk' geen kop van een les. Schrijf: ## Aan het werk",
    ),
    "a heading of the letter is gone": (without("## Wat kunt u thuis doen?"), "## Waar ging de les over?", LETTER),
    "a card has two cells": (
        instead("| | Kaartje een |", "| Kaartje een |"),
        "| Kaartje een | Het antwoord komt alleen op het antwoordblad. |",
        "op deze regel horen drie vakken. Schrijf: | plaatje | tekst | antwoord |",
    ),
    "the rule below the heads of the cards is gone": (without("| --- | --- | --- |"), "# Kaartjes", CARDS),
    # ---- front matter ----
    "a key is not there": (
        instead("versie: 1\n", ""),
        "# Zo maak je een les: kopieer dit bestand naar de map van de groep (groep-5/de-titel-van-je-les.md) en vul alles in.",
        "'versie' ontbreekt. Voeg een regel toe: versie: …",
    ),
    "a key is misspelt": (
        instead("proefles: nog niet ", "proeflas: nog niet "),
        "proeflas: nog niet                  # of: 12 januari 2027, groep 5",
        "'proeflas' kennen we hier niet. Bedoel je 'proefles'?",
    ),
    "the number is misspelt": (
        instead("volgnummer: 4 ", "volgnumer: 4 "),
        "volgnumer: 4                       # 0 is de startles, 1 tot en met 3 de kernlessen, 4 tot en met 6 de verdieping, 7 de slotles",
        "'volgnumer' kennen we hier niet. Bedoel je 'volgnummer'?",
    ),
    "a number is empty": (
        instead("versie: 1\n", "versie:\n"),
        "versie:",
        "bij 'versie' staat niets. Schrijf een getal, zoals 1.",
    ),
    "a list is empty": (
        instead("kerndoelen: [24B] ", "kerndoelen: "),
        "kerndoelen:                   # codes uit facts/kerndoelen.yml",
        "'kerndoelen' is een lijst. Schrijf: kerndoelen: [een, twee]",
    ),
    "the front matter has no end": (
        instead("\n---\n", "\n"),
        "---",
        "het blok boven aan de les wordt niet afgesloten. Zet onder de laatste regel ervan een regel: ---",
    ),
    "the front matter has no beginning": (
        lambda text: text.removeprefix("---\n"),
        "# Zo maak je een les: kopieer dit bestand naar de map van de groep (groep-5/de-titel-van-je-les.md) en vul alles in.",
        "boven aan de les ontbreekt het blok met --- eromheen. Kijk in docs/nl/mediawijsheid/_voorbeeld.md.",
    ),
}
"""What went wrong -> the slip, the line at which it is told, and the one sentence that tells it."""


def told(path: Path) -> list[tuple[str, str]]:
    """What an editor is told of one lesson, each with the line that it points at."""
    lines = path.read_text(encoding="utf-8").splitlines()
    _, problems = read_whole_lesson(path, LINE, FACTS, DRAWINGS, PRESS, ROOT)
    return [(lines[problem.line - 1], problem.message) for problem in problems]


@pytest.mark.parametrize("name", SLIPS)
def test_one_slip_is_told_once(tmp_path: Path, name: str) -> None:
    slip, line, message = SLIPS[name]
    path = example(tmp_path)
    path.write_text(slip(path.read_text(encoding="utf-8")), encoding="utf-8")

    assert told(path) == [(line, message)]


def test_two_slips_are_both_told(tmp_path: Path) -> None:
    path = example(tmp_path)
    text = without("## Doelen")(instead("\n[dia 3]\n", "\n[dia 4]\n")(path.read_text(encoding="utf-8")))
    path.write_text(instead("## 2. Schrijf", "## 3. Schrijf")(text), encoding="utf-8")

    assert sorted(message for _, message in told(path)) == [
        f"de kop '## Doelen' ontbreekt. {ADD}",
        "de kop '3. Schrijf op waarom.' is geen opdracht. Schrijf: ## 2. Wat het kind doet",
        "hier staat [dia 4]. De dia’s staan op volgorde; hier hoort [dia 3].",
    ]


def test_a_lesson_that_cannot_be_read_is_not_compared_with_others(tmp_path: Path) -> None:
    path = example(tmp_path)
    path.write_text(instead("volgnummer: 4 ", "volgnummer: vier ")(path.read_text(encoding="utf-8")), encoding="utf-8")

    lesson, problems = read_whole_lesson(path, LINE, FACTS, DRAWINGS, PRESS, ROOT)

    assert lesson is None
    assert [one.message for one in problems] == ["bij 'volgnummer' staat 'vier'. Schrijf een getal, zoals 1."]


def test_an_answer_may_be_indented_with_a_tab(tmp_path: Path) -> None:
    path = example(tmp_path)
    path.write_text(instead("    **Goed:**", "\t**Goed:**")(path.read_text(encoding="utf-8")), encoding="utf-8")

    assert told(path) == []

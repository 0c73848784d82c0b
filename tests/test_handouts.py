"""What a lesson puts in people's hands: the words of the lesson, on so many sides, and no answer too early."""

import dataclasses
import functools
import hashlib
import io
import itertools
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from docx.image.image import Image
from docx.oxml.ns import qn
from openxml_audit import FileFormat, OpenXmlValidator

import handouts
import tree
from check import ROOT
from conftest import missing
from handouts import Press
from lessen import around
from lesson import PHASES, SECTIONS, Cue, Lesson, Section
from lessonfiles import LessonFiles
from lessonpage import page_markdown
from paper import Paper, PaperError
from papers import ANSWER, LESSONS, PRESS, WORDS, glued, lesson, made_up
from pdf import render_pdf, render_png
from school import School
from test_pdf import alts, rendered
from test_word import all_of, opened
from test_word import words as words_of
from word import render_word

SAID = WORDS["nl"]
"""The fixed words, as `facts/papier.yml` has them."""
FONTEIN = School(slug="de-fontein-den-helder", naam="De Fontein", plaats="Den Helder")
LETTER_ADDRESS = "https://sociale-media.kopwerk.example/mediawijsheid/groep-3/mijn-sleutel-is-van-mij/ouderbrief/"
AROUND = around()
KINDS: dict[str, tuple[Callable[[Lesson, Press], Paper | None], int]] = {
    "les": (functools.partial(handouts.whole, around=AROUND), 7),
    "werkblad": (handouts.worksheet, 2),
    "antwoorden": (handouts.key, 3),
    "kaartjes": (handouts.cards, 3),
    "spiekkaart": (handouts.cue_card, 1),
    "ouderbrief": (handouts.letter, 1),
}
"""Template -> what makes its paper, and the most sides that it may have."""
WORD_KINDS = ("werkblad", "antwoorden", "ouderbrief")

BALL, BOOK, TABLET = "![Een bal](tekening:bal)", "![Een boek](tekening:boek)", "![Een tablet](tekening:tablet)"
LITTLE = made_up(
    1,
    f"Zet een kring om wat van Mik is.\n\n{BALL} {BOOK} {TABLET}",
    "Teken wat jij leent.\n\n[tekenvak: 7 cm]",
    cards=[(BALL, ""), (BOOK, ""), (TABLET, "")] * 2,
)
BIG = made_up(
    7,
    "Wat staat er echt?\n\nLees de *twee* berichten in KletsApp.\n\n"
    "- **Noor:** Kom je?\n- **Omar:** Nee, ik mag niet. Jammer!",
    "Zet een kruis\n\n| Bericht | Echt | Nep |\n| --- | --- | --- |\n| “Gratis munten!” | | |\n| “Lees blz. 4.” | | |",
    "Wat kies jij?\n\n- [ ] Ik vraag het na.\n- [ ] Ik stuur het door.\n\n[lijnen: 3]",
    "Leg het uit\n\nIk kies [invullen], want:\n\n[lijnen: 2]",
    instruction="Werk samen. Kies daarna zelf.",
    cards=[("", f"Dit is kaartje {number}. Wat doe je?") for number in range(1, 13)],
)
MADE_UP = {"little": LITTLE, "big": BIG}


def paper_of(kind: str, one: Lesson) -> Paper:
    """The paper of a kind that this lesson has."""
    paper = KINDS[kind][0](one, PRESS)
    assert paper
    return paper


def sides(pdf: bytes) -> list[str]:
    """The words on each side, glued, without the foot."""
    texts = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return [glued([re.sub("[\x02\ufffe]", "-", text)]) for text in texts]


def without_foot(text: str, paper: Paper) -> str:
    body, found, _ = text.rpartition(glued([paper.title, paper.version]))
    assert found
    return body


def read(markdown: str) -> str:
    """The words of a piece of Markdown, glued."""
    blocks, problems = tree.from_markdown(markdown, Path("les.md"), assets=PRESS.assets, titled=False)
    assert problems == []
    return glued([tree.plain(blocks)])


def sentences(markdown: str) -> list[str]:
    """The words after the label of each paragraph of an answer, glued; what is too short to be told apart left out."""
    blocks, _ = tree.from_markdown(markdown, Path("les.md"), assets=PRESS.assets, titled=False)
    texts = [glued([tree.plain(block["c"][1:])]) for block in blocks if block["t"] == "p"]
    return [text for text in texts if len(text) > 12]


# ---- every lesson ----


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_file_of_a_lesson_is_readable_for_all_and_fits(path: Path) -> None:
    one = lesson(path)
    assert handouts.check(one, PRESS, LETTER_ADDRESS) == []
    for kind, (make, most) in KINDS.items():
        if paper := make(one, PRESS):
            rendered(kind, paper, pages=max(most, -(-len(one.cards) // 6)) if kind == "kaartjes" else most)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_answer_stands_on_what_children_get(path: Path) -> None:
    one = lesson(path)
    answers = [sentence for task in one.tasks for sentence in sentences(task.answer)]
    answers += [read(card.answer) for card in one.cards]
    assert len(answers) >= 2 * len(one.tasks)

    for make in (handouts.worksheet, handouts.cards):
        paper = make(one, PRESS)
        text = glued([tree.plain(paper.filled)]) if paper else ""
        assert [answer for answer in answers if answer in text] == []
        assert "Mistéénkinddit" not in text and "Goed:" not in text


# ---- the whole lesson ----


def headings(blocks: list[tree.Node], level: int) -> list[str]:
    return [tree.plain(block["c"]) for block in blocks if block["t"] == "h" and block["level"] == level]


@pytest.mark.parametrize("one", [lesson(), LITTLE, BIG], ids=["exemplar", "little", "big"])
def test_the_whole_lesson_holds_the_words_of_its_page_in_their_order(one: Lesson) -> None:
    paper = paper_of("les", one)

    found = "".join(without_foot(side, paper) for side in sides(rendered("les", paper, pages=7)))

    kind, theme, *blocks = paper.filled
    title, *rest = (tree.plain([block]) for block in blocks)
    address = f"sociale-media.kopwerk.example/{one.url}".rstrip("/")
    head = [tree.plain([kind]), title, tree.plain([theme]), SAID["les_op_internet"], address]
    # The marks of lists are letters too.
    marks = re.compile(r"•|(?<![0-9])[1-6]\.(?=[A-Z“])")
    assert marks.sub("", found) == marks.sub("", glued([*head, *rest]))


def test_the_whole_lesson_has_the_headings_of_its_page() -> None:
    paper = paper_of("les", lesson())

    assert headings(paper.blocks, 1) == list(SECTIONS)
    phases = [f"{phase.name} {phase.minutes} minuten" for phase in lesson().phases]
    assert headings(paper.blocks, 2) == phases and len(phases) == len(PHASES)
    assert re.findall(r"^## (.+?) \{", page_markdown(lesson(), AROUND), re.M) == list(SECTIONS)


def test_what_the_teacher_says_and_what_children_do_can_be_told_apart() -> None:
    paper = paper_of("les", lesson())
    cues = [cue for phase in lesson().phases for cue in phase.cues]

    found = [block for block in paper.blocks if "cue" in block.get("class", ())]

    assert [tree.plain(block["c"][0]["c"][:1]) for block in found] == [cue.label for cue in cues]
    assert {block["class"][1] for block in found} == {"cue--zeg", "cue--vraag", "cue--je-hoort-misschien", "cue--doe"}


def test_the_whole_lesson_leads_to_its_slides_its_articles_and_its_page() -> None:
    one = lesson()
    pdf = render_pdf("les", paper_of("les", one))
    links = {
        str(mark.get_object()["/A"]["/URI"])
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
        for mark in page.get("/Annots", ())
    }

    page = f"https://sociale-media.kopwerk.example/{one.url}"
    slides = {f"{page}presentatie-{one.id}.html#dia-{slide.number}" for slide in one.slides}
    assert slides | {page, f"https://sociale-media.kopwerk.example/protocol/#{one.protocol[0]}"} <= links
    assert f"https://sociale-media.kopwerk.example/mediawijsheid/kerndoelen/#{one.kerndoelen[0].lower()}" in links
    (code,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[0].render(scale=100 / 72).to_pil().convert("L"))
    assert code.text == page


def test_what_is_to_be_ticked_and_the_drawings_of_words_stand_in_the_whole_lesson() -> None:
    paper = paper_of("les", lesson())

    items = [node for node in tree.walk(paper.blocks) if node["t"] == "li" and node["box"] is not None]
    assert len(items) == lesson().sections["Klaarzetten"].markdown.count("- [ ] ")
    drawings = re.findall(r"tekening:[a-z0-9-]+", lesson().sections["Woordenschat"].markdown)
    assert drawings and set(drawings) <= set(paper.drawings)


def test_the_whole_lesson_is_made_anew_when_what_stands_around_it_changes() -> None:
    def inputs(words: dict[str, str]) -> dict[str, str]:
        files = LessonFiles(ROOT, PRESS, dataclasses.replace(AROUND, words=words)).of_lesson(lesson())
        return {file.path.rpartition("/")[2]: file.inputs for file in files}

    before, after = inputs(dict(AROUND.words)), inputs({**AROUND.words, "les_kerndoelen": "Iets anders:"})

    assert [name for name in before if before[name] != after[name]] == [f"les-{lesson().id}.pdf"]


def test_a_fault_anywhere_in_a_lesson_is_told_at_its_line(tmp_path: Path) -> None:
    text = lesson().path.read_text(encoding="utf-8")
    path = tmp_path / "groep-3" / "mijn-sleutel-is-van-mij.md"
    path.parent.mkdir()
    wrong = "Vraag het `thuis`."
    path.write_text(text.replace("## Thuis verder\n\n", f"## Thuis verder\n\n{wrong}\n\n", 1), encoding="utf-8")

    (found,) = handouts.check(lesson(path), PRESS, LETTER_ADDRESS)

    assert path.read_text(encoding="utf-8").splitlines()[found.line - 1] == wrong
    assert found.message == "tekst tussen `-tekens kan niet op papier staan. Haal de tekens ` weg."


# ---- the worksheet ----


@pytest.mark.parametrize("one", [lesson(), BIG], ids=["exemplar", "big"])
def test_the_worksheet_holds_the_words_of_its_tasks_in_their_order(one: Lesson) -> None:
    paper = paper_of("werkblad", one)

    found = "".join(without_foot(side, paper) for side in sides(rendered("werkblad", paper, pages=2)))

    tasks = [[str(task.number), read(task.title), read(task.markdown)] for task in one.tasks]
    kind = SAID["werkblad_soort"].format(groep=one.groep)
    head = [kind, one.title, SAID["werkblad_naam"], read(one.instruction)]
    # The list marks of Typst are letters too.
    assert found.replace("•", "") == glued([*head, *itertools.chain(*tasks)])


def test_a_worksheet_for_who_cannot_read_says_what_the_teacher_says_and_has_room_for_a_sign() -> None:
    paper = paper_of("werkblad", LITTLE)

    (found,) = (without_foot(side, paper) for side in sides(rendered("werkblad", paper, pages=1)))

    head = [SAID["werkblad_soort"].format(groep=1), "Zomaar een les", SAID["werkblad_teken"]]
    said = [SAID["werkblad_zeg"].format(zin=task.title) for task in LITTLE.tasks]
    assert found == glued([*head, "1", said[0], "2", said[1]])


def test_the_pictures_of_a_worksheet_say_in_words_what_they_show() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf("werkblad", paper_of("werkblad", LITTLE))))

    assert sorted(alts(reader)) == ["Een bal", "Een boek", "Een tablet"]


@pytest.mark.parametrize(("groep", "lines"), [(3, 2), (4, 1)])
def test_only_in_groep_3_each_sentence_has_a_line_of_its_own(groep: int, lines: int) -> None:
    paper = paper_of("werkblad", made_up(groep, "Kijk goed. Kies.\n\nDit is Mik. “Hoi!” Zeg jij hoi?"))

    text = next(iter(pypdfium2.PdfDocument(render_pdf("werkblad", paper)))).get_textpage().get_text_range()

    _, _, task = text.partition("1 Kijk")
    assert ("Kijk goed. Kies." in text) == (lines == 1)
    if lines == 2:
        assert task.split("\r\n")[:5] == [" goed.", "Kies.", "Dit is Mik.", "“Hoi!”", "Zeg jij hoi?"]


@pytest.mark.parametrize(("groep", "size"), [(3, 18), (4, 16), (5, 13), (6, 13), (7, 12), (8, 12)])
def test_words_on_a_worksheet_are_as_large_as_this_groep_reads(groep: int, size: float) -> None:
    paper = paper_of("werkblad", made_up(groep, "Kop\n\nleesmaar"))
    found: list[float] = []

    def visit(text: str, matrix: list[float], text_matrix: list[float], font: object, height: float) -> None:
        if "leesmaar" in text:
            found.append(abs(height * text_matrix[3] * matrix[3]))

    pypdf.PdfReader(io.BytesIO(render_pdf("werkblad", paper))).pages[0].extract_text(visitor_text=visit)

    assert found == [pytest.approx(size, abs=0.1)]


def rules(pdf: bytes) -> list[float]:
    """How high above the foot of the first side each line to write on lies, in millimetres, from the top down."""
    page = pypdfium2.PdfDocument(pdf)[0]
    boxes = [one.get_bounds() for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
    millimetre = 72 / 25.4
    long = [box for box in boxes if box[2] - box[0] > 140 * millimetre and box[3] - box[1] < 2 * millimetre]
    return sorted((box[3] / millimetre for box in long), reverse=True)


@pytest.mark.parametrize(("groep", "apart"), [(3, 10), (4, 10), (5, 8), (8, 8)])
def test_lines_to_write_on_are_as_far_apart_as_this_groep_writes(groep: int, apart: float) -> None:
    found = rules(render_pdf("werkblad", paper_of("werkblad", made_up(groep, "Schrijf\n\n[lijnen: 4]"))))

    # Above them the line below the head; below them that of the foot.
    assert len(found) == 6
    assert [high - low for high, low in itertools.pairwise(found[1:5])] == [pytest.approx(apart, abs=0.05)] * 3


def test_pictures_shrink_before_a_worksheet_takes_a_second_side() -> None:
    scene = "![Een tablet](tekening:tablet)"
    three = made_up(4, *(f"Kijk\n\n{scene}\n\n[lijnen: 1]" for _ in range(3)))

    rendered("werkblad", paper_of("werkblad", three), pages=1)


def test_a_worksheet_that_takes_two_sides_fills_both_and_keeps_each_task_together() -> None:
    four = made_up(
        5, *(f"Opdracht\n\nBegin {number}.\n\n[tekenvak: 8 cm]\n\nEinde {number}." for number in range(1, 5))
    )

    first, second = sides(rendered("werkblad", paper_of("werkblad", four), pages=2))

    assert [f"Begin{number}." in first and f"Einde{number}." in first for number in range(1, 5)] == [
        True,
        True,
        False,
        False,
    ]
    assert "Begin3." in second and "Einde4." in second


def test_a_worksheet_of_three_sides_stops_the_build_and_says_what_to_do() -> None:
    long = made_up(5, *("Teken\n\n[tekenvak: 20 cm]" for _ in range(3)))

    with pytest.raises(PaperError) as stopped:
        render_pdf("werkblad", paper_of("werkblad", long))

    assert stopped.value.problem.message == (
        "het werkblad is langer dan twee kanten. Haal een opdracht weg, of maak tekenvakken en lijnen kleiner."
    )


def test_a_worksheet_can_be_copied_in_black_and_white() -> None:
    page = next(iter(pypdfium2.PdfDocument(render_pdf("werkblad", paper_of("werkblad", BIG)))))

    grey = page.render(scale=1, grayscale=True).to_pil().convert("L")

    # Nearly all is white paper, so that a copier has no grey areas to smear.
    light = sum(grey.histogram()[225:]) / (grey.width * grey.height)
    assert light > 0.93


# ---- the key ----


@pytest.mark.parametrize("one", [lesson(), LITTLE, BIG], ids=["exemplar", "little", "big"])
def test_the_key_answers_every_task_the_exit_card_and_every_card(one: Lesson) -> None:
    text = "".join(sides(rendered("antwoorden", paper_of("antwoorden", one), pages=3)))

    for task in one.tasks:
        assert glued([f"{task.number}.", read(task.title)]) in text
        for sentence in sentences(task.answer):
            assert sentence in text
    for sentence in sentences(one.sections["Uitgangskaartje"].markdown)[1:]:
        assert sentence in text
    for card in one.cards:
        assert glued([str(card.number), read(card.text), read(card.answer)]) in text


def test_the_key_says_in_words_where_children_write_or_draw() -> None:
    text = tree.plain(paper_of("antwoorden", made_up(5, "Doe dit\n\n[lijnen: 3]\n\n[tekenvak: 6 cm]")).filled)

    assert f"{SAID['antwoorden_regels'].format(aantal=3)} {SAID['antwoorden_vak']}" in " ".join(text.split())


# ---- the cards ----


def test_six_cards_stand_on_a_sheet_each_with_its_number() -> None:
    first, second = sides(rendered("kaartjes", paper_of("kaartjes", BIG), pages=2))

    assert re.findall(r"Kaartje(\d+)Ditiskaartje(\d+)\.Watdoeje\?", first) == [(str(n), str(n)) for n in range(1, 7)]
    assert re.findall(r"Kaartje(\d+)Ditiskaartje(\d+)\.Watdoeje\?", second) == [(str(n), str(n)) for n in range(7, 13)]


def test_cards_can_be_pictures_alone() -> None:
    pdf = rendered("kaartjes", paper_of("kaartjes", LITTLE), pages=1)

    assert sorted(alts(pypdf.PdfReader(io.BytesIO(pdf)))) == sorted(["Een bal", "Een boek", "Een tablet"] * 2)


def test_a_lesson_without_cards_has_no_sheet_of_cards() -> None:
    assert handouts.cards(made_up(5, "Doe dit\n\nZo."), PRESS) is None


def test_a_card_with_too_many_words_stops_the_build_and_says_what_to_do() -> None:
    full = made_up(5, "Doe dit\n\nZo.", cards=[("", "Heel veel woorden op een klein kaartje. " * 25)] * 6)

    with pytest.raises(PaperError) as stopped:
        render_pdf("kaartjes", paper_of("kaartjes", full))

    assert stopped.value.problem.message == (
        "op een kaartje staat te veel tekst. Maak de langste tekst in de tabel onder '# Kaartjes' korter."
    )


# ---- the cue card ----


def test_the_cue_card_has_every_phase_with_its_minutes_slides_and_first_question() -> None:
    one = lesson()
    text = sides(render_pdf("spiekkaart", paper_of("spiekkaart", one)))[0]

    for phase in one.phases:
        slides = f"{phase.slides[0]}–{phase.slides[-1]}" if len(phase.slides) > 1 else str(phase.slides[0])
        question = next(cue.markdown for cue in phase.cues if cue.label == "Vraag")
        begin = glued([phase.name, f"{phase.minutes} min · dia {slides}", read(phase.summary), "Vraag:"])
        assert begin + read(question).partition("”")[0] in text
    assert glued([SAID["spiekkaart_soort"].format(groep=3, minuten=one.minutes)]) in text
    assert read(SAID["spiekkaart_vertelt"]) in text


def test_only_what_is_asked_stands_on_the_cue_card_not_what_is_named_with_it() -> None:
    text = sides(render_pdf("spiekkaart", paper_of("spiekkaart", lesson())))[0]

    assert glued(["Doe je arm slap of maak een spierbal.”"]) in text
    assert glued(["Noem:"]) not in text


def test_the_cue_card_is_an_a5() -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(render_pdf("spiekkaart", paper_of("spiekkaart", lesson())))).pages

    assert [round(side) for side in page.mediabox] == [0, 0, 420, 595]


def with_questions(length: int) -> Lesson:
    """A lesson in which the first question of each phase has that many words."""
    words = "“" + " ".join(["woorden"] * length) + "?”"
    return dataclasses.replace(
        lesson(),
        phases=tuple(
            dataclasses.replace(phase, cues=(Cue(label="Vraag", line=1, markdown=words, slide=1),))
            for phase in lesson().phases
        ),
    )


def test_a_fuller_cue_card_is_set_smaller_and_stays_one_side() -> None:
    rendered("spiekkaart", paper_of("spiekkaart", with_questions(40)), pages=1)


def test_a_cue_card_that_cannot_be_read_stops_the_build_and_says_what_to_do() -> None:
    with pytest.raises(PaperError) as stopped:
        render_pdf("spiekkaart", paper_of("spiekkaart", with_questions(120)))

    assert stopped.value.problem.message == (
        "de spiekkaart past niet op één A5. "
        "Maak in het lesverloop de eerste zin of de eerste vraag van een fase korter."
    )


# ---- the letter ----


def test_the_letter_holds_its_words_in_their_order_and_open_places_for_the_school() -> None:
    one = lesson()
    paper = paper_of("ouderbrief", one)

    (found,) = (without_foot(side, paper) for side in sides(rendered("ouderbrief", paper, pages=1)))

    sections = itertools.chain(*((section.name, read(section.markdown)) for section in one.letter))
    assert found == glued(
        [
            SAID["ouderbrief_school"],
            SAID["ouderbrief_titel"].format(groep=3, titel="Mijn sleutel is van mij"),
            SAID["ouderbrief_aanhef"],
            *sections,
            SAID["ouderbrief_zorgen_kop"],
            read(SAID["ouderbrief_zorgen"].format(hulp="de Oefentelefoon, 0800-0000")),
            *("Met vriendelijke groet,", "naam leerkracht", SAID["ouderbrief_school"]),
        ]
    )


def test_the_letter_of_a_school_has_its_name() -> None:
    paper = handouts.letter(lesson(), PRESS, FONTEIN)

    (found,) = sides(rendered("ouderbrief", paper, pages=1))

    assert found.startswith("DeFonteinDenHelder")
    assert "naamleerkrachtDeFontein" in found
    assert "naamvandeschool" not in found


def test_a_letter_of_two_sides_stops_the_build_and_says_what_to_do() -> None:
    section = Section(name="Waar ging de les over?", line=1, markdown="Uw kind leerde iets.\n\n" * 30)

    with pytest.raises(PaperError) as stopped:
        render_pdf("ouderbrief", paper_of("ouderbrief", dataclasses.replace(lesson(), letter=(section,))))

    assert stopped.value.problem.message == (
        "de ouderbrief past niet op één blad. Maak een alinea onder '# Ouderbrief' korter."
    )


LETTER = (
    Section(name="Waar ging de les over?", line=90, markdown="Uw kind leerde **nee** zeggen.\n\nMeer hierover niet."),
    Section(name="Wat kunt u thuis doen?", line=96, markdown="Doe het samen."),
    Section(name="Welke vraag kunt u stellen?", line=100, markdown="“Wat zeg jij?”"),
)


def test_the_message_for_the_parents_app_is_plain_text_with_the_address_of_the_letter() -> None:
    text = handouts.message(dataclasses.replace(lesson(), letter=LETTER), PRESS, "https://x.nl/brief/")

    assert text == (
        f"{SAID['app_begin'].format(groep=3, titel='Mijn sleutel is van mij')}.\n\n"
        "Uw kind leerde nee zeggen.\n\n"
        "Doe het samen.\n\n"
        f"{SAID['app_vraag']} “Wat zeg jij?”\n\n"
        "https://x.nl/brief/\n"
    )


# ---- faults ----


def test_a_message_that_is_too_long_is_told_at_its_longest_section() -> None:
    long = (dataclasses.replace(LETTER[0], markdown="Uw kind leerde veel. " * 30), *LETTER[1:])

    one = dataclasses.replace(lesson(), letter=long)
    length = len(handouts.message(one, PRESS, "https://x.nl/brief/").strip())

    (problem,) = handouts.check(one, PRESS, "https://x.nl/brief/")

    assert length > 600
    assert (problem.line, problem.message) == (
        90,
        f"het bericht voor de ouderapp telt {length} tekens; er passen er 600."
        " Maak de eerste alinea onder 'Waar ging de les over?' korter.",
    )


def test_what_cannot_stand_on_paper_is_told_at_its_line_in_the_lesson(tmp_path: Path) -> None:
    text = lesson().path.read_text(encoding="utf-8")
    faults = [
        ("[lijnen: 2]", "[lijnen: twee]", "'[lijnen: twee]' geeft geen plek om te schrijven"),
        ("(tekening:moeder)", "(tekening:moder)", "de tekening 'moder' is er niet"),
        ("(tekening:cadeau)", "(tekening:kado)", "de tekening 'kado' is er niet"),
        ("**Half:** twee woorden.", "**Half:** `twee` woorden.", "tekst tussen `-tekens kan niet op papier staan"),
        ("Teken ze op papier.", "Teken ze [zo](zo.md).", "de link 'zo.md' werkt niet op papier"),
    ]
    for before, after, _ in faults:
        assert text.count(before) == 1
        text = text.replace(before, after)
    path = tmp_path / "groep-3" / "mijn-sleutel-is-van-mij.md"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")

    found = handouts.check(lesson(path), PRESS, LETTER_ADDRESS)

    lines = text.splitlines()
    expected = sorted((next(n for n, line in enumerate(lines, 1) if after in line), told) for _, after, told in faults)
    assert [one.line for one in found] == [line for line, _ in expected]
    assert all(one.message.startswith(told) for one, (_, told) in zip(found, expected, strict=True))


def test_every_fixed_word_is_there_in_the_language_of_the_lessons() -> None:
    assert [key for key in handouts.WORDS if not SAID.get(key)] == []


# ---- word ----


@pytest.mark.parametrize("kind", WORD_KINDS)
@pytest.mark.parametrize("one", [lesson(), LITTLE, BIG], ids=["exemplar", "little", "big"])
def test_word_opens_the_files_without_repairing_them(kind: str, one: Lesson, tmp_path: Path) -> None:
    path = tmp_path / f"{kind}.docx"
    path.write_bytes(render_word(kind, paper_of(kind, one)))

    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)

    assert [error.description for error in result.errors] == []
    assert result.is_valid


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_a_word_file_holds_the_words_of_the_pdf(kind: str) -> None:
    paper = paper_of(kind, lesson())

    found = words_of(opened(render_word(kind, paper)).element.body)

    numbers = re.compile(r"(?<![0-9])[1-4]\.(?=[A-Z])")
    assert numbers.sub("", found) == numbers.sub("", glued([tree.plain(paper.filled)]))


def test_tasks_are_headings_in_word_with_their_numbers() -> None:
    document = opened(render_word("werkblad", paper_of("werkblad", BIG)))

    found = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith(("Title", "Head"))]

    assert found == [
        ("Title", "Zomaar een les"),
        ("Heading 1", "1.\tWat staat er echt?"),
        ("Heading 1", "2.\tZet een kruis"),
        ("Heading 1", "3.\tWat kies jij?"),
        ("Heading 1", "4.\tLeg het uit"),
    ]


@pytest.mark.parametrize(("groep", "apart"), [(3, 10), (6, 8)])
def test_lines_in_word_are_paragraphs_to_type_on_as_high_as_this_groep_writes(groep: int, apart: float) -> None:
    document = opened(render_word("werkblad", paper_of("werkblad", made_up(groep, "Schrijf\n\n[lijnen: 3]"))))

    lines = [one for one in document.paragraphs if one.style.name == "Schrijfregel"]

    assert [round(one.paragraph_format.line_spacing.mm, 1) for one in lines] == [apart] * 3
    sides = document.styles["Schrijfregel"].element.pPr.find(qn("w:pBdr"))
    assert [side.tag.rpartition("}")[2] for side in sides] == ["bottom", "between"]


def test_room_to_draw_in_word_is_a_frame_of_that_height() -> None:
    document = opened(render_word("werkblad", paper_of("werkblad", made_up(5, "Teken\n\n[tekenvak: 6 cm]"))))

    (frame,) = document.tables

    assert round(frame.rows[0].height.mm) == 60
    assert round(frame.columns[0].width.mm) == 170
    assert frame._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == SAID["antwoorden_vak"]


def test_pictures_in_word_say_in_words_what_they_show_and_stand_beside_each_other() -> None:
    document = opened(render_word("werkblad", paper_of("werkblad", LITTLE)))

    pictures = all_of(document, "wp:docPr")

    assert [mark.get("descr") for mark in pictures] == ["Een bal", "Een boek", "Een tablet"]
    rows = {id(next(up for up in mark.iterancestors() if up.tag == qn("w:p"))) for mark in pictures}
    assert len(rows) == 1
    widths = [int(mark.get("cx")) / 36000 for mark in all_of(document, "wp:extent")]
    assert sum(widths) < 170 and min(widths) > 20


def test_the_letter_in_word_has_fields_for_what_the_school_fills_in() -> None:
    def fields(paper: Paper) -> list[str]:
        document = opened(render_word("ouderbrief", paper))
        return [mark.get(qn("w:val")) for mark in all_of(document, "w:alias")]

    assert fields(handouts.letter(lesson(), PRESS)) == ["naam van de school", "naam leerkracht", "naam van de school"]
    assert fields(handouts.letter(lesson(), PRESS, FONTEIN)) == ["naam leerkracht"]


def test_the_letter_in_word_is_large_and_open() -> None:
    normal = opened(render_word("ouderbrief", handouts.letter(lesson(), PRESS))).styles["Normal"]

    assert (normal.font.size.pt, normal.paragraph_format.line_spacing) == (12, 1.5)


def test_a_table_in_the_key_leaves_no_bar_below_it_and_stands_in_the_frame_of_its_task() -> None:
    table = "| Zin | Klopt |\n| --- | --- |\n| Een | |"
    document = opened(render_word("antwoorden", paper_of("antwoorden", made_up(5, f"Kijk\n\nKies.\n\n{table}"))))

    empty = [one for one in document.paragraphs if not one.text and not one._p.findall(f".//{qn('w:drawing')}")]
    assert len(empty) == len(document.tables)
    for one in empty:
        assert one.paragraph_format.line_spacing.pt <= 6
        assert one._p.pPr.find(qn("w:shd")) is None
    framed = next(one for one in document.paragraphs if one.text == "Kies.")
    ground = framed._p.pPr.find(qn("w:shd")).get(qn("w:fill"))
    cells = [cell._tc.tcPr.find(qn("w:shd")) for row in document.tables[0].rows for cell in row.cells]
    assert {cell.get(qn("w:fill")) for cell in cells} == {ground}


def test_what_stands_in_a_frame_in_word_begins_and_ends_on_one_line() -> None:
    one = made_up(5, "Kijk\n\nKies.\n\n- [ ] Een.\n\nEn dan.\n\n- Twee.\n\nEn ook.\n\n1. Drie.")
    document = opened(render_word("antwoorden", paper_of("antwoorden", one)))

    indents = [
        (int(mark.get(qn("w:left"))) - int(mark.get(qn("w:hanging"), 0)), mark.get(qn("w:right")))
        for mark in (paragraph._p.pPr.find(qn("w:ind")) for paragraph in document.paragraphs)
        if mark is not None and mark.getparent().find(qn("w:shd")) is not None
    ]
    assert indents == [(140, "140")] * 6


def test_a_task_stays_together_in_the_key_in_word() -> None:
    document = opened(render_word("antwoorden", paper_of("antwoorden", BIG)))
    paragraphs = document.paragraphs
    starts = [index for index, one in enumerate(paragraphs) if one.style.name == "Heading 1"]

    for start, end in itertools.pairwise(starts):
        kept = [one.paragraph_format.keep_with_next for one in paragraphs[start + 1 : end]]
        assert kept == [True] * (len(kept) - 1) + [None]


def laid_out(files: dict[str, bytes], folder: Path) -> dict[str, int]:
    """Name -> on how many sides LibreOffice lays a Word file out."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        missing("LibreOffice", "Installeer het pakket libreoffice-writer-nogui.")
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
    command = [str(office), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    paths = map(str, sorted(folder.glob("*.docx")))
    subprocess.run([*command, *paths], capture_output=True, check=True, timeout=180)
    found = {path.stem: len(pypdfium2.PdfDocument(path.read_bytes())) for path in folder.glob("*.pdf")}
    assert set(found) == set(files)
    return found


def test_libreoffice_lays_the_word_files_out_on_no_more_sides(tmp_path: Path) -> None:
    files = {
        f"{kind}-{name}": render_word(kind, paper_of(kind, one))
        for name, one in {"exemplar": lesson(), **MADE_UP}.items()
        for kind in WORD_KINDS
    }

    found = laid_out(files, tmp_path)

    assert len(found) == 9
    assert {name: count for name, count in found.items() if count > KINDS[name.partition("-")[0]][1]} == {}


def test_no_key_in_word_is_longer_than_its_pdf(tmp_path: Path) -> None:
    papers = {f"{path.parent.name}-{path.stem}": paper_of("antwoorden", lesson(path)) for path in LESSONS}
    most = {name: len(pypdfium2.PdfDocument(render_pdf("antwoorden", paper))) for name, paper in papers.items()}

    found = laid_out({name: render_word("antwoorden", paper) for name, paper in papers.items()}, tmp_path)

    assert {name: (count, most[name]) for name, count in found.items() if count > most[name]} == {}


# ---- all of them ----


def test_the_same_lesson_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys, json; sys.path[:0] = json.loads(sys.argv[1])\n"
        "from test_handouts import fingerprints\n"
        "print(fingerprints())"
    )
    folders = json.dumps([str(ROOT / "scripts"), str(ROOT / "tests")])

    other = subprocess.run(
        [sys.executable, "-c", program, folders], capture_output=True, text=True, check=True, cwd="/"
    )

    assert other.stdout.strip() == str(fingerprints())


def fingerprints() -> list[str]:
    """One per file of the exemplar."""
    files = [render_pdf(kind, paper_of(kind, lesson())) for kind in KINDS]
    files += [render_word(kind, paper_of(kind, lesson())) for kind in WORD_KINDS]
    return [hashlib.sha256(data).hexdigest() for data in files]


def test_the_foot_names_the_licence_and_the_page_of_the_lesson() -> None:
    for kind in KINDS:
        text = sides(render_pdf(kind, paper_of(kind, lesson())))[0]

        assert "CCBY4.0" in text
        assert "sociale-media.kopwerk.example/mediawijsheid/groep-3/mijn-sleutel-is-van-mij" in text


def test_a_file_tells_which_version_of_the_lesson_it_is() -> None:
    text = handouts.worksheet(dataclasses.replace(lesson(), versie=4), PRESS).version

    assert text.startswith("Stichting Kopwerk, versie 4, 22 november 2026")


def test_a_drawing_becomes_a_png_with_its_own_shape() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="200" height="100"/></svg>'
    size = Image.from_blob(render_png(svg, mm=50.8, ppi=100))

    assert (size.px_width, size.px_height) == (200, 100)


def test_a_made_up_answer_is_what_the_tests_look_for() -> None:
    assert [glued([text]) for text in ("een goed antwoord.", "een half antwoord.", "een fout antwoord.")] == sentences(
        ANSWER
    )[:3]

"""The kit of the ouderavond: its file with evenings and documents, its presentations and its cards."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import page as checker
import pptx
import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser

import eveningcheck
import ouderavond
import presentation
import stamp
from check import ROOT, read_content
from leerlijn import BOUWEN
from presentation import Talk
from slides import Deck
from texts import Text

CONTENT = read_content(ROOT)[0]
KIT = CONTENT.kit
assert KIT
DUTCH = {text.name: text for text in CONTENT.texts["nl"]}
FACTS = ROOT / "facts" / "ouderavond.yml"
TALKS = [DUTCH[f"presentatie-{bouw}"] for bouw in BOUWEN]
CARDS = [DUTCH[f"stellingen-en-casussen-{bouw}"] for bouw in BOUWEN]
NAME = "Eben Haëzer & Co"
VALUES = {
    stamp.NAME: NAME,
    stamp.NAME_FIRST: NAME,
    stamp.PLACE: "Den Helder",
    stamp.SLUG: "x",
    stamp.ADDRESS: "https://x.example/",
}
ADDRESS = "https://sociale-media.kopwerk.example/ouderavond/"
Change = Callable[[str], str]


def swap(old: str, new: str) -> Change:
    """A text with one thing in it changed, which must be there."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


# ---- facts/ouderavond.yml ----


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            swap("    gaat_over: ", "    gaatover: "),
            "'gaatover' kennen we hier niet. Kies uit: id, gaat_over, ook, les, van_de_les, leeftijd.",
        ),
        (
            swap('id: "3-4"', 'id: "3-5"'),
            "hier horen de bouwen van de leerlijn te staan, op volgorde: 1-2, 3-4, 5-6, 7-8.",
        ),
        (
            swap("g3-1-mijn-sleutel-is-van-mij", "g3-1-sleutel"),
            f"de les 'g3-1-sleutel' is er niet. Kies een les, zoals {CONTENT.lessons[0].id}.",
        ),
        (
            swap("van_de_les: [", "van_de_les: [kaart: rood, "),
            "'van_de_les' is een lijst uit: kaartjes, werkblad, antwoorden.",
        ),
        (swap("voor: leerkracht\n", "voor: juf\n"), "bij 'voor' staat 'juf'. Kies uit: leerkracht, ouders."),
        (
            swap("teksten: [draaiboek]", "teksten: draaiboek"),
            "'teksten' is een lijst. Schrijf: teksten: [uitnodiging]",
        ),
        (
            swap("documenten:\n", "stukken:\n"),
            "de lijst 'documenten' ontbreekt of klopt niet. Zet hem terug uit de vorige versie.",
        ),
    ],
)
def test_a_slip_in_the_list_of_documents_is_told(tmp_path: Path, change: Change, message: str) -> None:
    path = tmp_path / "ouderavond.yml"
    path.write_text(change(FACTS.read_text(encoding="utf-8")), encoding="utf-8")

    _, problems = ouderavond.read_kit(path, BOUWEN, CONTENT.lessons)

    assert message in [problem.message for problem in problems]


def test_what_belongs_to_the_kit_is_there_and_what_is_there_belongs_to_it(tmp_path: Path) -> None:
    def told(texts: list[Text], docs: Path) -> list[str]:
        return [problem.message for problem in eveningcheck.check_kit(KIT, {"nl": texts}, "nl", FACTS, docs)]

    dutch, docs = CONTENT.texts["nl"], ROOT / "docs" / "nl"

    assert told(dutch, docs) == []
    assert set(told([text for text in dutch if text.name != "hulpkaart"], docs)) == {
        "de tekst 'hulpkaart' van 'Hulpkaart' is er niet. Zet hem in papers/nl/."
    }
    assert told([*dutch, replace(DUTCH["hulpkaart"], name="los-blad")], docs) == [
        "'los-blad' hoort bij geen document. Zet de naam in facts/ouderavond.yml onder teksten."
    ]
    missing = told(dutch, tmp_path)
    assert "de pagina 'ouderavond/draaiboek.md' van 'Draaiboek' is er niet. Maak haar, of haal de regel weg." in missing
    assert "de pagina 'ouderavond/groep-3-4/index.md' van de avond voor groep 3-4 is er niet. Maak haar." in missing


@pytest.mark.parametrize("bouw", BOUWEN)
def test_an_evening_has_fourteen_documents_in_the_formats_of_the_kit(bouw: str) -> None:
    _, rows = CONTENT.evening(bouw)

    assert {
        document.naam: {path.rpartition(".")[2] for _, paths in own for path in paths} for document, own in rows
    } == {
        "Draaiboek": {"docx", "pdf"},
        "Vooraf-vraag": {"docx", "pdf", "txt"},
        "Uitnodiging": {"docx", "pdf", "txt"},
        "Presentatie met spreektekst": {"html", "pdf", "pptx"},
        "Stellingen en casussen": {"docx", "pdf"},
        "Zo leert uw kind het": {"docx", "pdf"},
        "Ons protocol in gewone taal": {"docx", "pdf"},
        "Gezinsafspraken": {"docx", "pdf"},
        "Toestemming beeldmateriaal": {"docx", "pdf"},
        "Groepsapp voor ouders": {"docx", "pdf", "txt"},
        "Lastige vragen": {"docx", "pdf"},
        "Hulpkaart": {"docx", "pdf"},
        "Evaluatie en nazorg": {"docx", "pdf", "txt"},
        "Korte vormen": {"docx", "pdf"},
    }
    languages = {document.naam: {text.language for text, _ in own} for document, own in rows}
    assert languages["Uitnodiging"] == languages["Ons protocol in gewone taal"] == {"nl", "en"}


# ---- the presentations ----


def talk_of(text: Text) -> Talk:
    talk, problems = presentation.read_talk(text, CONTENT.known, ROOT)
    assert problems == []
    return talk


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (swap(" {#graag}", ""), ["deze dia heeft geen vaste naam. Schrijf: ## Titel van de dia {#naam}"]),
        (
            swap('!!! spreektekst "10 minuten"', '!!! spreektekst "tien minuten"'),
            ['bij dia 1 ontbreekt de spreektekst. Schrijf eronder: !!! spreektekst "3 minuten"'],
        ),
        (
            swap('!!! spreektekst "10 minuten"', '!!! spreektekst "12 minuten"'),
            [
                "de spreekteksten duren samen 77 minuten. Verdeel er 75.",
                "dit deel begint op minuut 10, maar de dia’s ervoor duren tot minuut 12. Verdeel de minuten opnieuw.",
            ],
        ),
        (
            swap("    **Controleer voor 22 november 2027.**\n", ""),
            [
                "bij de bron van dia 4 staat niet wanneer die opnieuw wordt bekeken. Schrijf:"
                " **Controleer voor 22 november 2027.**"
            ],
        ),
        (
            swap("    **Controleer voor 22 november 2027.**\n", "    **Controleer voor 31 februari 2027.**\n"),
            [
                "bij dia 4 staat 'Controleer voor 31 februari 2027.'. Schrijf een dag na 22 november 2026, zoals"
                " 22 november 2027."
            ],
        ),
        (
            swap("minuut 0 tot 10:", "minuut 0 tot 9:"),
            ["dit deel begint op minuut 10, maar het deel ervoor duurt tot minuut 9. Verdeel de minuten opnieuw."],
        ),
        (
            swap("tot 75:", "tot 74:"),
            ["het laatste deel duurt tot minuut 74, maar de dia’s duren tot minuut 75. Verdeel de minuten opnieuw."],
        ),
        (
            lambda text: re.sub(r"\*\*Deel (\d)", r"**Stuk \1", text),
            ["geen enkele dia begint een deel. Schrijf in de spreektekst: **Deel 1 van 5, minuut 0 tot 10: …**"],
        ),
        (
            lambda text: re.sub(r'(?s)(\{#samen-kijken\}.*?!!! spreektekst "2 minuten"\n).*?(?=## )', r"\1\n", text),
            ["de spreektekst van dia 5 is leeg. Schrijf wat je zegt, vier spaties ingesprongen."],
        ),
        (
            lambda text: re.sub(r"(?s)## [^\n]*\{#samen-kijken\}.*?(?=## )", "", text),
            [
                "de spreekteksten duren samen 73 minuten. Verdeel er 75.",
                "dit deel begint op minuut 28, maar de dia’s ervoor duren tot minuut 26. Verdeel de minuten opnieuw.",
            ],
        ),
        (
            swap("\n- filmpjes kijken\n", "\n" + "Veel woorden. " * 80 + "\n\n- filmpjes kijken\n"),
            [
                "dia 4: deze tekst past niet in letters die achter in de klas te lezen zijn. Maak haar korter, of maak"
                " twee dia’s."
            ],
        ),
    ],
    ids=[
        *("no name", "minutes in words", "too long", "no day of checking", "no such day", "a part that ends early"),
        *("a last part that ends early", "no parts", "nothing said", "a slide less", "too full"),
    ],
)
def test_a_slip_in_a_presentation_is_told(change: Change, messages: list[str]) -> None:
    text = replace(TALKS[0], markdown=change(TALKS[0].markdown))
    talk, problems = presentation.read_talk(text, CONTENT.known, ROOT)

    assert [problem.message for problem in problems or presentation.check_talk(talk)] == messages


@pytest.mark.parametrize("text", TALKS, ids=lambda text: text.name)
def test_a_presentation_takes_seventy_five_minutes_and_names_the_advice_with_its_ages(text: Text) -> None:
    talk = talk_of(text)

    assert sum(one.minutes for one in talk.slides) == 75
    assert 18 <= len(talk.slides) <= 22
    advice = text.markdown.partition("{#richtlijn}")[2].partition("\n## ")[0]
    for words in ("advies", "geen wet", "groep 8", "13 jaar", "15 jaar", "[bron: tweedekamer-schermgebruik]"):
        assert words in advice


@pytest.fixture(scope="module", params=TALKS, ids=lambda text: text.name)
def deck(request: pytest.FixtureRequest) -> Deck:
    words = CONTENT.paper_words["nl"]
    return presentation.deck(talk_of(request.param), VALUES, author="X", address=ADDRESS, words=words, root=ROOT)


def test_the_name_of_the_school_stands_on_the_slides_and_nothing_is_left_open(deck: Deck) -> None:
    html = presentation.render(deck, "html", ROOT).decode()
    document = LexborHTMLParser(html)
    slides = document.css(".dia")

    assert len(slides) == len(deck.slides)
    assert slides[1].css_first("h2").text() == f"Welkom op {NAME}"
    assert not re.search(r"\[(naam school|invullen|bron|hulp|les)", document.css_first("main").text())
    number = next(one for one in CONTENT.facts.hulp if one.id == "helpwanted").bereikbaar[0].waarde
    assert number in slides[-1].text().replace("\u00a0", " ").replace("\u2011", "-")
    assert "de zaal ziet ze dan ook" in html
    assert "Naar de ouderavond" in html


def test_powerpoint_has_titles_and_what_is_said(deck: Deck) -> None:
    opened = pptx.Presentation(io.BytesIO(presentation.render(deck, "pptx", ROOT)))
    slides = list(opened.slides)
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]

    assert [slide.shapes.title.text_frame.text for slide in slides] == [slide.title for slide in deck.slides]
    assert [text for text in notes if not re.match(r"\d+ minu", text) or len(text) < 80] == []
    sources = [text for text in notes if "Bron:" in text]
    assert len(sources) >= 4
    for text in sources:
        assert re.search(r"Gezien op \d+ november 2026: https?://", text)
        assert "Controleer voor: 22 november 2027." in text


def test_the_pdf_holds_every_slide_and_every_word_that_is_said(deck: Deck) -> None:
    data = presentation.render(deck, "pdf", ROOT)
    pages = pypdfium2.PdfDocument(data)

    def letters(text: str) -> str:
        """Without spaces and hyphens: at the end of a line pdfium gives a sign of its own for a hyphen."""
        return re.sub(r"[\s\-\x02\ufffe]", "", text)

    # Without the foot of the page, which stands amid a text that goes on.
    text = letters("".join(sheet.get_textpage().get_text_bounded(bottom=50) for sheet in pages))

    report = checker.validate_pdf_bytes(data, profile="ua1")
    assert report.rules.passed > 50
    assert list(report.failures) == []
    said = [slide.title for slide in deck.slides]
    # An address may break at a hyphen.
    said += [line for slide in deck.slides for note in slide.notes for line in note.lines if "http" not in line]
    assert len(said) > 100
    assert [line for line in said if letters(line) not in text] == []


def test_for_no_school_in_particular_a_presentation_says_our_school() -> None:
    words = CONTENT.paper_words["nl"]
    ours = VALUES | {stamp.NAME: words["onze_school"], stamp.NAME_FIRST: "Onze school"}

    made, problems = presentation.arranged(talk_of(TALKS[0]), ours)

    assert problems == []
    assert made[1].title == "Welkom op onze school"


@pytest.mark.parametrize("text", TALKS, ids=lambda text: text.name)
def test_the_longest_name_of_a_school_still_fits(text: Text) -> None:
    long = "Samenwerkende Interconfessionele Daltonschool voor Basisonderwijs De Zevensprong te Kolhorn en Omstreken"

    assert presentation.arranged(talk_of(text), VALUES | {stamp.NAME: long, stamp.NAME_FIRST: long})[1] == []


# ---- the cards ----


def card_messages(text: Text, change: Change) -> list[str]:
    found = eveningcheck.check_cards(replace(text, markdown=change(text.markdown)), CONTENT.known)
    return [problem.message for problem in found]


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (lambda text: re.sub(r"(?m)^8\. \*\*.*\n", "", text), ["er staan 7 stellingen. Maak er 8."]),
        (
            lambda text: re.sub(r"(?m)^1\. \*\*.*?\*\* Vraag daarna: .*\n", "1. **Dat mag.** Wat denkt u?\n", text),
            ["'**Dat mag.** Wat denkt u?' mist iets. Schrijf: 1. **De stelling.** Vraag daarna: “Een open vraag?”"],
        ),
        (
            lambda text: re.sub(r"(?s)## Casus 6:.*", "", text),
            ["er staan 5 casussen. Maak er 6, met de namen {#casus-1} tot en met {#casus-6}."],
        ),
        (
            lambda text: re.sub(r"## Casus 2: [^{]*", "## Voorbeeld ", text),
            ["de kop 'Voorbeeld' klopt niet. Schrijf: ## Casus 2: Titel {#casus-2}"],
        ),
        (swap("**Wat zou u doen?**\n", ""), ["bij casus 1 ontbreekt de vraag. Schrijf eronder: **Wat zou u doen?**"]),
        (
            lambda text: re.sub(r"(\{#casus-1\}\n\n)!\[.*\n\n", r"\1", text),
            ["bij casus 1 ontbreekt het plaatje. Schrijf: ![Wat er te zien is](tekening:naam)"],
        ),
        (
            swap("\n!!! antwoord\n", "\n!!! tip\n"),
            ["bij casus 1 ontbreekt de antwoordkaart. Schrijf eronder: !!! antwoord, en spring in."],
        ),
        (
            swap("    - **Ons protocol:**", "    - **Protocol:**"),
            [
                "op antwoordkaart 1 horen vier regels, in deze volgorde: Dit kunt u doen / Dit kunt u zeggen /"
                " Ons protocol / Uw kind leert dit in de les."
            ],
        ),
    ],
    ids=["a statement less", "no question", "a case less", "its name", "what to do", "picture", "answer", "its lines"],
)
def test_a_slip_on_a_card_is_told(change: Change, messages: list[str]) -> None:
    assert card_messages(CARDS[0], change) == messages


@pytest.mark.parametrize("text", CARDS, ids=lambda text: text.name)
def test_a_case_and_its_answer_are_short_enough_for_a_card(text: Text) -> None:
    question = "\n**Wat zou u doen?**"
    longer = card_messages(text, swap(question, "\n" + "Kort dus. " * 40 + "\n" + question))

    assert len(longer) == 1
    assert re.fullmatch(r"casus 1 telt \d+ woorden\. Gebruik er hoogstens 60\.", longer[0])
    assert card_messages(text, lambda markdown: markdown) == []


@pytest.mark.parametrize("text", CARDS, ids=lambda text: text.name)
def test_every_case_names_a_lesson_of_its_own_groepen(text: Text) -> None:
    ids = re.findall(r"\[les: ([^\]]+)\]", text.markdown)
    lessons = [CONTENT.known.lesson(id_) for id_ in ids]

    assert len(ids) == 6
    assert {lesson.bouw.id for lesson in lessons if lesson} == {text.bouw}


@pytest.mark.parametrize("text", CONTENT.texts["nl"], ids=lambda text: text.name)
def test_telephone_numbers_stand_in_one_place(text: Text) -> None:
    """That is facts/hulp.yml; a text names the organisation."""
    assert re.findall(r"\b0\d{2,3} ?- ?\d[\d ]{4,}", text.markdown + text.app) == []

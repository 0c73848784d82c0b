"""Texts for on paper: what is to be mended in them, and what is filled in."""

from pathlib import Path

import pytest

import stamp
import texts
from check import ROOT, read_content
from problem import Problem
from texts import Text

CONTENT = read_content(ROOT)[0]
ASSETS = ROOT / "overrides" / "assets"
LESSON = next(lesson for lesson in CONTENT.lessons if lesson.groep == 3)
SCHOOL = {stamp.NAME: "de Zee", stamp.NAME_FIRST: "De Zee", stamp.ADDRESS: "https://zee.example/"}


def problems_of(tmp_path: Path, text: str) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in read(tmp_path, text)[1]]


def read(tmp_path: Path, text: str) -> tuple[list[Text], list[Problem]]:
    (tmp_path / "nl" / "ouderavond").mkdir(parents=True)
    (tmp_path / "nl" / "ouderavond" / "brief.md").write_text(text, encoding="utf-8")
    return texts.read_texts(tmp_path, "nl", CONTENT.known, ASSETS)


LONG = "Een zin die maar door en door en door gaat, tot niemand meer weet waar het over ging."
HEAD = "---\ntitle: Een brief\nsoort: brief\nbestand: brief\ndatum: 2026-11-22\n---\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEAD}# Een brief\n\nDag.\n", []),
        (
            "# Een brief\n",
            ["1: boven aan de tekst ontbreekt het blok met --- eromheen. Begin met --- en title: …"],
        ),
        (
            f"{HEAD}# Een brief\n\nDat is zo. [bron: nergens]\n",
            ["10: bron 'nergens' staat niet in facts/bronnen.yml. Zet hem daar bij, of kies een andere."],
        ),
        (
            HEAD.replace("soort: brief", "soort: folder") + "# Een brief\n",
            [f"3: bij 'soort' staat 'folder'. Kies uit: {', '.join(texts.KINDS)}."],
        ),
        (
            HEAD.replace("2026-11-22", "morgen") + "# Een brief\n",
            ["5: bij 'datum' staat 'morgen'. Schrijf een datum als 2026-11-22."],
        ),
        (
            HEAD.replace("bestand: brief", "bestand: Brief Team") + "# Een brief\n",
            ["4: bij 'bestand' staat 'Brief Team'. Gebruik kleine letters, cijfers en streepjes, zoals brief-team."],
        ),
        (
            f"{HEAD}# Een brief\n\nBel de winkel. [hulp: winkel]\n",
            ["10: 'winkel' heeft geen telefoonnummer in facts/hulp.yml. Kies een andere organisatie."],
        ),
        (
            f"{HEAD}# Een brief\n\nUit [les: g3-9-niets].\n",
            [f"10: de les 'g3-9-niets' is er niet. Kies een les, zoals {CONTENT.lessons[0].id}."],
        ),
        (
            f"{HEAD}# Een brief\n\n[lessen]\n",
            ['10: [lessen] vraagt om een bouw. Zet boven aan de tekst: bouw: "1-2"'],
        ),
        (
            HEAD.replace("datum:", "voor_ouders: alles\ndatum:") + "# Een brief\n",
            ["5: 'voor_ouders' is een lijst. Schrijf: voor_ouders: [alles], of noem de delen bij hun naam achter #."],
        ),
        (
            HEAD.replace("datum:", "voor_ouders: [slot]\ndatum:") + "# Een brief\n\n## Begin {#begin}\n\nDag.\n",
            ["5: het deel 'slot' is er niet. Kies uit: begin."],
        ),
        (
            HEAD.replace("datum:", "woorden: veel\ndatum:") + "# Een brief\n",
            ["5: bij 'woorden' staat 'veel'. Schrijf een getal, zoals 120."],
        ),
        (
            HEAD.replace("datum:", "woorden: ²\ndatum:") + "# Een brief\n",
            ["5: bij 'woorden' staat '²'. Schrijf een getal, zoals 120."],
        ),
        (
            HEAD.replace("datum:", "voor_ouders: [deel: begin]\ndatum:") + "# Een brief\n",
            ["5: 'voor_ouders' is een lijst. Schrijf: voor_ouders: [alles], of noem de delen bij hun naam achter #."],
        ),
        (
            HEAD.replace("datum:", "bouw: [5-6]\ndatum:") + "# Een brief\n",
            ["5: bij 'bouw' staat '['5-6']'. Kies uit: 1-2, 3-4, 5-6, 7-8."],
        ),
        (
            HEAD.replace("datum:", 'bouw: "5-7"\ndatum:') + "# Een brief\n",
            ["5: bij 'bouw' staat '5-7'. Kies uit: 1-2, 3-4, 5-6, 7-8."],
        ),
        (
            HEAD.replace("datum:", 'bouw: "5-6"\ndatum:') + "# Een brief\n",
            ["4: bij 'bestand' staat 'brief', maar de bouw is 5-6. Eindig op -5-6."],
        ),
        (
            f"{HEAD}# Een brief\n\nBeste [naam scholl], op [invullen datum] en [hulp helpwanted] [ ] [les (x)](https://a.nl).\n",
            [
                "10: '[naam scholl]' kennen we niet. Bedoel je [naam school]?",
                "10: '[invullen datum]' kennen we niet. Bedoel je [invullen: datum]?",
                "10: '[hulp helpwanted]' kennen we niet. Bedoel je [hulp: naam]?",
            ],
        ),
        (
            f"{HEAD}# Een brief\n\n[nieuw bladd]\n\nDit is er [lessen] bij.\n\n[zie hieronder] en [bron: x\n",
            [
                "10: '[nieuw bladd]' kennen we niet. Bedoel je [nieuw blad]?",
                "12: '[lessen]' staat midden in een regel. Zet het op een eigen regel.",
                "14: '[zie hieronder]' kennen we niet. Gebruik ronde haken voor gewone tekst.",
                "14: '[bron: x' wordt niet afgesloten. Zet er ] achter.",
            ],
        ),
        (
            f"{HEAD}# Een brief\n\n## Voor de ouderapp {{#app}}\n\nDag.\n\n## Voor de ouderapp {{#App}}\n\nDoei.\n",
            ["14: '## Voor de ouderapp {#App}' heeft niet de vaste naam. Schrijf: ## Voor de ouderapp {#app}"],
        ),
        (
            f"{HEAD}# Een brief\n\n## Voor de app {{#app}}\n\nDag.\n\n## Nog een {{#app}}\n\nDoei.\n",
            ["14: dit is nog een bericht voor de ouderapp, naast dat op regel 10. Houd er één over."],
        ),
        (
            HEAD.replace("datum:", "woorden: 4\ndatum:") + "# Een brief\n\nEen twee drie.\n\n---\n\nVier vijf zes.\n",
            ["5: deze tekst telt 5 woorden. Gebruik er hoogstens 4."],
        ),
        (
            HEAD.replace("datum:", "voor_ouders: [alles]\ndatum:")
            + f"# Een brief\n\nDag. {LONG}\n\nEn. Zo. Is. Het.\n",
            [
                "11: deze zin telt 18 woorden: 'Een zin die maar door en door en door gaat, tot niemand mee…'"
                " Voor ouders zijn het er hoogstens 15."
            ],
        ),
        (
            HEAD.replace("datum:", "voor_ouders: [alles]\ndatum:")
            + "# Een hele brief aan alle ouders van de school over de tijd en de plek\n\n"
            + "Dit is een zin van precies elf woorden en niet een meer.\n",
            ["5: in deze tekst telt een zin gemiddeld 13,5 woorden. Maak de zinnen korter: hoogstens 10."],
        ),
        (
            f"{HEAD}# Een brief\n\nDag.\n\n## Tekst voor de ouderapp {{#app}}\n\n{'Dag. ' * 150}\n",
            ["12: het bericht voor de ouderapp telt 749 tekens. Gebruik er hoogstens 700."],
        ),
        (
            f"{HEAD}# Een brief\n\n| Een | Twee |\n| --- | --- |\n| [lijnen: 3] | b |\n",
            [
                "12: '[lijnen: 3]' geeft geen plek om te schrijven."
                " Zet op een eigen regel, met een lege regel erboven en eronder: [lijnen: 3]"
            ],
        ),
    ],
)
def test_what_is_to_be_mended_in_a_text_for_paper_is_told(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert problems_of(tmp_path, text) == expected


def test_the_sources_of_a_text_stand_below_it_once() -> None:
    first, second = "helpwanted", "kindertelefoon"
    words = CONTENT.facts.woorden["nl"]

    markdown = f"# Brief\n\nEen. [bron: {first}]\nTwee. [bron: {second}]\nDrie. [bron: {first}]\n"
    text = texts.with_sources(markdown, CONTENT.facts.bronnen, "nl", words)

    assert "[bron" not in text
    assert text.startswith("# Brief\n\nEen.\nTwee.\nDrie.\n\nBron: ")
    assert text.count(CONTENT.facts.bronnen[first].titel) == 1
    assert text.endswith("Gezien op 22 november 2026.\n{: .bronnen }\n")


def text_of(markdown: str, *, bouw: str = "", app: str = "") -> Text:
    day = CONTENT.texts["nl"][0].day
    return Text(
        path=Path("brief.md"), language="nl", title="Brief", name="brief", kind="brief", day=day, markdown=markdown,
        bouw=bouw, app=app,
    )  # fmt: skip


def test_a_lesson_is_named_by_its_title_and_an_organisation_by_its_number() -> None:
    markdown = f"Uit [les: {LESSON.id}]. [hulp: helpwanted] [hulp: zelfmoordpreventie]"
    number = next(one for one in CONTENT.facts.hulp if one.id == "helpwanted").bereikbaar[0].waarde
    together = number.replace(" ", "\u00a0").replace("-", "\u2011")

    told = texts.filled(markdown, text_of(markdown), CONTENT.known)

    # A number that breaks over two lines is misread.
    assert told == f"Uit “{LESSON.title}” (groep\u00a03). Bel Helpwanted: {together} Bel\u00a0113."
    on_page = texts.filled(markdown, text_of(markdown), CONTENT.known, on_page=True)
    assert f"“[{LESSON.title}](nl:{LESSON.url})” (groep\u00a03)" in on_page


def test_the_lessons_of_a_bouw_stand_in_a_table_with_what_a_child_learns() -> None:
    told = texts.filled("[lessen]", text_of("[lessen]", bouw="3-4"), CONTENT.known).splitlines()

    own = [lesson for lesson in CONTENT.lessons if lesson.groep in (3, 4)]
    assert len(own) >= 6
    assert told[2:] == [f"| {lesson.groep} | {lesson.title} | {lesson.kernzin} |" for lesson in own]


def test_the_message_for_the_app_is_cut_out_and_ends_where_a_sheet_begins(tmp_path: Path) -> None:
    text = (
        f"{HEAD}# Een brief\n\nDag.\n\n## Tekst voor de ouderapp {{#app}}\n\nKomt u?\n\n"
        "Tijd: [invullen: dag en tijd]\nBij [naam school]. **Tot dan!**\n\n"
        "[nieuw blad]\n\n## Een formulier {#formulier}\n\nVul in.\n"
    )
    ((found,), problems) = read(tmp_path, text)

    assert problems == []
    assert found.formats == ("docx", "pdf", "txt")
    assert found.folder == "ouderavond"
    assert "ouderapp" not in found.markdown and "Komt u?" not in found.markdown
    assert "[nieuw blad]\n\n## Een formulier" in found.markdown
    said = "Komt u?\n\nTijd: [dag en tijd]\nBij de Zee. Tot dan!\n"
    assert texts.message(found, CONTENT.known, SCHOOL) == said


def test_a_page_can_show_a_text_a_part_of_it_and_its_message() -> None:
    source = next(iter(CONTENT.facts.bronnen))
    text = text_of(f"\n# Brief\n\n## Een {{#een}}\n\nDag. [bron: {source}]\n", app="Een\nTwee [invullen: dag]")

    pieces = texts.for_pages([text], CONTENT.known)

    assert set(pieces) == {"brief", "brief#een", "brief#app"}
    assert pieces["brief#een"].strip() == f"Dag.[^{source}]"
    assert pieces["brief#app"] == "Een  \nTwee \\[dag\\]"

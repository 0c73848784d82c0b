"""One Markdown file is one lesson: what is read from it, and what an editor is told."""

from pathlib import Path

import pytest

from lessen import EXAMPLE, LINE, example, told
from lesson import PHASES, read_lesson
from lessoncheck import check_together, overdue


def test_the_example_is_a_lesson_without_anything_to_mend(tmp_path: Path) -> None:
    assert told(example(tmp_path)) == []


def test_what_can_be_derived_is_not_in_the_file(tmp_path: Path) -> None:
    lesson, problems = read_lesson(example(tmp_path), LINE)

    assert lesson and not problems
    front = EXAMPLE.read_text(encoding="utf-8").split("---")[1]
    assert not {"groep:", "bouw:", "thema:", "duur", "soort:", "id:"} & set(front.split())
    assert (lesson.groep, lesson.bouw.id, lesson.minutes) == (5, "5-6", 40)
    theme = lesson.links(LINE)
    assert theme and theme.id == "omgang-pesten"
    assert lesson.id == "g5-4-voorbeeld"


def test_phases_slides_tasks_and_cards_are_read_with_their_lines(tmp_path: Path) -> None:
    path = example(tmp_path)
    lesson, _ = read_lesson(path, LINE)
    lines = path.read_text(encoding="utf-8").splitlines()

    assert lesson
    assert [phase.name for phase in lesson.phases] == list(PHASES)
    assert [phase.slides for phase in lesson.phases] == [(1,), (2, 3), (4,), (5, 6), (7, 8)]
    for phase in lesson.phases:
        assert lines[phase.line - 1] == f"### {phase.name} ({phase.minutes} minuten)"
        for cue in phase.cues:
            assert lines[cue.line - 1].startswith(f"**{cue.label}:**")
    for task in lesson.tasks:
        assert lines[task.line - 1] == f"## {task.number}. {task.title}"
        assert "antwoord" not in task.markdown and task.answer.startswith("**Goed:**")
    for slide in lesson.slides:
        assert lines[slide.line - 1] == f"## {slide.title}"
    for card in lesson.cards:
        assert card.text in lines[card.line - 1] and card.answer in lines[card.line - 1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("## Doelen\n", "## Doel\n", "de kop 'Doel' hoort hier niet. Bedoel je '## Doelen'?"),
        (
            "## Klaarzetten\n",
            "## Iets anders\n",
            "de kop 'Iets anders' hoort hier niet. Bedoel je '## Klaarzetten'?",
        ),
        (
            "Eén ding dat een kind thuis kan doen, in vijf minuten.\n",
            "",
            "onder 'Thuis verder' staat niets. Vul het aan.",
        ),
        (
            "### Start (5 minuten)",
            "### Begin (5 minuten)",
            "de kop 'Begin' hoort hier niet. Bedoel je '### Start'?",
        ),
        (
            "### Start (5 minuten)",
            "### Start (6 minuten)",
            "de fasen duren samen 41 minuten. In groep 5-6 duurt een les er 40. Verdeel de minuten opnieuw.",
        ),
        ("[dia 3]\n", "[dia 4]\n", "hier staat [dia 4]. De dia’s staan op volgorde; hier hoort [dia 3]."),
        (
            "**Doe:** Wijs naar de dia.",
            "**Tip:** Wijs naar de dia.",
            "'**Tip:** Wijs naar de dia.' begint niet met een vast woord. Begin met **Zeg:**, **Vraag:** of **Doe:**",
        ),
        ("**Doe:** Denk hardop.\n\n", "", "in 'Voordoen' ontbreekt 'Doe'. Schrijf: **Doe:** …"),
        (
            "- “Niets.” → “Kijk nog eens naar de kleine letters.”",
            "- “Niets.”",
            "hier horen antwoorden met een reactie. Schrijf: - “Kind.” → “Jij.”",
        ),
        ("volgnummer: 4  ", "volgnummer: vier  ", "bij 'volgnummer' staat 'vier'. Schrijf een getal, zoals 1."),
        (
            "protocol: [a7]",
            "protocol: [a77]",
            "bij 'protocol' staat 'a77'. Kies uit: u1, u2, u3, u4, u5, r1, r2, a1, a2, a3, a4, a5, a6, a7, a8, b1, b2, b3, b4, c1, c2, c3, s1, s2, s3, s4, s5.",
        ),
        (
            "kerndoelen: [24B]",
            "kerndoelen: [25B]",
            "bij 'kerndoelen' staat '25B'. Kies uit: 22A, 22B, 22C, 22D, 23A, 23B, 24A, 24B, 24C.",
        ),
        (
            "kerndoelen: [24B]",
            "kerndoelen: [22A]",
            "bij het thema 'Omgaan met elkaar en pesten' hoort kerndoel 24B. Voeg het toe.",
        ),
        (
            "werkvormen: [onderzoek, tweetallen]",
            "werkvormen: [kringgesprek]",
            "kinderen doen hier niets zelf. Voeg toe: handpop, bewegen, lied, speelhoek, rollenspel, sorteren, tekenen, knutselen, bordspel, kaartspel, onderzoek, proefje, ontwerpen, schrijven, debat.",
        ),
        (
            "gevoeligheid: laag",
            "gevoeligheid: middel",
            "'middel' vraagt om gevoelige_onderwerpen. Kies uit: nare-beelden, pesten, uitsluiten, ongewenst-contact, beeld-delen, druk, oplichting.",
        ),
        (
            "gevoeligheid: laag",
            "gevoeligheid: groot",
            "bij 'gevoeligheid' staat 'groot'. Kies uit: laag, middel, hoog.",
        ),
        ("voorbereiding: 5", "voorbereiding: 15", "voorbereiden mag hoogstens 10 minuten kosten. Maak het korter."),
        (
            "herzien: 2026-11-22",
            "herzien: vorig jaar",
            "bij 'herzien' staat 'vorig jaar'. Schrijf een datum als 2026-11-22.",
        ),
        ("kernzin: Ik kan", "kernzin: Kinderen kunnen", "de kernzin begint met 'Kinderen'. Begin met: Ik kan …"),
        (
            "In de derde zin staat wat je nodig hebt.\n",
            "",
            "'In het kort' telt 2 zinnen. Schrijf er drie: wat kinderen doen, wat ze leren, wat je nodig hebt.",
        ),
        (
            "- Ik noem er nog een",
            "- Noem er nog een",
            "het doel 'Noem er nog een: twee tot en met vier doelen, elk met Ik.' begint niet met Ik. Schrijf wat een kind kan zeggen.",
        ),
        ("**In kindertaal:** ", "", "de zin in kindertaal ontbreekt. Schrijf: **In kindertaal:** …"),
        (
            "- **woord**: wat het",
            "- woord: wat het",
            "'woord: wat het betekent, op het niveau van de groep. *Een z…' mist iets. Schrijf: - **woord**: uitleg. *Voorbeeldzin.*",
        ),
        (
            "- [ ] Zet de",
            "- Zet de",
            "'Zet de presentatie open op dia 1.' heeft geen vakje. Schrijf: - [ ] Zet de presentatie open op dia 1.",
        ),
        (
            "**Vraag niet:** naar wat een kind zelf heeft meegemaakt.\n\n",
            "",
            "onder 'Let op in deze les' ontbreekt 'Vraag niet'. Schrijf: **Vraag niet:** …",
        ),
        (
            "**Combinatiegroep:** Wat de andere groep doet.\n",
            "",
            "onder 'Differentiatie' ontbreekt 'Combinatiegroep'. Schrijf: **Combinatiegroep:** …",
        ),
        (
            "3. Welke vraag is moeilijker dan de vorige?\n4.",
            "3.",
            "onder 'Gespreksvragen' staan 3 regels. Maak er 4 tot en met 6, zoals: 1. Waarom …?",
        ),
        (
            "**Heeft minder dan de helft dit?** Wat je de volgende dag doet.\n",
            "",
            "onder 'Uitgangskaartje' ontbreekt 'Heeft minder dan de helft dit?'. Schrijf: **Heeft minder dan de helft dit?** …",
        ),
        ("- Versie 1, 22", "- Versie 0, 22", "versie 1 staat niet in de lijst. Schrijf: - Versie 1, …"),
        (
            "    **Half:** een reden die alleen herhaalt wat er staat.\n\n",
            "",
            "bij het antwoord op opdracht 2 ontbreekt 'Half'. Schrijf: **Half:** …",
        ),
        (
            "## 2. Schrijf op waarom.",
            "## 3. Schrijf op waarom.",
            "de kop '3. Schrijf op waarom.' is geen opdracht. Schrijf: ## 2. Wat het kind doet",
        ),
        (
            "## 2. Schrijf op waarom.\n\n[lijnen: 2]\n\n!!! antwoord\n",
            "## 2. Schrijf op waarom.\n\n[lijnen: 2]\n\n!!! note\n",
            "bij opdracht 2 staat geen antwoord. Zet eronder één keer: !!! antwoord, en spring in.",
        ),
        (
            "Lees eerst alle opdrachten.",
            "Lees eerst alle opdrachten.\n\n## 0. Wat hoort hier niet?",
            "de kop '0. Wat hoort hier niet?' is geen opdracht. Schrijf: ## 1. Wat het kind doet",
        ),
        (
            "## 1. Zet een kruisje.",
            "## 1. Zet een kruisje bij elke zin waarvan jij denkt dat hij klopt.",
            "deze zin telt 12 woorden: 'Zet een kruisje bij elke zin waarvan jij denkt dat hij klop…' In groep 5 zijn het er hoogstens 10.",
        ),
        ("## [doel]", "## Het doel", "dia 1 heet 'Het doel'. Schrijf: ## [doel]"),
        (
            "## Wie helpt jou?",
            "## Tot ziens",
            "de laatste dia klopt niet. Schrijf: ## Wie helpt jou? en daaronder [uitgangskaartje]",
        ),
        (
            "## Wat neem je mee?\n\n",
            "## Wat neem je mee?\n\n" + "## Nog een\n\n" * 7,
            "er zijn 15 dia’s. In groep 5-6 zijn het er 8 tot en met 14.",
        ),
        (
            "Een dia heeft weinig woorden.",
            "Een twee drie. Een twee drie. Een twee drie. Een twee drie. Een twee drie. Een twee drie. Een twee drie. Een twee drie. Een twee drie. ",
            "dia 3: hier staan 31 woorden. In groep 5-6 zijn het er hoogstens 25.",
        ),
        (
            "## Welke vraag kunt u stellen?",
            "## Wat vraagt u?",
            "de ouderbrief heeft andere koppen. Zet er precies deze drie: ## Waar ging de les over? / ## Wat kunt u thuis doen? / ## Welke vraag kunt u stellen?",
        ),
        (
            "Schrijf één ding op. Het duurt vijf minuten.",
            "Schrijf samen met uw kind één ding op dat u vandaag of morgen of overmorgen samen wilt doen.",
            "deze zin telt 18 woorden: 'Schrijf samen met uw kind één ding op dat u vandaag of morg…' Gebruik er hoogstens 15.",
        ),
        (
            "| | Kaartje zes | In groep 1 en 2 staat er alleen een plaatje op. |\n",
            "",
            "er zijn 5 kaartjes. Op een blad passen er 6: maak er 6, 12 of 18.",
        ),
        (
            "| | Kaartje een | Het antwoord komt alleen op het antwoordblad. |",
            "| | Een | |",
            "bij kaartje 1 ontbreekt het antwoord. Vul het in de derde kolom in.",
        ),
        (
            "Eerst kijken, dan denken.",
            "![Een kikker](tekening:kikker)",
            "de tekening 'kikker' is er niet. Zet haar in overrides/tekeningen/kikker.svg",
        ),
        (
            "Eerst kijken, dan denken.",
            "![](tekening:slot)",
            "het plaatje 'tekening:slot' heeft geen beschrijving. Zet die tussen de haken.",
        ),
        (
            "Eerst kijken, dan denken.",
            "Kijk op TikTok.",
            "hier staat de naam 'TikTok'. Schrijf 'een app' of 'een spel', of verzin een naam.",
        ),
        (
            "Eén ding dat een kind thuis kan doen, in vijf minuten.",
            "Kijk op www.voorbeeld.nl.",
            "hier staat een webadres. Een les is te geven zonder internet: haal het weg.",
        ),
        (
            "Eén ding dat een kind thuis kan doen, in vijf minuten.",
            "Bel 0800-0432.",
            "hier staat een telefoonnummer. Nummers staan in facts/hulp.yml: haal het weg.",
        ),
        (
            "Eén ding dat een kind thuis kan doen, in vijf minuten.",
            "| Dag | Doen |\n| --- | --- |\n| maandag |",
            "in deze rij van de tabel staat 1 vak, in de kopregel 2. Schrijf er 2: | … | … |",
        ),
        (
            "versie: 1\n",
            "versie: 1\nduur: 40\n",
            "'duur' kennen we hier niet. Kies uit: title, volgnummer, kernzin, kerndoelen, protocol, protocol_voorstel, voorbereiding, werkvormen, gevoeligheid, gevoelige_onderwerpen, zoekwoorden, herzien, versie, status, proefles, nagekeken_door, bronnen.",
        ),
    ],
)
def test_a_slip_is_told_with_its_remedy(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = example(tmp_path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    found = told(path)

    assert message in [problem.message for problem in found]
    assert all(problem.line > 0 for problem in found)


def test_a_slip_is_told_at_its_line(tmp_path: Path) -> None:
    path = example(tmp_path)
    text = path.read_text(encoding="utf-8").replace("Eerst kijken, dan denken.", "Kijk op TikTok.")
    path.write_text(text, encoding="utf-8")

    (problem,) = told(path)

    assert text.splitlines()[problem.line - 1] == "Kijk op TikTok."


@pytest.mark.parametrize(
    ("groep", "message"),
    [
        (4, "in groep 3-4 duurt een les er 30"),
        (1, "kinderen in deze groep lezen nog niet"),
        (3, "hoort een plaatje"),
    ],
)
def test_each_bouw_has_its_own_rules(tmp_path: Path, groep: int, message: str) -> None:
    found = [problem.message.lower() for problem in told(example(tmp_path, groep))]

    assert any(message in text for text in found), found


def test_a_real_name_may_stand_in_the_note_to_the_teacher_from_groep_5_on(tmp_path: Path) -> None:
    def messages(groep: int) -> list[str]:
        path = example(tmp_path / str(groep), groep)
        note = "**Vooraf:** Een kind kan TikTok noemen. Dat mag."
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("**Vooraf:** Wie je van tevoren iets vertelt, zoals de ib’er.", note), "utf-8")
        return [problem.message for problem in told(path) if "TikTok" in problem.message]

    assert messages(5) == []
    assert messages(4) != []


def test_no_two_lessons_share_a_title_a_goal_or_a_place_in_the_year(tmp_path: Path) -> None:
    one, _ = read_lesson(example(tmp_path / "een"), LINE)
    two, _ = read_lesson(example(tmp_path / "twee"), LINE)
    assert one and two

    assert [problem.message for problem in check_together([one, two])] == [
        "'title' staat ook in groep-5/voorbeeld.md. Kies een eigen tekst.",
        "'kernzin' staat ook in groep-5/voorbeeld.md. Kies een eigen tekst.",
        "volgnummer 4 heeft groep-5/voorbeeld.md al. Kies een ander nummer.",
    ]


def test_a_lesson_that_nobody_read_again_for_a_year_is_overdue(tmp_path: Path) -> None:
    lesson, _ = read_lesson(example(tmp_path), LINE)
    assert lesson

    assert overdue([lesson], lesson.herzien) == []
    assert overdue([lesson], lesson.review_before) == []
    assert overdue([lesson], lesson.review_before.replace(year=lesson.review_before.year + 1)) == [lesson]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# Geen blok\n", "boven aan de les ontbreekt het blok met --- eromheen."),
        ("---\ntitle: [\n---\n", "deze regel is niet te lezen."),
        ("", "boven aan de les ontbreekt het blok met --- eromheen."),
    ],
)
def test_a_file_that_is_no_lesson_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = example(tmp_path)
    path.write_text(text, encoding="utf-8")

    (problem,) = told(path)

    assert problem.message.startswith(message)

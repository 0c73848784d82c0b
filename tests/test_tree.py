"""From Markdown to the tree that the PDF and the Word file are made from."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import tree
from paper import school_values
from papers import ASSETS, SCHOOLS, glued, official_blocks, read
from school import School
from test_official import source

PATH = Path("brief.md")
VALUES = {
    "naam": "het Baken",
    "Naam": "Het Baken",
    "plaats": "Den Helder",
    "slug": "het-baken",
    "adres": "https://x.nl/",
}


def blocks_of(markdown: str, **options: Any) -> list[tree.Node]:
    """The blocks below the title of a text without faults."""
    blocks, problems = tree.from_markdown(f"# Titel\n\n{markdown}", PATH, assets=ASSETS, **options)
    assert problems == []
    return blocks[1:]


def told(markdown: str, **options: Any) -> list[str]:
    """The faults of a text, with their lines."""
    return [f"{one.line}: {one.message}" for one in tree.from_markdown(markdown, PATH, assets=ASSETS, **options)[1]]


def filled(markdown: str) -> list[tree.Node]:
    return tree.fill(blocks_of(markdown), VALUES)


def test_the_tree_of_the_protocol_holds_its_words_in_their_order() -> None:
    blocks, _ = official_blocks("protocol", "nl", stamped=False)

    assert glued(tree.plain(blocks)) == glued(source()[1])


def test_the_tree_of_the_policy_holds_its_words_in_their_order() -> None:
    blocks, _ = official_blocks("beleid", "nl", stamped=False)

    assert glued(tree.plain(blocks)) == glued(source()[0])


def test_every_article_of_the_protocol_keeps_its_place() -> None:
    blocks, _ = official_blocks("protocol", "nl", stamped=True)

    items = [node["id"] for node in tree.walk(blocks) if node["t"] == "li"]

    assert len(items) == 27
    assert items[:6] == ["u1", "u2", "u3", "u4", "u5", "r1"]
    assert [node["level"] for node in tree.walk(blocks) if node["t"] == "h"] == [0, 1, 1, 1, 1, 2, 2, 2, 1]


def test_the_tree_can_be_written_as_json_and_read_again() -> None:
    blocks, _ = official_blocks("protocol", "nl", stamped=True)

    assert json.loads(json.dumps(blocks)) == blocks


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.slug)
def test_filling_in_a_school_leaves_the_tree_for_the_next_one(school: School) -> None:
    blocks, _ = official_blocks("protocol", "nl", stamped=True)
    before = copy.deepcopy(blocks)

    text = tree.plain(tree.fill(blocks, school_values(school, "https://x.nl/")))

    assert blocks == before
    assert school.naam in text
    assert "[" not in text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Op [naam school] geldt dit.", "Op het Baken geldt dit."),
        ("[naam school] doet dit.", "Het Baken doet dit."),
        ("Klaar. [naam school] doet dit.", "Klaar. Het Baken doet dit."),
        ("[Naam school] in [plaats] doet dit.", "Het Baken in Den Helder doet dit."),
        ("Zie [adres van deze pagina].", "Zie https://x.nl/."),
        ("- [naam school] begint", "Het Baken begint"),
        ("| Wie |\n| --- |\n| [naam school] |", "Wie Het Baken"),
    ],
)
def test_a_placeholder_becomes_the_value_with_a_capital_where_a_sentence_begins(markdown: str, text: str) -> None:
    assert tree.plain(filled(markdown)) == text


def test_without_stamping_the_placeholder_stays_as_the_board_wrote_it() -> None:
    blocks = blocks_of("[naam school] en [Naam school]", stamped=False)

    assert tree.plain(blocks) == "[naam school] en [Naam school]"


def test_a_link_to_the_model_page_leads_to_the_page_of_the_school() -> None:
    (paragraph,) = filled("[hier](https://x.nl/scholen/naam-school/#a5)")

    assert paragraph["c"] == [{"t": "a", "href": "https://x.nl/scholen/het-baken/#a5", "c": ["hier"]}]


def test_a_link_to_another_page_becomes_a_whole_web_address() -> None:
    (paragraph,) = blocks_of("[hulp](../../hulp.md#school)", resolve=lambda href: f"https://x.nl/?{href}")

    assert paragraph["c"][0]["href"] == ["https://x.nl/?../../hulp.md#school"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**a**\n*b*", [{"t": "b", "c": ["a"]}, " ", {"t": "i", "c": ["b"]}]),
        ("een  zin\nop twee regels ", ["een zin op twee regels"]),
        ("een ** en ** twee", ["een ** en ** twee"]),
        ("’t\u00a0Kompas", ["’t\u00a0Kompas"]),
        ("boven<br>\nonder", ["boven", {"t": "br"}, "onder"]),
        (
            "**vet **en [l](https://x.nl/ ) uit",
            ["**vet **en ", {"t": "a", "href": ["https://x.nl/"], "c": ["l"]}, " uit"],
        ),
        ("a &lt;b&gt; &amp; c", ["a <b> & c"]),
        ('<span lang="en">Hi</span> all', [{"t": "span", "c": ["Hi"], "lang": "en"}, " all"]),
    ],
)
def test_words_do_not_run_together_and_spaces_are_single(markdown: str, expected: list[Any]) -> None:
    (paragraph,) = blocks_of(markdown)

    assert paragraph == {"t": "p", "c": expected}


def test_a_checklist_has_boxes_to_tick() -> None:
    (checklist,) = blocks_of("- [ ] open\n- [x] **klaar**\n- geen vakje\n- [ ]een haakje")

    assert [(item["box"], tree.plain(item["c"])) for item in checklist["c"]] == [
        (False, "open"),
        (True, "klaar"),
        (None, "geen vakje"),
        (None, "[ ]een haakje"),
    ]


def test_a_place_to_fill_in_has_a_label() -> None:
    (paragraph,) = blocks_of("Op [invullen: datum] om [invullen] uur.")

    assert paragraph["c"] == ["Op ", {"t": "blank", "label": "datum"}, " om ", {"t": "blank", "label": ""}, " uur."]


def test_a_list_in_a_list_stays_in_its_item() -> None:
    (outer,) = blocks_of("1. een\n2. twee\n    - twee a\n\n        nog een alinea\n3. drie")

    second = outer["c"][1]["c"]
    assert [child["t"] for child in second] == ["p", "ul"]
    assert [child["t"] for child in second[1]["c"][0]["c"]] == ["p", "p"]


def test_a_list_keeps_the_number_that_it_begins_with() -> None:
    blocks, _ = tree.read_tree('<h1>T</h1><ol start="4"><li>vier</li></ol>', PATH, assets=ASSETS)

    assert blocks[1]["start"] == 4


def test_a_table_has_header_cells_and_columns_that_stand_left_or_right() -> None:
    (table,) = blocks_of("| Minuten | Wat |\n| --: | :-- |\n| 5 | *praten* |")

    assert table == {
        "t": "table",
        "align": ["right", "left"],
        "head": [[["Minuten"], ["Wat"]]],
        "body": [[["5"], [{"t": "i", "c": ["praten"]}]]],
    }


def test_a_block_of_its_own_keeps_its_kind_and_language() -> None:
    blocks = blocks_of(
        '!!! model "Let op"\n    Een model.\n\n<div class="note" lang="en" markdown="1">\n\nHi.\n\n</div>'
    )

    assert [(block["t"], block["class"], block.get("lang")) for block in blocks] == [
        ("div", ["admonition", "model"], None),
        ("div", ["note"], "en"),
    ]


def test_sources_and_comments_stay_on_the_page() -> None:
    blocks = blocks_of("Dat is zo.[^ap] <!-- nakijken -->\n\n[^ap]: De AP, 2026.")

    assert tree.plain(blocks) == "Dat is zo."


def test_a_picture_on_its_own_is_a_block() -> None:
    (picture,) = blocks_of("![Een hart](../../assets/pictogrammen/hart.svg)")

    assert picture == {"t": "img", "src": "pictogrammen/hart.svg", "alt": "Een hart"}


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("# T\n\n<video src='x'></video>", "3: '<video>' kan niet op papier staan. Schrijf deze tekst zonder <video>."),
        ("# T\n\nDit is `code`.", "3: tekst tussen `-tekens kan niet op papier staan. Haal de tekens ` weg."),
        ("Geen kop.", "1: deze tekst heeft geen titel. Begin met een regel: # Titel"),
        ("# Een\n\n## Twee\n\n# Drie", "5: 'Drie' is een tweede titel. Schrijf er een kop van: ## Drie"),
        (
            "# Een\n\n### Van [naam school]",
            "3: de kop 'Van [naam school]' slaat een niveau over. Schrijf: ## Van [naam school]",
        ),
        ("# T\n\n## ", "1: er staat een kop zonder tekst. Vul hem in, of haal hem weg."),
        (
            "# T\n\n![](pictogrammen/hart.svg)",
            "3: het plaatje 'pictogrammen/hart.svg' heeft geen beschrijving. Zet die tussen de haken: "
            "![Wat er te zien is](pictogrammen/hart.svg)",
        ),
        (
            "# T\n\n![Een hart](pictogrammen/hert.svg)",
            "3: het plaatje 'pictogrammen/hert.svg' is er niet. Zet het in overrides/assets/pictogrammen/hert.svg",
        ),
        ("# T\n\nZie [a5](#a5).", "3: '#a5' is geen plek in deze tekst. Kies een kop of artikel dat er wel in staat."),
        ("# T\n\n[x](hulp.md)", "3: de link 'hulp.md' werkt niet op papier. Schrijf het hele webadres."),
        (
            "# T\n\n<table><tr><td>a</td></tr></table>",
            "3: deze tabel heeft geen kopregel. Zet erboven: | Kop | Kop | en daaronder: | --- | --- |",
        ),
        (
            "# T\n\n| A | B |\n| --- | --- |\n| 1 |",
            "5: in deze rij van de tabel staat 1 vak, in de kopregel 2. Schrijf er 2: | … | … |",
        ),
        (
            "# T\n\n1. een\n\n- [ ] twee",
            "5: een vakje [ ] kan niet in een lijst met nummers staan. Zet een regel tekst tussen de lijsten.",
        ),
    ],
)
def test_what_cannot_stand_on_paper_is_told_with_its_line_and_the_remedy(markdown: str, message: str) -> None:
    assert told(markdown) == [message]


def test_all_faults_are_told_at_once() -> None:
    assert len(told("# T\n\n`x`\n\n![](pictogrammen/hart.svg)\n\n[x](y.md)")) == 3


def test_a_picture_outside_the_assets_is_not_taken() -> None:
    assert told("# T\n\n![Een tekst](../../README.md)") == [
        "3: het plaatje '../../README.md' is er niet. Zet het in overrides/assets/../../README.md"
    ]


def test_a_piece_of_a_text_needs_no_title_and_its_headings_stand_below_one() -> None:
    blocks, problems = tree.from_markdown("Een zin.\n\n## Kop\n\n### Lager", PATH, assets=ASSETS, titled=False)

    assert problems == []
    assert [node.get("level") for node in blocks] == [None, 1, 2]


def test_a_piece_of_a_text_has_no_title_of_its_own() -> None:
    assert told("# Kop", titled=False) == ["1: 'Kop' is een tweede titel. Schrijf er een kop van: ## Kop"]


@pytest.fixture
def with_drawings(tmp_path: Path) -> Path:
    """A folder of pictures, beside which two drawings stand."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "tekeningen").mkdir()
    for name in ("mik", "saar"):
        (tmp_path / "tekeningen" / f"{name}.svg").write_text("<svg/>", encoding="utf-8")
    return tmp_path / "assets"


MIK, SAAR = ({"t": "img", "src": f"tekening:{name}", "alt": alt} for name, alt in (("mik", "Mik"), ("saar", "Saar")))


def piece(markdown: str, assets: Path) -> list[tree.Node]:
    """The blocks of a piece of a text without faults."""
    blocks, problems = tree.from_markdown(markdown, PATH, assets=assets, titled=False)
    assert problems == []
    return blocks


def test_a_drawing_is_named_and_not_a_path(with_drawings: Path) -> None:
    assert piece("![Mik](tekening:mik)", with_drawings) == [MIK]


def test_pictures_in_a_paragraph_of_their_own_stand_beside_each_other(with_drawings: Path) -> None:
    markdown = "![Mik](tekening:mik) ![Saar](tekening:saar)\n![Mik](tekening:mik)"

    assert piece(markdown, with_drawings) == [{"t": "row", "c": [MIK, SAAR, MIK]}]


def test_pictures_amid_words_stay_in_their_sentence(with_drawings: Path) -> None:
    (paragraph,) = piece("![Mik](tekening:mik) of ![Saar](tekening:saar)", with_drawings)

    assert paragraph == {"t": "p", "c": [MIK, " of ", SAAR]}


def test_a_cell_of_a_table_can_hold_a_picture_or_nothing(with_drawings: Path) -> None:
    (table,) = piece("| Wie | Ja |\n| --- | --- |\n| ![Mik](tekening:mik) | |", with_drawings)

    assert table["body"] == [[[MIK], []]]


@pytest.mark.parametrize(
    ("markdown", "block"),
    [
        ("[lijnen: 3]", {"t": "lines", "count": 3}),
        ("[lijnen:1]", {"t": "lines", "count": 1}),
        ("[tekenvak: 6 cm]", {"t": "room", "mm": 60}),
        ("[tekenvak: 6,5 cm]", {"t": "room", "mm": 65}),
        ("[tekenvak: 45 mm]", {"t": "room", "mm": 45}),
    ],
)
def test_room_to_write_and_draw_stands_on_a_line_of_its_own(markdown: str, block: tree.Node) -> None:
    assert blocks_of(f"Schrijf het op.\n\n{markdown}\n\n- en dan\n\n    {markdown}") == [
        {"t": "p", "c": ["Schrijf het op."]},
        block,
        {"t": "ul", "c": [{"t": "li", "box": None, "c": [{"t": "p", "c": ["en dan"]}, block]}]},
    ]


WRITE = "geeft geen plek om te schrijven. Zet op een eigen regel, met een lege regel erboven en eronder: [lijnen: 3]"
DRAW = "geeft geen plek om te tekenen. Zet op een eigen regel, met een lege regel erboven en eronder: [tekenvak: 6 cm]"


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("# T\n\nSchrijf op.\n[lijnen: 2]", f"4: '[lijnen: 2]' {WRITE}"),
        ("# T\n\n[lijnen drie]", f"3: '[lijnen drie]' {WRITE}"),
        ("# T\n\n[lijnen: 0]", f"3: '[lijnen: 0]' {WRITE}"),
        ("# T\n\n[lijnen: 99]", f"3: '[lijnen: 99]' {WRITE}"),
        ("# T\n\n[lijnen: 2", f"3: '[lijnen: 2' {WRITE}"),
        ("# T\n\n[tekenvak: 6]", f"3: '[tekenvak: 6]' {DRAW}"),
        ("# T\n\n[tekenvak: 60 cm]", f"3: '[tekenvak: 60 cm]' {DRAW}"),
        ("# T\n\n## Teken. [tekenvak: 6 cm]", f"3: '[tekenvak: 6 cm]' {DRAW}"),
        ("# T\n\n| A |\n| --- |\n| **[lijnen: 2]** |", f"5: '[lijnen: 2]' {WRITE}"),
        (
            "# T\n\n![Mik](tekening:mikk)",
            "3: de tekening 'mikk' is er niet. Zet haar in overrides/tekeningen/mikk.svg",
        ),
        (
            "# T\n\n![Mik](tekening:../assets/favicon)",
            "3: de tekening '../assets/favicon' is er niet. Zet haar in overrides/tekeningen/../assets/favicon.svg",
        ),
        (
            "# T\n\n![](tekening:mik)",
            "3: het plaatje 'tekening:mik' heeft geen beschrijving. Zet die tussen de haken: "
            "![Wat er te zien is](tekening:mik)",
        ),
    ],
)
def test_what_a_worksheet_cannot_show_is_told_with_its_line_and_the_remedy(
    markdown: str, message: str, with_drawings: Path
) -> None:
    _, problems = tree.from_markdown(markdown, PATH, assets=with_drawings)

    assert [f"{one.line}: {one.message}" for one in problems] == [message]


@pytest.mark.parametrize("name", ["alles", "poster"])
def test_the_texts_of_the_tests_are_without_faults(name: str) -> None:
    assert told(read(name)) == []

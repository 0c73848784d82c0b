"""Drawings: put together from parts, in our own colours, fit for a page and for paper; and how a fault is told."""

import importlib.util
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import typst
from PIL import Image

from check import ROOT
from drawing import COLOURS, FONT, DrawingError, check_drawings, names, read_drawing, size
from pdf import FONTS

FOLDER = ROOT / "overrides" / "tekeningen"
SVG = 'svg xmlns="http://www.w3.org/2000/svg"'
DRAWINGS = sorted(names(FOLDER))
PARTS = sorted((FOLDER / "delen").glob("*.svg"))


def folder_with(tmp_path: Path, drawing: str, parts: str = "", name: str = "les.svg") -> Path:
    """A folder with one drawing of that content, and one file of parts."""
    (tmp_path / "delen").mkdir()
    (tmp_path / name).write_text(f'<{SVG} viewBox="0 0 800 600">\n{drawing}\n</svg>\n', encoding="utf-8")
    (tmp_path / "delen" / "dingen.svg").write_text(f"<{SVG}>\n{parts}\n</svg>\n", encoding="utf-8")
    return tmp_path


def messages(folder: Path) -> list[str]:
    return [f"{one.path.relative_to(folder)}:{one.line}: {one.message}" for one in check_drawings(folder)]


BALL = '<g id="bal" fill="#c8553d"><circle id="rond" r="40"/></g>'


def test_a_part_stands_where_the_drawing_puts_it(tmp_path):
    folder = folder_with(
        tmp_path, '<use href="delen/dingen.svg#bal" transform="translate(9 8)" opacity=".5"/>', parts=BALL
    )

    assert read_drawing(folder, "les") == (
        f'<{SVG} viewBox="0 0 800 600"><g transform="translate(9 8)" opacity=".5">'
        '<g fill="#c8553d"><circle r="40" /></g></g></svg>'
    )


def test_a_part_used_twice_leaves_no_id_that_stands_there_twice(tmp_path):
    use = '<use href="delen/dingen.svg#bal"/>'

    svg = read_drawing(folder_with(tmp_path, use + use, parts=BALL), "les")

    assert svg.count("<circle") == 2
    assert "id=" not in svg


def test_a_part_can_be_made_of_other_parts_of_its_file(tmp_path):
    parts = BALL + '\n<g id="twee"><use href="#bal"/><use href="#bal" transform="translate(90 0)"/></g>'

    svg = read_drawing(folder_with(tmp_path, '<use href="delen/dingen.svg#twee"/>', parts=parts), "les")

    assert svg.count("<circle") == 2


def test_remarks_and_white_space_stay_behind_and_words_stay_as_they_are(tmp_path):
    drawing = f'  <!-- wat een ander moet weten -->\n  <text font-family="{FONT}">Ja <tspan>en</tspan> nee</text>'

    svg = read_drawing(folder_with(tmp_path, drawing), "les")

    assert svg == (f'<{SVG} viewBox="0 0 800 600"><text font-family="{FONT}">Ja <tspan>en</tspan> nee</text></svg>')


def test_a_drawing_that_was_changed_is_read_anew(tmp_path):
    folder = folder_with(tmp_path, '<use href="delen/dingen.svg#bal"/>', parts=BALL)
    assert 'r="40"' in read_drawing(folder, "les")

    path = folder / "delen" / "dingen.svg"
    path.write_text(path.read_text(encoding="utf-8").replace("40", "50"), encoding="utf-8")

    assert 'r="50"' in read_drawing(folder, "les")


def test_the_size_is_that_of_the_view_box():
    assert size('<svg viewBox="-10 0 800 600.5"/>') == (800, 600.5)


def test_without_a_view_box_there_is_no_size():
    with pytest.raises(ValueError, match="viewBox"):
        size("<svg/>")


def test_the_names_are_those_of_the_drawings_and_not_of_the_parts(tmp_path):
    assert names(folder_with(tmp_path, "")) == {"les"}


def test_a_name_that_is_not_there_is_told_with_the_one_that_was_meant(tmp_path):
    folder = folder_with(tmp_path, "")

    with pytest.raises(DrawingError) as caught:
        read_drawing(folder, "less")

    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (folder / "less.svg", 0)
    assert problem.message == "deze tekening is er niet. Bedoel je 'les'?"


def test_a_name_that_looks_like_no_other_is_told_with_some_that_there_are(tmp_path):
    with pytest.raises(DrawingError) as caught:
        read_drawing(folder_with(tmp_path, ""), "zzz")

    assert [one.message for one in caught.value.problems] == ["deze tekening is er niet. Wel is er: les."]


def test_a_drawing_with_a_fault_is_not_given_but_told(tmp_path):
    folder = folder_with(tmp_path, '<use href="delen/dingen.svg#bol"/><script/>', parts=BALL)

    with pytest.raises(DrawingError) as caught:
        read_drawing(folder, "les")

    assert caught.value.problems == check_drawings(folder)
    assert len(caught.value.problems) == 2


ELEMENTS = "g, use, path, rect, circle, ellipse, line, polyline, polygon, text, tspan"
LOOKS = 'fill="#f2b84b" stroke="#1d2b2f"'


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        (
            '<use href="delen/dingen.svg#bol"/>',
            "les.svg:2: het deel 'bol' staat niet in delen/dingen.svg. Bedoel je 'bal'?",
        ),
        (
            '<use href="delen/dinger.svg#bal"/>',
            "les.svg:2: het bestand 'delen/dinger.svg' is er niet. Bedoel je 'delen/dingen.svg'?",
        ),
        (
            '<use href="https://elders.nl/x.svg#bal"/>',
            "les.svg:2: 'https://elders.nl/x.svg#bal' wijst niet naar een deel. Schrijf bijvoorbeeld:"
            ' href="delen/dingen.svg#bal"',
        ),
        (
            '<use href="delen/../les.svg#bal"/>',
            "les.svg:2: 'delen/../les.svg#bal' wijst niet naar een deel. Schrijf bijvoorbeeld:"
            ' href="delen/dingen.svg#bal"',
        ),
        (
            '<use href="delen/dingen.svg#bal" x="9"/>',
            "les.svg:2: 'x' werkt niet op <use>. Haal het weg; verplaatsen en vergroten gaat met:"
            ' transform="translate(120 80) scale(1.2)"',
        ),
        (
            "<g>\n<foreignObject/></g>",
            "les.svg:3: <foreignObject> hoort niet in een tekening. Haal het weg of teken het met een van deze:"
            f" {ELEMENTS}.",
        ),
        (
            '<image href="foto.png"/>',
            f"les.svg:2: <image> hoort niet in een tekening. Haal het weg of teken het met een van deze: {ELEMENTS}.",
        ),
        (
            '<x:guide xmlns:x="http://voorbeeld.nl/"/>',
            f"les.svg:2: <guide> hoort niet in een tekening. Haal het weg of teken het met een van deze: {ELEMENTS}.",
        ),
        (
            '<path style="fill:red" d="M0 0"/>',
            f"les.svg:2: 'style' hoort niet in een tekening. Haal het weg; kleur en lijn staan er zo: {LOOKS}",
        ),
        (
            '<path onclick="x()" d="M0 0"/>',
            f"les.svg:2: 'onclick' hoort niet in een tekening. Haal het weg; kleur en lijn staan er zo: {LOOKS}",
        ),
        (
            '<g xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#x"/>',
            f"les.svg:2: 'href' hoort niet in een tekening. Haal het weg; kleur en lijn staan er zo: {LOOKS}",
        ),
        (
            '<path fill="url(#verloop)" d="M0 0"/>',
            "les.svg:2: 'url(#verloop)' wijst naar iets anders. Gebruik een gewone kleur: fill=\"#f2b84b\"",
        ),
        (
            '<path fill="#f3b94c" d="M0 0"/>',
            "les.svg:2: de kleur '#f3b94c' staat niet in ons palet. Het dichtst daarbij komt: #f2b84b",
        ),
        (
            '<path stroke="black" d="M0 0"/>',
            "les.svg:2: de kleur 'black' staat niet in ons palet. Het dichtst daarbij komt: #1d2b2f",
        ),
        (
            '<path fill="white" d="M0 0"/>',
            "les.svg:2: de kleur 'white' staat niet in ons palet. Het dichtst daarbij komt: #fff",
        ),
        (
            "<text>Ja</text>",
            "les.svg:2: deze tekst staat niet in ons lettertype. Schrijf:"
            ' <text font-family="Figtree, Noto Sans, sans-serif" …>',
        ),
        (
            "<g><path></g>",
            'les.svg:2: hier klopt de XML niet. Kijk of elk element is gesloten, zoals: <g>…</g> of <path d="…"/>',
        ),
    ],
)
def test_what_cannot_stand_in_a_drawing_is_told_with_its_line_and_the_remedy(tmp_path, drawing, message):
    assert messages(folder_with(tmp_path, drawing, parts=BALL)) == [message]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            '<path d="M0 0"/>',
            'delen/dingen.svg:2: dit deel heeft geen naam. Zet er een groep met een id omheen: <g id="bal">…</g>',
        ),
        (
            f"{BALL}\n{BALL}",
            "delen/dingen.svg:3: 'bal' staat er twee keer. Geef een van de twee een andere id.",
        ),
        (
            '<g id="bal"><use href="delen/dingen.svg#bal"/></g>',
            "delen/dingen.svg:2: 'delen/dingen.svg#bal' wijst niet naar een deel. Schrijf bijvoorbeeld: href=\"#bal\"",
        ),
        (
            '<g id="bal">\n<use href="#bal"/></g>',
            "delen/dingen.svg:3: het deel 'bal' komt hier in zichzelf voor. Haal deze <use> weg.",
        ),
    ],
)
def test_what_cannot_stand_among_the_parts_is_told_though_no_drawing_uses_it(tmp_path, parts, message):
    assert messages(folder_with(tmp_path, "", parts=parts)) == [message]


def test_a_group_can_name_the_letters_for_all_the_words_in_it(tmp_path):
    drawing = f'<g font-family="{FONT}"><g><text>Ja</text></g></g>'

    assert messages(folder_with(tmp_path, drawing)) == []


def test_what_the_root_of_the_parts_says_would_be_lost_and_is_told(tmp_path):
    folder = folder_with(tmp_path, "")
    (folder / "delen" / "dingen.svg").write_text(f'<{SVG} fill="none">{BALL}</svg>', encoding="utf-8")

    assert messages(folder) == [
        "delen/dingen.svg:1: 'fill' op <svg> komt niet mee met een deel. Zet het op de <g> van elk deel."
    ]


def test_parts_that_go_round_through_one_another_are_told_once_each(tmp_path):
    parts = '<g id="kip"><use href="#ei"/></g>\n<g id="ei"><use href="#kip"/></g>'

    assert messages(folder_with(tmp_path, '<use href="delen/dingen.svg#kip"/>', parts=parts)) == [
        "delen/dingen.svg:2: het deel 'ei' komt hier in zichzelf voor. Haal deze <use> weg.",
        "delen/dingen.svg:3: het deel 'kip' komt hier in zichzelf voor. Haal deze <use> weg.",
    ]


def test_a_drawing_without_a_size_is_told(tmp_path):
    folder = folder_with(tmp_path, "")
    (folder / "les.svg").write_text(f'<{SVG} width="800"/>', encoding="utf-8")

    assert messages(folder) == [
        'les.svg:1: de maat ontbreekt of telt geen vier getallen. Zet in <svg …>: viewBox="0 0 800 600"'
    ]


@pytest.mark.parametrize("text", ['<svg viewBox="0 0 8 6"/>', "<html/>"])
def test_a_file_that_is_no_svg_is_told(tmp_path, text):
    folder = folder_with(tmp_path, "")
    (folder / "les.svg").write_text(text, encoding="utf-8")

    assert messages(folder) == [
        'les.svg:1: dit is geen SVG. Begin het bestand met: <svg xmlns="http://www.w3.org/2000/svg"'
        ' viewBox="0 0 800 600">'
    ]


def test_a_file_name_that_a_lesson_cannot_write_is_told(tmp_path):
    assert messages(folder_with(tmp_path, "", name="Les 1.svg")) == [
        "Les 1.svg:0: de naam 'Les 1' past niet in een les. Noem het bestand met kleine letters, cijfers en"
        " streepjes, zoals: les-1.svg"
    ]


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    folder = folder_with(tmp_path, '<script/>\n<path fill="red" d="M0 0"/>', parts='<g id="bal" class="x"/>')

    assert [one.split(": ")[0] for one in messages(folder)] == [
        "delen/dingen.svg:2",
        "les.svg:2",
        "les.svg:3",
    ]


def test_our_own_drawings_and_parts_have_no_faults():
    assert messages(FOLDER) == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_each_drawing_stands_by_itself_and_keeps_to_our_colours(name):
    svg = read_drawing(FOLDER, name)

    root = ET.fromstring(svg)
    assert min(size(svg)) >= 100
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", *ELEMENTS.split(", ")} - {"use"}
    assert set(re.findall(r'(?:fill|stroke)="(.*?)"', svg)) <= {"none", *COLOURS.values()}
    assert not re.search(r'\b(?:id|href|style|class|on\w+)="', svg)
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")


def on_paper(svgs: dict[str, str], folder: Path) -> dict[str, set[object]]:
    """The colours of each drawing as Typst sets it, all of them in one document, a page for each."""
    for name, svg in svgs.items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    pages = "#pagebreak()\n".join(f'#image("{name}.svg")\n' for name in svgs)
    text = f"#set page(width: 100pt, height: auto, margin: 0pt)\n{pages}"
    (folder / "alles.typ").write_text(text, encoding="utf-8")
    specs = [spec for name in FONTS if (spec := importlib.util.find_spec(name)) and spec.origin]
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(Path(str(spec.origin)).parent / "files") for spec in specs],
    )
    compiler = typst.Compiler(str(folder / "alles.typ"), font_paths=fonts, ignore_system_fonts=True)
    made, warnings = compiler.compile_with_warnings(format="png", ppi=36)
    assert [warning.message for warning in warnings] == []
    images = made if isinstance(made, list) else [made]
    found = [Image.open(io.BytesIO(image)).convert("RGB").getcolors(100_000) for image in images]
    return {name: {colour for _, colour in colours} for name, colours in zip(svgs, found, strict=True)}


def test_every_drawing_can_be_seen_on_paper(tmp_path):
    colours = on_paper({name: read_drawing(FOLDER, name) for name in DRAWINGS}, tmp_path)

    assert [name for name, seen in colours.items() if len(seen) < 3] == []


def test_every_part_can_be_seen_on_paper(tmp_path):
    (tmp_path / "delen").symlink_to(FOLDER / "delen")
    svgs = {}
    for file in PARTS:
        for part in ET.parse(file).getroot():
            name = f"{file.stem}-{part.get('id')}"
            use = f'<use href="delen/{file.name}#{part.get("id")}" transform="translate(100 100)"/>'
            (tmp_path / f"{name}.svg").write_text(f'<{SVG} viewBox="0 0 1000 800">{use}</svg>', encoding="utf-8")
            svgs[name] = read_drawing(tmp_path, name)

    colours = on_paper(svgs, tmp_path)

    assert [name for name, seen in colours.items() if len(seen) < 2] == []


def test_words_in_a_drawing_are_set_in_our_own_letters(tmp_path):
    def svg(words: str) -> str:
        return (
            f'<{SVG} viewBox="0 0 200 200"><text font-family="{FONT}" x="20" y="120" font-size="60"'
            f' fill="#1d2b2f">{words}</text></svg>'
        )

    colours = on_paper({"vol": svg("Hoi é"), "leeg": svg("")}, tmp_path)

    assert len(colours["vol"]) > len(colours["leeg"]) == 1

"""The PDFs: readable for all, to be kept, with the words of the text in their order."""

import dataclasses
import hashlib
import io
import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

import page as page_validation
import pypdf
import pypdfium2
import pytest
import zxingcpp

import tree
from check import ROOT
from conftest import copy_project
from names import at_sentence_start
from paper import Paper, PaperError
from papers import LANGUAGES, ODD_NAMES, SCHOOLS, address, glued, letter, named, protocol, read
from pdf import FONTS, render_pdf
from school import School

FONTEIN = School(slug="de-fontein-den-helder", naam="De Fontein", plaats="Den Helder")
PROTOCOLS = [
    pytest.param(school, language, id=f"{language}-{school.slug}")
    for school, language in itertools.product(SCHOOLS, LANGUAGES)
]


def rendered(kind: str, paper: Paper, pages: int) -> bytes:
    """The PDF, checked against PDF/UA-1 and PDF/A-2a, and with no more pages than that."""
    pdf = render_pdf(kind, paper)
    for profile in ("ua1", "2a"):
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        assert report.rules.passed > 50
        # The checker takes a last byte 13 of a stream for the end of its line; we measure the lengths ourselves.
        found = [
            one for one in report.failures if one.rule_id != "PDFA2A-STREAM-LENGTH-001" or not has_right_lengths(pdf)
        ]
        assert [f"{failure.rule_id}: {failure.message}" for failure in found] == []
    assert 1 <= len(pypdfium2.PdfDocument(pdf)) <= pages
    return pdf


def has_right_lengths(pdf: bytes) -> bool:
    """Whether each stream ends just where its /Length says (ISO 32000-1, 7.3.8)."""
    ends = [
        re.compile(rb"\r?\nendstream").match(
            pdf, re.compile(rb"stream\r?\n").search(pdf, found.end()).end() + int(found[1])
        )
        for found in re.finditer(rb"/Length (\d+)", pdf)
    ]
    return len(ends) > 5 and all(ends)


def words(pdf: bytes, paper: Paper) -> str:
    """The words of all pages in the order in which they are read, without spaces, page foot and list numbers."""
    foot = glued([paper.title, paper.version, paper.address.removeprefix("https://").rstrip("/")])
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage().get_text_range().replace("\u00ad", "").replace("\ufffe", "-").replace("\x02", "-")
        text = re.sub(r"(?m)^\d{1,2}\.\s", "", text)
        text = re.sub(r"(pagina|page) (\d+) (van|of) (\d+)", "", text)
        text, found, _ = glued([text]).rpartition(foot)
        assert found
        pages.append(text)
    return "".join(pages)


@pytest.mark.parametrize(("school", "language"), PROTOCOLS)
def test_the_protocol_of_each_school_holds_its_words_in_their_order(school: School, language: str) -> None:
    paper = protocol(school, language)

    found = words(rendered("protocol", paper, pages=4), paper)

    text = glued([tree.plain(paper.filled)])
    head = glued([at_sentence_start(school.naam), school.plaats])
    about = "dit_is_vertaling" if language != "nl" else "dit_is_officieel_ingevuld"
    ours = ("over_dit_document", about)
    closing = [paper.words[key] for key in ours] + [paper.version, paper.words["lees_deze_tekst"]]
    assert found == head + text + glued(closing) + paper.address.removeprefix("https://").rstrip("/")


@pytest.mark.parametrize("kind", ["protocol", "beleid"])
def test_a_text_as_the_board_adopted_it_names_the_foundation(kind: str) -> None:
    paper = protocol(None, kind=kind)

    found = words(rendered("protocol", paper, pages=4), paper)

    assert found.startswith(glued(["Stichting Kopwerk Den Helder", tree.plain(paper.filled)[:60]]))
    assert glued([tree.plain(paper.filled)]) in found
    assert glued(["Hierboven staat de officiële tekst, woord voor woord."]) in found
    assert "ingevuld" not in found


@pytest.mark.parametrize("name", ODD_NAMES)
@pytest.mark.parametrize(
    ("kind", "text", "pages"), [("protocol", "", 4), ("brief", "alles", 2), ("poster", "poster", 1)]
)
def test_a_name_is_printed_as_it_is_written_and_fits(name: str, kind: str, text: str, pages: int) -> None:
    paper = letter(read(text), named(name)) if text else protocol(named(name))

    pdf = rendered(kind, paper, pages)

    found = glued(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert glued([paper.title]) in found
    assert pypdf.PdfReader(io.BytesIO(pdf)).metadata.title == paper.title


@pytest.mark.parametrize("name", [*ODD_NAMES, *(school.naam for school in SCHOOLS)])
def test_the_head_of_the_poster_has_room_for_the_name(name: str) -> None:
    (sheet,) = pypdfium2.PdfDocument(render_pdf("poster", letter(read("poster"), named(name))))
    text = sheet.get_textpage()
    begin, _ = text.search("Zo doen wij").get_next()
    last, length = text.search("zoals WhatsApp en TikTok.").get_next()

    top, bottom = text.get_charbox(begin)[3], text.get_charbox(last + length - 1)[1]

    # The head is 54 mm high; 3 mm of air at least.
    assert sheet.get_height() - top > 3 / 25.4 * 72
    assert sheet.get_height() - bottom < 51 / 25.4 * 72


@pytest.mark.parametrize(
    ("school", "kinds", "message"),
    [
        (
            School(slug="x", naam="De مدرسة", plaats="Den Helder"),
            ("protocol", "brief", "poster"),
            "bij De مدرسة: deze tekens staan niet in ons lettertype: ة د ر س م. "
            "Schrijf de naam of plaats met andere letters in schools/x.yml",
        ),
        (
            School(slug="y", naam="De Wilg", plaats="学"),
            ("protocol", "brief"),
            "bij De Wilg: deze tekens staan niet in ons lettertype: 学. "
            "Schrijf de naam of plaats met andere letters in schools/y.yml",
        ),
    ],
)
def test_letters_that_no_face_has_stop_the_build_and_name_the_school(
    school: School, kinds: tuple[str, ...], message: str
) -> None:
    for kind in kinds:
        text = {"brief": "alles", "poster": "poster"}.get(kind)
        paper = letter(read(text), school) if text else protocol(school)

        with pytest.raises(PaperError) as stopped:
            render_pdf(kind, paper)

        assert stopped.value.problem.path == paper.path
        assert stopped.value.problem.message == message


def test_letters_in_a_text_that_no_face_has_stop_the_build_and_name_the_file() -> None:
    with pytest.raises(PaperError) as stopped:
        render_pdf("brief", letter("# Hoera 🎉", FONTEIN, path="papier/hoera.md"))

    assert str(stopped.value) == (
        "papier/hoera.md: bij De Fontein: deze tekens staan niet in ons lettertype: 🎉. Haal ze uit de tekst."
    )


def test_typst_itself_stops_at_what_the_reader_of_texts_let_through() -> None:
    paper = letter("# Titel\n\n## Kop", FONTEIN)
    skipped = [block | {"level": 3} if block.get("level") == 1 else block for block in paper.blocks]

    with pytest.raises(PaperError) as stopped:
        render_pdf("brief", dataclasses.replace(paper, blocks=skipped))

    assert str(stopped.value).startswith("brief.md: bij De Fontein: de pdf is niet te maken: ")
    assert str(stopped.value).endswith(". Dit is een fout in de vorm, niet in de tekst.")


def test_a_poster_that_is_too_full_stops_the_build() -> None:
    full = read("poster").replace("Je gebruikt", "Je gebruikt " + "heel veel woorden " * 40)

    with pytest.raises(PaperError, match="the text does not fit on the poster"):
        render_pdf("poster", letter(full, FONTEIN))


def test_a_pdf_tells_what_it_is() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf("protocol", protocol(FONTEIN))))
    catalog = reader.trailer["/Root"]

    assert reader.metadata.title == "Protocol Sociale Media De Fontein"
    assert reader.metadata.author == "Stichting Kopwerk"
    assert reader.metadata.creation_date.date().isoformat() == "2013-06-01"
    assert catalog["/Lang"] == "nl"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert {tuple(round(side) for side in sheet.mediabox) for sheet in reader.pages} == {(0, 0, 595, 842)}


def test_the_language_of_a_translation_is_that_of_the_translation() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf("protocol", protocol(FONTEIN, "en"))))

    assert reader.trailer["/Root"]["/Lang"] == "en"


def flat(outline: list[object]) -> list[str]:
    return [
        title for item in outline for title in (flat(item) if isinstance(item, list) else [getattr(item, "title", "")])
    ]


def test_the_bookmarks_are_the_headings() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf("protocol", protocol(FONTEIN))))

    assert flat(reader.outline) == [
        "Inleiding",
        "Uitgangspunten",
        "Doelgroep en reikwijdte",
        "Sociale media in de school",
        "A. Voor alle gebruikers (medewerkers, leerlingen en ouders/verzorgers)",
        "B. Voor medewerkers tijdens werksituaties",
        "C. Voor medewerkers buiten werksituaties",
        "Sancties en gevolgen voor medewerkers en leerlingen",
        "Over dit document",
    ]


def test_only_the_official_text_has_the_face_of_the_official_text() -> None:
    paper = protocol(FONTEIN)
    faces: dict[str, list[str]] = {"Literata": [], "Figtree": []}

    def visit(text: str, matrix: object, text_matrix: object, font: dict[str, str] | None, size: float) -> None:
        if text.strip() and font:
            name = font["/BaseFont"]
            faces["Literata" if "Literata" in name else "Figtree"].append(text)

    for sheet in pypdf.PdfReader(io.BytesIO(render_pdf("protocol", paper))).pages:
        sheet.extract_text(visitor_text=visit)

    official = re.sub(r"\d{1,2}\.$", "", glued(faces["Literata"]))
    numberless = re.sub(r"(?<=[.;:!?)a-z])\d\.(?=[A-Z])", "", official)
    ours = glued(faces["Figtree"])
    assert glued(["Stichting Kopwerk vertrouwt erop dat zijn medewerkers"]) in numberless
    assert glued([paper.words["dit_is_officieel_ingevuld"]]) in ours
    assert glued([paper.words["over_dit_document"]]) not in official
    assert "vertrouwt" not in ours


def test_every_page_says_which_page_it_is() -> None:
    pages = [
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(render_pdf("protocol", protocol(FONTEIN)))
    ]

    assert len(pages) == 3
    assert [f"pagina {number} van 3" in text for number, text in enumerate(pages, 1)] == [True] * 3


def test_every_numbered_list_is_numbered_from_1_as_in_the_text() -> None:
    sheets = pypdfium2.PdfDocument(render_pdf("protocol", protocol(FONTEIN)))
    text = "\n".join(sheet.get_textpage().get_text_range() for sheet in sheets)

    found = [int(number) for number in re.findall(r"(?m)^(\d{1,2})\.\s", text)]

    assert found == [*range(1, 6), *range(1, 3), *range(1, 9), *range(1, 5), *range(1, 4), *range(1, 6)]


def test_links_lead_to_the_article_and_to_the_page_of_the_school() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf("protocol", protocol(FONTEIN))))
    links = [link.get_object() for sheet in reader.pages for link in sheet.get("/Annots", [])]

    assert [link["/A"]["/URI"] for link in links if "/A" in link] == [address(FONTEIN)]
    (inside,) = [link["/Dest"] for link in links if "/A" not in link]
    assert reader.get_destination_page_number(reader.named_destinations[inside]) == 2


@pytest.mark.parametrize(
    ("kind", "text"), [("protocol", ""), ("brief", "alles"), ("poster", "poster")], ids=lambda value: value
)
@pytest.mark.parametrize("school", [FONTEIN, named(ODD_NAMES[-1])], ids=["short", "long"])
def test_the_code_on_paper_leads_to_the_page_of_the_school(kind: str, text: str, school: School) -> None:
    paper = letter(read(text), school) if text else protocol(school)

    # 100 dots per inch, as a photo of a printed page.
    # A letter carries it at the top of its first sheet, the others at the end.
    sheet = list(pypdfium2.PdfDocument(render_pdf(kind, paper)))[0 if kind == "brief" else -1]
    picture = sheet.render(scale=100 / 72).to_pil().convert("L")
    codes = zxingcpp.read_barcodes(picture)

    assert [code.text for code in codes] == [address(school)]
    corners = codes[0].position
    width = (corners.top_right.x - corners.top_left.x) / 100 * 25.4
    assert 24.5 <= width <= 27


def test_a_picture_says_in_words_what_it_shows() -> None:
    pdf = render_pdf("poster", letter(read("poster"), FONTEIN))
    reader = pypdf.PdfReader(io.BytesIO(pdf))

    found = alts(reader)

    assert "Een telefoon met een pauzeteken" in found
    assert f"QR-code met het adres {address(FONTEIN)}" in found
    assert len(found) == 10


def alts(reader: pypdf.PdfReader) -> list[str]:
    """The alternative texts in the structure of a PDF."""
    found = []
    pending = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while pending:
        node = pending.pop().get_object()
        if isinstance(node, list):
            pending += node
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node and not isinstance(node["/K"], int):
                pending.append(node["/K"])
    return found


def test_the_same_paper_gives_the_same_bytes_in_another_process() -> None:
    papers = [("protocol", protocol(FONTEIN)), ("poster", letter(read("poster"), FONTEIN))]
    program = (
        "import sys, hashlib, json; sys.path[:0] = json.loads(sys.argv[1])\n"
        "from test_pdf import *\n"
        "papers = [('protocol', protocol(FONTEIN)), ('poster', letter(read('poster'), FONTEIN))]\n"
        "print([hashlib.sha256(render_pdf(*one)).hexdigest() for one in papers])"
    )
    folders = json.dumps([str(ROOT / "scripts"), str(ROOT / "tests")])

    other = subprocess.run(
        [sys.executable, "-c", program, folders], capture_output=True, text=True, check=True, cwd="/"
    )

    assert other.stdout.strip() == str([hashlib.sha256(render_pdf(*one)).hexdigest() for one in papers])


def test_a_change_in_a_template_shows_in_the_next_pdf(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    paper = letter("# Titel", FONTEIN)
    before = render_pdf("brief", paper, root)
    palette = root / "overrides" / "typst" / "palette.typ"
    palette.write_text(palette.read_text(encoding="utf-8").replace("#0b4f5c", "#5c0b4f"), encoding="utf-8")

    assert render_pdf("brief", paper, root) != before


def test_every_face_of_the_palette_is_installed() -> None:
    palette = (ROOT / "overrides" / "typst" / "palette.typ").read_text(encoding="utf-8")
    named_there = {face.lower().replace(" ", "_") for face in re.findall(r'"([A-Z][A-Za-z ]+)"', palette)}

    assert {name.removeprefix("fontpkg_") for name in FONTS} == named_there

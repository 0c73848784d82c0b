"""The Word files: real headings, lists and fields, with the words of the text in their order."""

import dataclasses
import hashlib
import io
import itertools
import json
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from openxml_audit import FileFormat, OpenXmlValidator

import tree
from check import ROOT
from conftest import missing
from names import at_sentence_start
from paper import Paper
from papers import LANGUAGES, ODD_NAMES, SCHOOLS, address, glued, letter, named, protocol, read
from school import School
from word import render_word, word_language

FONTEIN = School(slug="de-fontein-den-helder", naam="De Fontein", plaats="Den Helder")
PROTOCOLS = [
    pytest.param(school, language, id=f"{language}-{school.slug}")
    for school, language in itertools.product(SCHOOLS, LANGUAGES)
]


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def all_of(document: Document, tag: str) -> list[Any]:
    return list(document.element.body.iter(qn(tag)))


def words(element: Any) -> str:
    """The words in an element, in the order of the file, without spaces; what is typed or ticked left out."""
    found = (
        text.text or ""
        for text in element.iter(qn("w:t"))
        if not any(up.tag == qn("w:sdt") for up in text.iterancestors())
    )
    return glued(found)


@pytest.mark.parametrize(("school", "language"), PROTOCOLS)
def test_the_protocol_of_each_school_holds_its_words_in_their_order(school: School, language: str) -> None:
    paper = protocol(school, language)

    found = words(opened(render_word("protocol", paper)).element.body)

    about = "dit_is_vertaling" if language != "nl" else "dit_is_officieel_ingevuld"
    closing = [paper.words["over_dit_document"], paper.words[about], paper.version, paper.words["lees_deze_tekst"]]
    head = [at_sentence_start(school.naam), school.plaats]
    assert found == glued([*head, tree.plain(paper.filled), *closing, paper.address])


def test_a_letter_holds_its_words_in_their_order() -> None:
    paper = letter(read("alles"), FONTEIN)

    found = words(opened(render_word("brief", paper)).element.body)

    head = ["De Fontein", "Den Helder", paper.words["lees_protocol"], paper.address]
    assert found == glued([*head, tree.plain(paper.filled)])


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_is_written_as_it_is(name: str) -> None:
    paper = protocol(named(name))

    document = opened(render_word("protocol", paper))

    assert document.core_properties.title == paper.title
    assert glued([tree.plain(paper.filled)]) in words(document.element.body)


@pytest.mark.parametrize(
    ("kind", "paper"),
    [
        ("protocol", protocol(FONTEIN)),
        ("protocol", protocol(None)),
        ("protocol", protocol(named(ODD_NAMES[3]), "en")),
        ("brief", letter(read("alles"), FONTEIN)),
        ("brief", dataclasses.replace(letter(read("alles"), FONTEIN), language="ar")),
    ],
    ids=["protocol", "no school", "translation", "letter", "right to left"],
)
def test_word_opens_the_file_without_repairing_it(kind: str, paper: Paper, tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(render_word(kind, paper))

    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)

    assert [error.description for error in result.errors] == []
    assert result.is_valid


def test_the_check_on_word_files_finds_a_property_out_of_place(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    with (
        zipfile.ZipFile(io.BytesIO(render_word("brief", letter("# Titel", FONTEIN)))) as whole,
        zipfile.ZipFile(path, "w") as broken,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:pPr>", b'<w:pPr><w:jc w:val="left"/>', 1)
            broken.writestr(name, content)

    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)

    assert [error.description for error in result.errors] == ["Unexpected element 'pStyle' found"]


def test_title_and_headings_are_real_ones() -> None:
    document = opened(render_word("protocol", protocol(FONTEIN)))

    found = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith(("Title", "Heading"))
    ]

    assert found == [
        ("Title", "Protocol Sociale Media De Fontein"),
        ("Heading 1", "Inleiding"),
        ("Heading 1", "Uitgangspunten"),
        ("Heading 1", "Doelgroep en reikwijdte"),
        ("Heading 1", "Sociale media in de school"),
        ("Heading 2", "A. Voor alle gebruikers (medewerkers, leerlingen en ouders/verzorgers)"),
        ("Heading 2", "B. Voor medewerkers tijdens werksituaties"),
        ("Heading 2", "C. Voor medewerkers buiten werksituaties"),
        ("Heading 1", "Sancties en gevolgen voor medewerkers en leerlingen"),
        ("Heading 1", "Over dit document"),
    ]


def numbers(document: Document) -> list[tuple[str, int]]:
    """(w:num, level) of each item, in the order of the text."""
    return [
        (item.find(qn("w:numId")).get(qn("w:val")), int(item.find(qn("w:ilvl")).get(qn("w:val"))))
        for item in all_of(document, "w:numPr")
    ]


def test_every_numbered_list_begins_at_1_again() -> None:
    document = opened(render_word("protocol", protocol(FONTEIN)))
    lists = [len(list(items)) for _, items in itertools.groupby(numbers(document))]
    numbering = document.part.numbering_part.element

    assert lists == [5, 2, 8, 4, 3, 5]
    assert len({number for number, _ in numbers(document)}) == 6
    starts = {
        number.get(qn("w:numId")): [start.get(qn("w:val")) for start in number.iter(qn("w:startOverride"))]
        for number in numbering.findall(qn("w:num"))
    }
    assert [starts[number] for number in dict.fromkeys(number for number, _ in numbers(document))] == [["1"]] * 6


def test_a_list_in_a_list_is_one_level_deeper() -> None:
    document = opened(render_word("brief", letter("# T\n\n1. een\n2. twee\n    1. twee a\n3. drie", FONTEIN)))

    assert [level for _, level in numbers(document)] == [0, 0, 1, 0]
    assert len({number for number, _ in numbers(document)}) == 2


def test_the_language_stands_on_the_whole_and_on_what_is_in_another_one() -> None:
    document = opened(render_word("brief", letter('# T\n\n<p lang="en">Kind regards</p>', FONTEIN)))
    default = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")

    assert default.get(qn("w:val")) == document.core_properties.language == "nl-NL"
    assert [(mark.get(qn("w:val")), words(mark.getparent().getparent())) for mark in all_of(document, "w:lang")] == [
        ("en-GB", "Kindregards")
    ]


@pytest.mark.parametrize(
    ("language", "expected"), [("nl", "nl-NL"), ("en", "en-GB"), ("uk", "uk-UA"), ("tr", "tr-TR"), ("pt-BR", "pt-BR")]
)
def test_every_language_has_a_name_that_word_knows(language: str, expected: str) -> None:
    assert word_language(language) == expected


def test_the_properties_tell_what_it_is() -> None:
    properties = opened(render_word("protocol", protocol(FONTEIN))).core_properties

    assert (properties.title, properties.author) == ("Protocol Sociale Media De Fontein", "Stichting Kopwerk")
    assert properties.created.replace(tzinfo=None) == properties.modified.replace(tzinfo=None) == datetime(2013, 6, 1)
    assert properties.comments == protocol(FONTEIN).version


def test_the_foot_of_the_page_has_fields_for_the_page_numbers() -> None:
    footer = opened(render_word("protocol", protocol(FONTEIN))).sections[0].footer

    fields = [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))]
    lines = [words(paragraph._p) for paragraph in footer.paragraphs]

    assert fields == ["PAGE", "NUMPAGES"]
    assert lines == [
        "ProtocolSocialeMediaDeFonteinpagina1van1",
        glued([protocol(FONTEIN).version]),
        address(FONTEIN),
    ]


def test_a_page_is_a4() -> None:
    section = opened(render_word("brief", letter("# T", FONTEIN))).sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_a_place_to_fill_in_is_a_field_with_its_label() -> None:
    document = opened(render_word("brief", letter("# T\n\nOp [invullen: datum] om [invullen] uur.", FONTEIN)))

    fields = [
        (field.find(f".//{qn('w:alias')}").get(qn("w:val")), "".join(text.text for text in field.iter(qn("w:t"))))
        for field in all_of(document, "w:sdt")
    ]

    assert fields == [("datum", f"datum{'…' * 12}"), ("…", "…" * 12)]
    assert len(all_of(document, "w:showingPlcHdr")) == 2


def test_a_box_can_be_ticked_and_is_named_after_its_line() -> None:
    document = opened(render_word("brief", letter("# T\n\n- [ ] De **schoolgids**\n- [x] Klaar", FONTEIN)))
    word_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

    boxes = [
        (
            field.find(f".//{qn('w:alias')}").get(qn("w:val")),
            field.find(f".//{word_2010}checked").get(f"{word_2010}val"),
            "".join(text.text for text in field.iter(qn("w:t"))),
        )
        for field in all_of(document, "w:sdt")
    ]

    assert boxes == [("De schoolgids", "0", "☐"), ("Klaar", "1", "☒")]


def test_what_can_be_filled_in_has_a_number_of_its_own() -> None:
    document = opened(render_word("brief", letter(read("alles"), FONTEIN)))
    ids = [mark.get(qn("w:val")) for mark in all_of(document, "w:id")]
    pictures = [mark.get("id") for mark in all_of(document, "wp:docPr")]

    assert len(ids) == 5
    assert len(set(ids + pictures)) == len(ids + pictures)


def test_a_table_repeats_its_header_row() -> None:
    (table,) = opened(render_word("brief", letter(read("alles"), FONTEIN))).tables

    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, False, False, False]
    assert [cell.text for cell in table.rows[0].cells] == ["Minuten", "Onderwerp", "Wie"]
    assert sum(column.width.mm for column in table.columns) == pytest.approx(168, abs=0.1)


def test_every_picture_says_in_words_what_it_shows() -> None:
    document = opened(render_word("brief", letter(read("alles"), FONTEIN)))

    assert [mark.get("descr") for mark in all_of(document, "wp:docPr")] == [
        f"QR-code met het adres {address(FONTEIN)}",
        "Een tekstballon met een hart",
    ]


def test_links_lead_to_places_that_exist() -> None:
    document = opened(render_word("protocol", protocol(FONTEIN)))
    places = {mark.get(qn("w:name")) for mark in all_of(document, "w:bookmarkStart")}
    inside = {link.get(qn("w:anchor")) for link in all_of(document, "w:hyperlink")} - {None}
    outside = [
        document.part.rels[key].target_ref for link in all_of(document, "w:hyperlink") if (key := link.get(qn("r:id")))
    ]

    assert inside == {"p_sancties"} <= places
    assert outside == [address(FONTEIN)]
    assert len(places) == 27 + 9


def test_a_name_keeps_its_order_amid_a_text_from_right_to_left() -> None:
    paper = dataclasses.replace(letter("# قواعد\n\nفي [naam school] الآن.", named("’t Kompas")), language="ar")
    document = opened(render_word("brief", paper))
    runs = {
        words(run).strip("\u200e"): run.find(f".//{qn('w:rtl')}") is not None
        for run in all_of(document, "w:r")
        if words(run)
    }

    assert runs["’tKompas"] is False
    assert runs["في"] is runs["الآن."] is True
    assert all(paragraph.pPr.find(qn("w:bidi")) is not None for paragraph in all_of(document, "w:p"))
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None


def test_the_same_paper_gives_the_same_bytes_in_another_process() -> None:
    papers = [("protocol", protocol(FONTEIN)), ("brief", letter(read("alles"), FONTEIN))]
    program = (
        "import sys, hashlib, json; sys.path[:0] = json.loads(sys.argv[1])\n"
        "from papers import *; from test_word import FONTEIN, render_word\n"
        "papers = [('protocol', protocol(FONTEIN)), ('brief', letter(read('alles'), FONTEIN))]\n"
        "print([hashlib.sha256(render_word(*one)).hexdigest() for one in papers])"
    )
    folders = json.dumps([str(ROOT / "scripts"), str(ROOT / "tests")])

    command = [sys.executable, "-c", program, folders]
    other = subprocess.run(command, capture_output=True, text=True, check=True, cwd="/")

    assert other.stdout.strip() == str([hashlib.sha256(render_word(*one)).hexdigest() for one in papers])


def test_one_document_leaves_nothing_behind_in_the_next() -> None:
    first = render_word("brief", letter(read("alles"), FONTEIN))
    render_word("protocol", protocol(named("Spr@nkel"), "en"))

    assert render_word("brief", letter(read("alles"), FONTEIN)) == first


def test_libreoffice_opens_the_files_with_the_same_words_and_numbers(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        missing("LibreOffice", "Installeer het pakket libreoffice-writer-nogui.")
    lists = letter("# T\n\n1. een\n2. twee\n\n## Kop\n\n1. weer een", FONTEIN)
    papers = {"protocol": protocol(FONTEIN), "brief": lists}
    for kind, paper in papers.items():
        (tmp_path / f"{kind}.docx").write_bytes(render_word(kind, paper))
    profile = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
    command = [str(office), profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]

    subprocess.run([*command, *map(str, tmp_path.glob("*.docx"))], capture_output=True, check=True, timeout=120)

    texts = {kind: (tmp_path / f"{kind}.txt").read_text(encoding="utf-8-sig") for kind in papers}
    assert [line.strip() for line in texts["brief"].splitlines()][-4:] == ["1. een", "2. twee", "Kop", "1. weer een"]
    without_numbers = re.sub(r"(?m)^ *\d+\. ", "", texts["protocol"])
    assert glued([tree.plain(papers["protocol"].filled)]) in glued([without_numbers])
    assert len(re.findall(r"(?m)^ *1\. ", texts["protocol"])) == 6

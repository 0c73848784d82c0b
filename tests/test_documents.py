"""The files that a school downloads: all of them there, right, and made once."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import icalendar
import page as checker
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

import documents
from check import ROOT, read_content
from conftest import copy_project, run_build
from leerlijn import BOUWEN
from school import School, read_schools

CONTENT = read_content(ROOT)[0]
SCHOOLS = read_schools(ROOT / "schools")[0]
SITE_URL = re.search(r"^site_url: (\S+)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M)
ONE_SHEET = (
    *("brief-team", "agenda-team", "checklist-beleid", "poster"),
    *("ouder-groepsapp", "toestemming-beeldmateriaal", "toestemming-uitleg", "gezinsafspraken-4-8"),
    *("gezinsafspraken-8-12", "uitnodiging", "uitnodiging-en", "bedankbrief", "protocol-in-gewone-taal"),
    *("protocol-in-gewone-taal-en", "poster-ouderavond", "formulier-mr"),
)


def folder_of(site: Path, school: School) -> Path:
    return site / "scholen" / school.slug


def for_school(site: Path, school: School, name: str) -> Path:
    stem, _, ending = name.partition(".")
    return folder_of(site, school) / "voor-de-school" / f"{stem}-{school.slug}.{ending}"


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in document)


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.slug)
def test_a_school_has_every_file_that_its_page_speaks_of(site: Path, school: School) -> None:
    named = [text for found in CONTENT.texts.values() for text in found if text.is_named and text.kind != "presentatie"]
    wanted = {f"{documents.file_name(text, 'nl')}.{ending}" for text in named for ending in text.formats}
    wanted |= {"schoolgids-tekst.docx", "qr-code.svg", "qr-code.png", "alles-voor-onze-school.zip"}
    wanted |= {f"ouderavond-groep-{bouw}.zip" for bouw in BOUWEN}
    assert len(wanted) > 40
    missing = [name for name in wanted if not for_school(site, school, name).is_file()]
    own = [f"protocol-sociale-media-{school.slug}.pdf", f"protocol-sociale-media-{school.slug}.docx"]
    missing += [name for name in [*own, "mediawijs-jaar.ics"] if not (folder_of(site, school) / name).is_file()]
    missing += [name for name in own if not (site / "en" / "scholen" / school.slug / name).is_file()]
    assert missing == []


def test_every_pdf_of_the_site_can_be_read_by_everyone(site: Path) -> None:
    """PDF/UA-1 and a title and a language, by a checker of its own."""
    found = sorted(site.rglob("*.pdf"))
    assert len(found) >= len(SCHOOLS) * 9 + 3
    faults = []
    for path in found:
        report = checker.validate_pdf_bytes(path.read_bytes(), profile="ua1")
        assert report.rules.passed > 50
        faults += [f"{path.relative_to(site)}: {fault.rule_id}" for fault in report.failures]
    assert faults == []


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.slug)
def test_letters_and_models_stand_on_one_sheet(site: Path, school: School) -> None:
    pages = {name: len(pypdfium2.PdfDocument(for_school(site, school, f"{name}.pdf"))) for name in ONE_SHEET}

    assert pages == dict.fromkeys(ONE_SHEET, 1)


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.slug)
def test_a_file_is_filled_in_with_the_school_and_nothing_else_is_open(site: Path, school: School) -> None:
    for path in sorted(folder_of(site, school).rglob("*.pdf")):
        text = " ".join(pdf_text(path).split())
        assert school.naam in text, path.name
        assert not re.search(r"\[(naam school|plaats|adres|invullen|bron|document)", text, re.I), path.name
    for path in sorted(folder_of(site, school).rglob("*.docx")):
        document = docx.Document(str(path))
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        assert school.naam in text + (document.core_properties.title or ""), path.name
        assert not re.search(r"\[(naam school|plaats|adres|bron|document)", text, re.I), path.name


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.slug)
def test_the_qr_codes_lead_to_the_page_of_the_school(site: Path, school: School) -> None:
    assert SITE_URL
    address = f"{SITE_URL[1]}scholen/{school.slug}/"
    picture = Image.open(for_school(site, school, "qr-code.png")).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [address]
    sheets = pypdfium2.PdfDocument(folder_of(site, school) / f"protocol-sociale-media-{school.slug}.pdf")
    drawn = sheets[len(sheets) - 1].render(scale=2).to_pil().convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(drawn)] == [address]


@pytest.mark.parametrize("school", SCHOOLS[:3], ids=lambda school: school.slug)
def test_the_zip_holds_the_very_files_of_the_school(site: Path, school: School) -> None:
    with zipfile.ZipFile(for_school(site, school, "alles-voor-onze-school.zip")) as everything:
        packed = {Path(name).name: everything.read(name) for name in everything.namelist()}
    there = {path.name: path for path in folder_of(site, school).rglob("*") if path.suffix not in ("", ".html", ".zip")}
    # The letters with the lessons and the texts of the ouderavond have a zip of their own.
    evening = {
        f"{documents.file_name(text, 'nl')}-{school.slug}.{ending}"
        for found in CONTENT.texts.values()
        for text in found
        if text.folder
        for ending in text.formats
    }
    there = {name: path for name, path in there.items() if not name.startswith("ouderbrief-") and name not in evening}
    assert len(there) > 15
    assert set(packed) == set(there)
    assert [name for name, path in there.items() if path.read_bytes() != packed[name]] == []


def test_the_calendar_holds_the_moments_of_the_policy(site: Path) -> None:
    assert CONTENT.year
    path = folder_of(site, SCHOOLS[0]) / "mediawijs-jaar.ics"
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    events = list(calendar.walk("VEVENT"))

    assert len(events) == len(CONTENT.year.momenten)
    for event in events:
        assert isinstance(event["dtstart"].dt, date)
        assert str(event["url"]).endswith(f"scholen/{SCHOOLS[0].slug}/")


def test_the_three_texts_for_the_schoolgids_are_the_same_on_the_page_and_in_word(site: Path) -> None:
    document = docx.Document(str(for_school(site, SCHOOLS[0], "schoolgids-tekst.docx")))
    in_word = "".join("".join(paragraph.text for paragraph in document.paragraphs).split())
    html = (folder_of(site, SCHOOLS[0]) / "voor-de-school" / "index.html").read_text(encoding="utf-8")
    blocks = LexborHTMLParser(html).css(".kopieer[id^=schoolgids]")
    assert len(blocks) == 3
    for block in blocks:
        for part in block.css("p, li, h4"):
            assert "".join(part.text().split()) in in_word


def changed(change: Callable[[Path], None], tmp_path: Path) -> str:
    root = copy_project(tmp_path / "project")
    change(root)
    result = run_build(root, root / "site")
    assert result.returncode == 1
    told = result.stdout + result.stderr
    assert "Traceback" not in told
    return told


def test_a_letter_that_cannot_be_printed_stops_the_build_and_names_the_school(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        path = root / "schools" / "de-ster-den-helder.yml"
        path.write_text("naam: De 星\nplaats: Den Helder\n", encoding="utf-8")

    told = changed(change, tmp_path)

    assert "bij De 星: deze tekens staan niet in ons lettertype: 星." in told
    assert "schools/de-ster-den-helder.yml" in told


def test_a_file_is_made_once_and_again_when_something_changed(tmp_path: Path) -> None:
    made: list[str] = []

    def file(inputs: str) -> documents.File:
        def make() -> bytes:
            made.append(inputs)
            return inputs.encode()

        return documents.File(path="brief.pdf", inputs=inputs, make=make)

    assert documents.read_or_make(tmp_path, file("een")) == b"een"
    assert documents.read_or_make(tmp_path, file("een")) == b"een"
    assert documents.read_or_make(tmp_path, file("twee")) == b"twee"
    assert made == ["een", "twee"]

"""Zip files: everything in them, nothing that changes from one day to the next."""

import io
import zipfile

import pytest

from bundle import bundle

FILES = {"b.pdf": b"%PDF-1.7", "a/é.ics": b"BEGIN:VCALENDAR\r\n", "leeg.txt": b""}


def test_a_zip_gives_back_each_file_under_its_name() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle(FILES, "de-fontein-den-helder"))) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == {
            f"de-fontein-den-helder/{name}": content for name, content in FILES.items()
        }


def test_the_order_of_the_files_makes_no_difference() -> None:
    assert bundle(FILES) == bundle(dict(reversed(FILES.items())))


def test_a_zip_holds_no_moment_of_packing_and_can_be_read_by_all() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle(FILES))) as found:
        entries = found.infolist()

    assert [(entry.date_time, entry.external_attr >> 16) for entry in entries] == [
        ((1980, 1, 1, 0, 0, 0), 0o100644)
    ] * 3


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../a.pdf", "a/../b.pdf", "a\\b.pdf"])
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        bundle({name: b""})


def test_two_names_that_windows_takes_for_one_are_refused() -> None:
    with pytest.raises(ValueError):
        bundle({"A.pdf": b"1", "a.pdf": b"2"})

"""QR codes lead to exactly the address, from every file that they stand in."""

import io

import pytest
import typst
import zxingcpp
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

import qr
from papers import SCHOOLS, address

ADDRESSES = [address(school) for school in SCHOOLS] + ["https://x.nl/", f"https://x.nl/{'lang-' * 30}/?a=1&b=2#c"]


def read_codes(png: bytes) -> list[zxingcpp.Barcode]:
    """The codes that a camera would find in a picture."""
    return zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))


def drawn(svg: str, width: str = "300pt") -> bytes:
    """The SVG as pixels."""
    page = f"#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), width: {width})"
    result = typst.compile(page.encode(), format="png", ppi=72, ignore_system_fonts=True, sys_inputs={"svg": svg})
    assert isinstance(result, bytes)
    return result


@pytest.mark.parametrize("url", ADDRESSES)
def test_the_png_leads_to_the_address_with_error_correction_m(url: str) -> None:
    (code,) = read_codes(qr.png(url))

    assert (code.text, code.format, code.ec_level) == (url, zxingcpp.BarcodeFormat.QRCode, "M")


@pytest.mark.parametrize("url", ADDRESSES)
def test_the_svg_leads_to_the_address(url: str) -> None:
    (code,) = read_codes(drawn(qr.svg(url)))

    assert code.text == url


def test_a_border_of_four_white_modules_stands_around_the_code() -> None:
    picture = Image.open(io.BytesIO(qr.png("https://x.nl/", scale=3))).convert("L")
    black = picture.point(lambda value: 255 if value < 128 else 0).getbbox()

    assert black == (12, 12, picture.width - 12, picture.height - 12)


def test_the_svg_fits_the_content_policy_and_has_a_name_when_it_is_given_one() -> None:
    svg = qr.svg("https://x.nl/", title="QR-code van De <Wilg>")
    tree = LexborHTMLParser(svg)

    assert tree.css_first("svg > title").text() == "QR-code van De <Wilg>"
    assert not tree.css("[style], style, script")
    assert "title" not in qr.svg("https://x.nl/")


@pytest.mark.parametrize("url", ADDRESSES)
def test_on_paper_the_code_itself_is_25_millimetres_wide(url: str) -> None:
    picture = Image.open(io.BytesIO(qr.png(url, scale=1))).convert("L")
    share = (picture.width - 8) / picture.width

    assert round(qr.paper_width(url) * share, 6) == 25

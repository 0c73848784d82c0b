"""Stamping one finished page out for many schools."""

import pytest

import stamp
from school import School


def school(name: str, slug: str = "de-school-den-helder") -> School:
    return School(slug=slug, naam=name, plaats="Den Helder")


def page_for(html: str, name: str, card: str = "") -> str:
    (page,) = stamp.fill(stamp.split(html), [stamp.values(school(name), card)])
    return page.decode()


def test_the_name_takes_the_place_of_each_placeholder() -> None:
    html = "<p>De goede naam van [naam school].</p><h2>Protocol [naam school]</h2>"

    assert page_for(html, "De Fontein") == "<p>De goede naam van De Fontein.</p><h2>Protocol De Fontein</h2>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Op [naam school] geldt</p>", "<p>Op het Baken geldt</p>"),
        ("<p>[Naam school] besteedt</p>", "<p>Het Baken besteedt</p>"),
        ('<li id="u1">[naam school] onderkent</li>', '<li id="u1">Het Baken onderkent</li>'),
        ("<p>Dat is zo. [naam school] vindt</p>", "<p>Dat is zo. Het Baken vindt</p>"),
        ("<p>Vraag het <strong>[naam school]</strong></p>", "<p>Vraag het <strong>het Baken</strong></p>"),
        ("<h2>Protocol van [naam school]</h2>", "<h2>Protocol van het Baken</h2>"),
    ],
)
def test_a_name_at_the_start_of_a_sentence_has_a_capital(html: str, expected: str) -> None:
    assert page_for(html, "het Baken") == expected


def test_the_folder_is_replaced_only_as_a_part_of_an_address() -> None:
    html = '<a href="../naam-school/">x</a> <a href="/en/scholen/naam-school/#naam-school">y</a> naam-school'

    assert page_for(html, "De Fontein") == (
        '<a href="../de-school-den-helder/">x</a>'
        ' <a href="/en/scholen/de-school-den-helder/#naam-school">y</a> naam-school'
    )


def test_a_name_can_never_become_markup() -> None:
    name = "<script>\"x\"</script> & 'y'"

    assert page_for('<p title="[naam school]">[naam school]</p>', name) == (
        '<p title="&lt;script&gt;&quot;x&quot;&lt;/script&gt; &amp; &#x27;y&#x27;">'
        "&lt;Script&gt;&quot;x&quot;&lt;/script&gt; &amp; &#x27;y&#x27;</p>"
    )


def test_a_name_that_looks_like_a_placeholder_is_not_filled_in_again() -> None:
    assert page_for("<p>op [naam school]</p>", "de [plaats]") == "<p>op de [plaats]</p>"


def test_the_block_with_details_stands_where_its_mark_stood() -> None:
    assert page_for(f"<div>{stamp.CARD}</div>", "De Fontein", "<dl></dl>") == "<div><dl></dl></div>"


def test_a_page_without_placeholders_is_the_same_for_every_school() -> None:
    model = stamp.split("<p>é</p>")
    values = [stamp.values(school("Een")), stamp.values(school("Twee"))]

    assert list(stamp.fill(model, values)) == ["<p>é</p>".encode()] * 2

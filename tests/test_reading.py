"""How hard a text is to read: what counts as a word and as a sentence."""

import pytest

import reading


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kaas-fiets-wolk is één sleutel.", 4),
        ("’t Is foto’s kijken.", 4),
        ("1234 en €5", 3),
        ("**Vet** en *schuin* en [een link](pagina.md#x)", 6),
        ("![Een kat](tekening:kat) kijk", 1),
        ("- [ ] een vakje\n- [x] nog een", 4),
        ("| Kop | Kop |\n| --- | --- |\n| cel | |", 3),
        ("[lijnen: 3]\n\n[tekenvak: 6 cm]", 0),
        ("", 0),
    ],
)
def test_words_are_what_a_reader_sees(text: str, count: int) -> None:
    assert reading.count(text) == count


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mik rent. Saar niet.", ["Mik rent.", "Saar niet."]),
        ("Een zin\nop twee regels.", ["Een zin op twee regels."]),
        ("# Een kop\n\nEn een zin", ["Een kop", "En een zin"]),
        ("- een\n- twee", ["een", "twee"]),
        ("Kies: een of twee?", ["Kies:", "een of twee?"]),
        ("“Mag het?” “Nee!”", ["“Mag het?”", "“Nee!”"]),
        ("Het kost 2.50 en is 1.5 lang", ["Het kost 2.50 en is 1.5 lang"]),
    ],
)
def test_a_heading_an_item_and_a_full_stop_end_a_sentence(text: str, sentences: list[str]) -> None:
    assert list(reading.sentences(text)) == sentences


def test_a_question_inside_a_sentence_is_not_a_sentence_of_its_writer() -> None:
    assert reading.full_stops("Ze vragen “mag het?” en wachten.\nDan doen ze het: nu! Klaar.") == 3


def test_a_sentence_that_is_too_long_is_found_with_its_number_of_words() -> None:
    assert list(reading.long_sentences("Kort. Deze zin is echt te lang.", 4)) == [("Deze zin is echt te lang.", 6)]


def test_a_real_name_is_found_in_a_longer_word_but_not_in_another_one() -> None:
    names = ["WhatsApp", "Signal", "Bing"]

    assert reading.names_in("de WhatsAppgroep in WhatsApp en Bing", names) == ["WhatsApp", "Bing"]
    assert reading.names_in("een signal, geen SignalBing maar Bbing", names) == ["Signal"]

"""What is known about a school: reading its file, and what is said about every fault in it.

`data/scholen/fout/` has one file for each fault; FAULTS says, whole, what the editor reads about it.
"""

import os
import re
import socket
import time
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
import yaml

import names
import school
from school import School, read_school, read_schools

ROOT = Path(__file__).resolve().parent.parent
BAD = ROOT / "tests" / "data" / "scholen" / "fout"
GOOD = ROOT / "tests" / "data" / "scholen" / "goed"
SCHOOLS = sorted(path for path in (ROOT / "schools").glob("*.yml") if not path.name.startswith("_"))
EXAMPLE = ROOT / "schools" / "_voorbeeld.yml"

FAULTS = {
    "aanhalingsteken-open": [
        "1: bij 'naam' wordt het aanhalingsteken \" niet gesloten. Schrijf: naam: De Fontein",
    ],
    "accolades": [
        "1: bij 'naam' begint de tekst met {, en dat betekent in YAML iets anders. "
        'Zet de tekst tussen aanhalingstekens: naam: "{{ naam }}"',
    ],
    "alleen-streepjes": [
        "1: in dit bestand staan nog geen gegevens. "
        "Begin met een kopie van _voorbeeld.yml, of met de regel: naam: De Fontein",
    ],
    "alles-tegelijk": [
        "1: door de dubbele punt in de tekst is deze regel niet te lezen. "
        'Zet de tekst tussen aanhalingstekens: naam: "De Fontein: aan zee"',
        "2: het veld 'Plaats' kennen we niet. Bedoel je 'plaats'?",
        "3: bij 'brin' staat '15ve00'. Een vestigingsnummer is twee cijfers, twee hoofdletters en twee cijfers. "
        "Schrijf: brin: 15VE00",
        "4: deze regel begint met een tab. Begin vooraan op de regel: adres: IJsselmeerstraat 184",
        "5: bij 'postcode' staat '1784ma'. Een postcode is vier cijfers, een spatie en twee hoofdletters. "
        "Schrijf: postcode: 1784 MA",
        "6: bij 'website' staat 'www.fonteindenhelder.nl'. Een webadres begint met https://. "
        "Schrijf: website: https://www.fonteindenhelder.nl",
        "7: bij 'peildatum' staat '1-10-2021'. Schrijf een datum als 2021-10-01.",
        "8: bij 'contact' staat een e-mailadres. Gegevens van personen komen niet op deze site. "
        "Schrijf een functie, bijvoorbeeld: contact: directie",
        "9: bij 'medezeggenschap' staat niets. Vul het in of haal de regel weg.",
        "10: 'brin' staat er twee keer, op regel 3 en 10. Laat één van die regels staan.",
    ],
    "anker": [
        "1: bij 'naam' begint de tekst met &, en dat betekent in YAML iets anders. "
        'Zet de tekst tussen aanhalingstekens: naam: "&fontein De Fontein"',
    ],
    "apostrof-slokt-regels-op": [
        "1: bij 'naam' wordt het aanhalingsteken ' niet gesloten. Schrijf: naam: \"'t Kompas\"",
    ],
    "apostrof-vooraan": [
        "1: bij 'naam' wordt het aanhalingsteken ' niet gesloten. Schrijf: naam: \"'t Kompas\"",
    ],
    "begint-met-apenstaart": [
        "1: bij 'naam' begint de tekst met @, en dat betekent in YAML iets anders. "
        'Zet de tekst tussen aanhalingstekens: naam: "@De Fontein"',
    ],
    "blok": [
        "3: bij 'adres' staat een lijst of een blok. Schrijf één tekst, bijvoorbeeld: adres: IJsselmeerstraat 184",
    ],
    "blok-tekst": [
        "1: de tekst bij 'naam' staat op meer dan één regel. Zet hem op één regel: naam: De Fontein",
    ],
    "brin-met-kleine-letters": [
        "3: bij 'brin' staat '15 ve 00'. Een vestigingsnummer is twee cijfers, twee hoofdletters en twee cijfers. "
        "Schrijf: brin: 15VE00",
    ],
    "brin-van-de-school": [
        "3: bij 'brin' staat '15VE'. Een vestigingsnummer is twee cijfers, twee hoofdletters en twee cijfers. "
        "Schrijf bijvoorbeeld: brin: 15VE00",
    ],
    "contact-e-mailadres": [
        "3: bij 'contact' staat een e-mailadres. Gegevens van personen komen niet op deze site. "
        "Schrijf een functie, bijvoorbeeld: contact: directie",
    ],
    "contact-persoon": [
        "3: bij 'contact' staat de naam van een persoon. Gegevens van personen komen niet op deze site. "
        "Schrijf een functie, bijvoorbeeld: contact: directie",
    ],
    "contact-telefoonnummer": [
        "3: bij 'contact' staat een telefoonnummer. Gegevens van personen komen niet op deze site. "
        "Schrijf een functie, bijvoorbeeld: contact: directie",
    ],
    "datum-31-februari": [
        "3: bij 'peildatum' staat '31 februari'. Schrijf een datum als 2021-10-01.",
    ],
    "datum-aaneen": [
        "3: bij 'peildatum' staat '20211001'. Schrijf een datum als 2021-10-01.",
    ],
    "datum-achterstevoren": [
        "3: bij 'peildatum' staat '1-10-2021'. Schrijf een datum als 2021-10-01.",
    ],
    "datum-bestaat-niet": [
        "3: bij 'peildatum' staat '2021-02-31', en die dag bestaat niet. Schrijf een datum als 2021-10-01.",
    ],
    "datum-in-woorden": [
        "3: bij 'peildatum' staat '1 oktober 2021'. Schrijf een datum als 2021-10-01.",
    ],
    "datum-lang-geleden": [
        "3: bij 'peildatum' staat '0021-10-01'. Schrijf een datum als 2021-10-01.",
    ],
    "datum-met-te-veel-cijfers": [
        "3: bij 'peildatum' staat '1-10-99999999999'. Schrijf een datum als 2021-10-01.",
    ],
    "dubbele-punt": [
        "1: door de dubbele punt in de tekst is deze regel niet te lezen. "
        'Zet de tekst tussen aanhalingstekens: naam: "De Fontein: de school aan zee"',
    ],
    "geen-dubbele-punt": [
        "1: op deze regel staat geen dubbele punt. Schrijf: naam: De Fontein",
    ],
    "geen-spatie": [
        "1: achter de dubbele punt hoort een spatie. Schrijf: naam: De Fontein",
    ],
    "haken-in-de-naam": [
        "1: bij 'naam' staat 'De Fontein [Noord]'. Tussen vierkante haken staat in het protocol wat nog "
        "wordt ingevuld. "
        "Schrijf: naam: De Fontein (Noord)",
    ],
    "invulplek": [
        "1: bij 'naam' staat '[naam school]'. Tussen vierkante haken staat in het protocol wat nog wordt "
        "ingevuld. "
        "Schrijf bijvoorbeeld: naam: De Fontein",
    ],
    "invulplek-tussen-aanhalingstekens": [
        "1: bij 'naam' staat '[naam school]'. Tussen vierkante haken staat in het protocol wat nog wordt "
        "ingevuld. "
        "Schrijf bijvoorbeeld: naam: De Fontein",
    ],
    "keuze-leeg": [
        "3: bij 'brin' staat niets. Vul het in of haal de regel weg.",
        "4: bij 'adres' staat niets. Vul het in of haal de regel weg.",
        "5: bij 'website' staat niets. Vul het in of haal de regel weg.",
    ],
    "label": [
        "1: bij 'naam' begint de tekst met !, en dat betekent in YAML iets anders. "
        'Zet de tekst tussen aanhalingstekens: naam: "!!python/name:os.system De Fontein"',
    ],
    "leeg": [
        "1: in dit bestand staan nog geen gegevens. "
        "Begin met een kopie van _voorbeeld.yml, of met de regel: naam: De Fontein",
    ],
    "lijst": [
        "2: bij 'plaats' staat een lijst of een blok. Schrijf één tekst, bijvoorbeeld: plaats: Den Helder",
    ],
    "lijst-als-veld": [
        "3: deze regel is niet te lezen. "
        "Schrijf een veldnaam, een dubbele punt, een spatie en de tekst, bijvoorbeeld: naam: De Fontein",
    ],
    "lijst-op-een-regel": [
        "2: bij 'plaats' staat een lijst of een blok. Schrijf één tekst, bijvoorbeeld: plaats: Den Helder",
    ],
    "lijst-van-velden": [
        "1: deze regel begint met een streepje. Haal het weg: naam: De Fontein",
        "2: deze regel springt in. Begin vooraan op de regel: plaats: Den Helder",
    ],
    "medezeggenschap-anders": [
        "3: bij 'medezeggenschap' staat 'ouderraad'. Kies MR of GMR. Schrijf bijvoorbeeld: medezeggenschap: MR",
    ],
    "medezeggenschap-met-kleine-letters": [
        "3: bij 'medezeggenschap' staat 'gmr'. Kies MR of GMR. Schrijf: medezeggenschap: GMR",
    ],
    "meer-regels": [
        "1: de tekst bij 'naam' staat op meer dan één regel. Zet hem op één regel: naam: De Fontein",
    ],
    "naam-achter-hekje": [
        "1: bij 'naam' telt niet mee wat na de # komt. Zet de tekst tussen aanhalingstekens: naam: \"#De Fontein\"",
    ],
    "naam-is-tilde": [
        "1: bij 'naam' staat niets. Vul het in, bijvoorbeeld: naam: De Fontein",
    ],
    "naam-leeg": [
        "1: bij 'naam' staat niets. Vul het in, bijvoorbeeld: naam: De Fontein",
    ],
    "naam-met-leesrichting": [
        "1: bij 'naam' staat een onzichtbaar teken (U+202E) in de tekst. Typ de tekst opnieuw: naam: De Fontein",
    ],
    "naam-met-regeleinde": [
        "1: bij 'naam' staat een regeleinde in de tekst. Typ de tekst opnieuw: naam: De Fontein",
    ],
    "naam-met-stuurteken": [
        "1: op deze regel staat een onzichtbaar teken (U+0007). Typ de regel opnieuw: naam: De Fontein",
    ],
    "naam-met-verloren-letter": [
        "1: bij 'naam' staat 'Eben Ha�zer': er is een letter verloren gegaan. "
        "Typ de tekst opnieuw, bijvoorbeeld: naam: De Fontein",
    ],
    "naam-ontbreekt": [
        "1: 'naam' ontbreekt. Voeg een regel toe, bijvoorbeeld: naam: De Fontein",
    ],
    "naam-te-lang": [
        "1: bij 'naam' staan 139 tekens, en er passen er 120: 'De Fontein aan de IJsselmeerstraat De F…'. "
        "Schrijf het korter, bijvoorbeeld: naam: De Fontein",
    ],
    "naam-verminkt": [
        "1: bij 'naam' staat 'Eben HaÃ«zer'. Zo te zien hoort daar: naam: Eben Haëzer",
    ],
    "naam-zonder-letter": [
        "1: bij 'naam' staat '!', zonder letter of cijfer. Schrijf bijvoorbeeld: naam: De Fontein",
    ],
    "niets-dan-een-opmerking": [
        "1: in dit bestand staan nog geen gegevens. "
        "Begin met een kopie van _voorbeeld.yml, of met de regel: naam: De Fontein",
    ],
    "onleesbaar": [
        "3: op deze regel staat geen dubbele punt. Schrijf bijvoorbeeld: naam: De Fontein",
    ],
    "plaats-ontbreekt": [
        "1: 'plaats' ontbreekt. Voeg een regel toe, bijvoorbeeld: plaats: Den Helder",
    ],
    "postcode-aaneen": [
        "3: bij 'postcode' staat '1784ma'. Een postcode is vier cijfers, een spatie en twee hoofdletters. "
        "Schrijf: postcode: 1784 MA",
    ],
    "postcode-zonder-letters": [
        "3: bij 'postcode' staat '1784'. Een postcode is vier cijfers, een spatie en twee hoofdletters. "
        "Schrijf bijvoorbeeld: postcode: 1784 MA",
    ],
    "regel-springt-in": [
        "2: deze regel springt in. Begin vooraan op de regel: plaats: Den Helder",
    ],
    "samenvoegen": [
        "2: '<<<<<<<' bleef over bij het samenvoegen. Kies een van de twee versies en haal dit weg.",
        "4: '=======' bleef over bij het samenvoegen. Kies een van de twee versies en haal dit weg.",
        "5: 'plaats' staat er twee keer, op regel 3 en 5. Laat één van die regels staan.",
        "6: '>>>>>>>' bleef over bij het samenvoegen. Kies een van de twee versies en haal dit weg.",
    ],
    "schuine-streep": [
        "3: bij 'adres' staat een \\ tussen dubbele aanhalingstekens, en dat betekent iets anders. "
        "Schrijf: adres: Kade\\Zuid 1",
    ],
    "tab-vooraan": [
        "2: deze regel begint met een tab. Begin vooraan op de regel: plaats: Den Helder",
    ],
    "tekst-na-aanhalingsteken": [
        "3: bij 'officiele_naam' staat na het sluitende aanhalingsteken nog tekst. "
        "Zet aanhalingstekens om het geheel: officiele_naam: '\"De Fontein\" aan zee'",
    ],
    "twee-delen": [
        "3: met --- begint een tweede deel, en een bestand is één school. Haal die regel weg.",
    ],
    "tweede-deel-na-puntjes": [
        "4: 'naam' staat er twee keer, op regel 1 en 4. Laat één van die regels staan.",
        "4: deze regel is niet te lezen. "
        "Schrijf een veldnaam, een dubbele punt, een spatie en de tekst, bijvoorbeeld: naam: De Fontein",
        "5: 'plaats' staat er twee keer, op regel 2 en 5. Laat één van die regels staan.",
    ],
    "veld-drie-keer": [
        "2: 'naam' staat er drie keer, op regel 1, 2 en 4. Laat één van die regels staan.",
    ],
    "veld-met-hoofdletter": [
        "1: het veld 'Naam' kennen we niet. Bedoel je 'naam'?",
    ],
    "veld-met-tikfout": [
        "3: het veld 'webiste' kennen we niet. Bedoel je 'website'?",
    ],
    "veld-onbekend": [
        "3: het veld 'telefoon' kennen we niet. "
        "Kies uit: naam, plaats, officiele_naam, brin, adres, postcode, website, peildatum, contact, "
        "medezeggenschap.",
    ],
    "veld-twee-keer": [
        "4: 'naam' staat er twee keer, op regel 1 en 4. Laat één van die regels staan.",
    ],
    "veld-zonder-naam": [
        "3: deze regel is niet te lezen. "
        "Schrijf een veldnaam, een dubbele punt, een spatie en de tekst, bijvoorbeeld: naam: De Fontein",
    ],
    "verwijzing": [
        "1: bij 'naam' begint de tekst met *, en dat betekent in YAML iets anders. "
        'Zet de tekst tussen aanhalingstekens: naam: "*fontein"',
    ],
    "vraagteken": [
        "3: bij 'adres' staat niets. Vul het in of haal de regel weg.",
    ],
    "webadres-e-mail": [
        "3: bij 'website' staat 'fontein@school.example'. Een webadres begint met https://. "
        "Schrijf bijvoorbeeld: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-javascript": [
        "3: bij 'website' staat 'javascript:alert(1)'. Een webadres begint met https://, en niet met "
        "'javascript:'. "
        "Schrijf bijvoorbeeld: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-met-een-streep": [
        "3: bij 'website' staat 'https:/www.fonteindenhelder.nl'. Na https: horen twee schuine strepen. "
        "Schrijf: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-met-poort": [
        "3: bij 'website' staat 'https://www.fonteindenhelder.nl:99999'. Zo vindt een browser de website niet. "
        "Schrijf bijvoorbeeld: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-met-spatie": [
        "3: bij 'website' staat 'https://www.fontein denhelder.nl'. In een webadres staan geen spaties. "
        "Schrijf bijvoorbeeld: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-met-teken": [
        "3: bij 'website' staat 'https://www.fonteindenhelder.nl/<naam>'. In een webadres staat geen <. "
        "Schrijf bijvoorbeeld: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-met-tikfout": [
        "3: bij 'website' staat 'htps://www.fonteindenhelder.nl'. Een webadres begint met https://, en niet "
        "met 'htps:'. "
        "Schrijf: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-met-wachtwoord": [
        "3: bij 'website' staan in het webadres inloggegevens, en die ziet zo iedereen. "
        "Verander het wachtwoord en schrijf: website: https://www.fonteindenhelder.nl/beheer",
    ],
    "webadres-te-lang": [
        "3: bij 'website' staan 212 tekens, en er passen er 200: 'https://www.fonteindenhelder.nl/aaaaaaa…'. "
        "Schrijf het korter, bijvoorbeeld: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-zonder-dubbele-punt": [
        "3: bij 'website' staat 'https//www.fonteindenhelder.nl'. Een webadres begint met https://. "
        "Schrijf: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-zonder-https": [
        "3: bij 'website' staat 'www.fonteindenhelder.nl'. Een webadres begint met https://. "
        "Schrijf: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-zonder-naam": [
        "3: bij 'website' staat 'https://'. Na https:// komt de naam van de website. "
        "Schrijf bijvoorbeeld: website: https://www.fonteindenhelder.nl",
    ],
    "webadres-zonder-veld": [
        "3: voor dit webadres staat geen veldnaam. Zet die ervoor: website: https://www.fonteindenhelder.nl",
    ],
    "zomaar-tekst": [
        "1: 'naam' ontbreekt. Voeg een regel toe, bijvoorbeeld: naam: De Fontein",
        "1: 'plaats' ontbreekt. Voeg een regel toe, bijvoorbeeld: plaats: Den Helder",
        "1: op deze regel staat geen dubbele punt. Schrijf bijvoorbeeld: naam: De Fontein",
    ],
}

# Both readers of YAML must say the same; which one is there depends on the computer.
LOADERS = [yaml.BaseLoader, pytest.param(getattr(yaml, "CBaseLoader", None), id="CBaseLoader")]


def said(path: Path) -> list[str]:
    """What the editor reads about a file, as `line: message`."""
    found, problems = read_school(path)
    assert (found is None) == bool(problems), "a school is given only if nothing is to be mended"
    assert all(problem.path == path for problem in problems)
    return [f"{problem.line}: {problem.message}" for problem in problems]


def write(folder: Path, name: str, text: str | bytes = "naam: De Fontein\nplaats: Den Helder\n") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# ---- faults ----


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("stem", sorted(FAULTS))
def test_each_fault_is_said_with_its_line_and_the_remedy(stem, loader, monkeypatch):
    monkeypatch.setattr(school, "LOADER", loader)

    assert said(BAD / f"{stem}.yml") == FAULTS[stem]


def test_every_faulty_file_has_its_message():
    assert sorted(path.name for path in BAD.iterdir()) == sorted(f"{stem}.yml" for stem in FAULTS)


FORBIDDEN = re.compile(r"\b(ongeldig|verboden|vergeten|helaas|s\.v\.p|string|key|null|parse|error|invalid)\b", re.I)


@pytest.mark.parametrize("stem", sorted(FAULTS))
def test_a_message_is_one_line_of_plain_dutch_without_blame(stem):
    for message in FAULTS[stem]:
        assert "\n" not in message
        assert not FORBIDDEN.search(message)


PASTE = re.compile(r"\b((?:naam|plaats|officiele_naam|brin|adres|postcode|website|contact|medezeggenschap): .+)$")


@pytest.mark.parametrize("stem", sorted(FAULTS))
def test_a_line_that_a_message_offers_for_pasting_is_right(stem, tmp_path):
    offered = [found[1] for message in FAULTS[stem] if (found := PASTE.search(message))]
    for number, line in enumerate(offered):
        rest = [one for one in ("naam: X", "plaats: Y") if one.partition(":")[0] != line.partition(":")[0]]

        assert said(write(tmp_path, f"plak-{number}.yml", "\n".join([line, *rest]))) == []


def test_a_remedy_can_be_pasted_for_most_faults():
    assert sum(bool(PASTE.search(message)) for messages in FAULTS.values() for message in messages) > 60


def test_a_file_in_windows_1252_is_reported_with_the_line_and_its_other_faults(tmp_path):
    text = "# school\nplaats: Den Helder\nnaam: Eben Haëzer\npostcode: 1784ma\n"
    path = write(tmp_path, "eben-haezer.yml", text.encode("cp1252"))

    assert said(path) == [
        "3: 'naam: Eben Haëzer' is niet opgeslagen als UTF-8. Kies bij 'Opslaan als' de codering UTF-8.",
        "4: bij 'postcode' staat '1784ma'. Een postcode is vier cijfers, een spatie en twee hoofdletters. "
        "Schrijf: postcode: 1784 MA",
    ]


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_lines_are_counted_the_same_with_every_kind_of_line_break(breaks, tmp_path):
    text = f"naam: De Fontein{breaks}plaats: Ÿ{breaks}brin: x{breaks}"

    assert [one.partition(":")[0] for one in said(write(tmp_path, "a.yml", text.encode()))] == ["3"]
    assert [one.partition(":")[0] for one in said(write(tmp_path, "b.yml", text.encode("cp1252")))] == ["2", "3"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_file_in_utf_16_is_reported_with_its_other_faults(encoding, tmp_path):
    text = ("\ufeff" if encoding == "utf-16-be" else "") + "naam: De Fontein\nplaats:\n"

    assert said(write(tmp_path, "a.yml", text.encode(encoding))) == [
        "1: dit bestand is opgeslagen als UTF-16. Kies bij 'Opslaan als' de codering UTF-8.",
        "2: bij 'plaats' staat niets. Vul het in, bijvoorbeeld: plaats: Den Helder",
    ]


def test_a_picture_is_no_school(tmp_path):
    assert said(write(tmp_path, "a.yml", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")) == [
        "1: dit is geen tekstbestand. Vervang het door een kopie van _voorbeeld.yml en vul die in."
    ]


def test_a_file_that_cannot_be_a_school_is_refused_by_its_size(tmp_path):
    assert said(write(tmp_path, "a.yml", "#" * (school.MAX_BYTES + 1))) == [
        "1: dit bestand is groter dan 8 kB; een school past op tien regels. Begin met een kopie van _voorbeeld.yml."
    ]


LAUGHS = "\n".join(
    ["a: &a [x, x]", *(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]" for n in range(20))]
)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text",
    [
        LAUGHS,
        "naam: " + "[" * 8_000,
        "naam: " + "[\n" * 4_000,
        "naam: " + "{a: " * 2_000,
        "".join(" " * depth + "a:\n" for depth in range(120)),
        "naam: " + "'" * 8_000,
        "naam: " + "a: " * 2_500,
        "\n".join(["naam: 't"] * 900),
        "- " * 4_000,
    ],
    ids=["laughs", "lists", "lines of lists", "blocks", "depth", "quotes", "colons", "lines", "dashes"],
)
def test_a_monstrous_file_is_refused_in_dutch_and_at_once(text, loader, tmp_path, monkeypatch):
    monkeypatch.setattr(school, "LOADER", loader)
    path = write(tmp_path, "a.yml", text)
    start = time.process_time()

    assert path.stat().st_size <= school.MAX_BYTES
    assert said(path)
    assert time.process_time() - start < 5  # without the limits: minutes


# ---- what is no ordinary file ----


def test_a_link_that_leads_nowhere_is_reported(tmp_path):
    (tmp_path / "a.yml").symlink_to(tmp_path / "weg.yml")

    assert said(tmp_path / "a.yml") == [
        "1: deze verwijzing loopt dood. Zet het bestand zelf hier neer, of haal de verwijzing weg."
    ]


def test_a_link_to_a_school_is_read(tmp_path):
    (tmp_path / "a.yml").symlink_to(write(tmp_path, "echt.yml"))

    assert said(tmp_path / "a.yml") == []


def test_a_file_that_cannot_be_opened_is_reported(tmp_path, monkeypatch):
    path = write(tmp_path, "a.yml")

    def refuse(self: Path) -> bytes:
        raise PermissionError

    # Taking the right to read away proves nothing: root reads everything.
    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert said(path) == ["1: dit bestand is niet te openen. Kijk of het er is, en of je het mag lezen."]


def test_a_file_that_is_not_there_is_reported(tmp_path):
    assert said(tmp_path / "a.yml") == ["1: dit bestand is niet te openen. Kijk of het er is, en of je het mag lezen."]


def test_a_socket_or_pipe_is_not_waited_for(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "a.yml")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("b.yml")

        expected = ["1: dit is geen gewoon bestand. Vervang het door een kopie van _voorbeeld.yml en vul die in."]
        assert said(tmp_path / "a.yml") == expected
        assert said(tmp_path / "b.yml") == expected


# ---- the file's name ----


@pytest.mark.parametrize(
    ("name", "message"),
    {
        "De Fontein.yml": "een bestandsnaam is het adres van de school: kleine letters, cijfers en streepjes. "
        "Noem het bestand: de-fontein.yml",
        "de--fontein-.yml": "een bestandsnaam is het adres van de school: kleine letters, cijfers en streepjes. "
        "Noem het bestand: de-fontein.yml",
        "eben-haëzer.yml": "een bestandsnaam is het adres van de school: kleine letters, cijfers en streepjes. "
        "Noem het bestand: eben-haezer.yml",
        "!.yml": "een bestandsnaam is het adres van de school: kleine letters, cijfers en streepjes. "
        "Noem het bestand: de-fontein-den-helder.yml",
        "naam-school.yml": "naam-school.yml gebruikt de site zelf. Noem het bestand bijvoorbeeld: "
        "de-fontein-den-helder.yml",
        "index.yml": "index.yml gebruikt de site zelf. Noem het bestand bijvoorbeeld: de-fontein-den-helder.yml",
        "a" * 121 + ".yml": "deze bestandsnaam telt 121 tekens, en er passen er 120. Noem het bestand bijvoorbeeld: "
        + "a" * 60
        + ".yml",
        "de-fontein.yaml": "een school staat in een bestand dat op .yml eindigt. Noem dit bestand: de-fontein.yml",
        "de-fontein.YML": "een school staat in een bestand dat op .yml eindigt. Noem dit bestand: de-fontein.yml",
        "de-fontein.yml.txt": "een school staat in een bestand dat op .yml eindigt. Noem dit bestand: de-fontein.yml",
        "lijst.xlsx": "dit bestand is geen school. Verplaats het, of laat zijn naam beginnen met een _",
    }.items(),
)
def test_a_file_name_that_is_no_address_gets_a_better_one(name, message, tmp_path):
    write(tmp_path, name)

    schools, problems = read_schools(tmp_path)

    assert schools == []
    assert [(one.path.name, one.line, one.message) for one in problems] == [(name, 1, message)]


@pytest.mark.parametrize("name", ["de-fontein.yml", "de-fontein"])
def test_a_folder_in_the_place_of_a_file_is_reported(name, tmp_path):
    (tmp_path / name).mkdir()

    schools, problems = read_schools(tmp_path)

    assert schools == []
    assert [(one.path.name, one.message) for one in problems] == [
        (name, "dit is een map, en een school is één bestand. Zet de gegevens in: de-fontein.yml")
    ]
    assert read_school(tmp_path / name)[1] == problems


# ---- the folder ----


def test_the_schools_stand_by_place_and_name_whatever_their_files_are_called(tmp_path):
    for name, text in {
        "a.yml": "naam: ’t Kompas\nplaats: Schagen\n",
        "b.yml": "naam: Eben Haëzer\nplaats: Den Helder\n",
        "c.yml": "naam: de Wilg\nplaats: Schagen\n",
        "d.yml": "naam: De Ark\nplaats: Den Helder\n",
        "_voorbeeld.yml": "dit: is geen school\n",
        ".verborgen.yml": "dit: ook niet\n",
    }.items():
        write(tmp_path, name, text)

    schools, problems = read_schools(tmp_path)

    assert problems == []
    assert [one.slug for one in schools] == ["d", "b", "c", "a"]


def test_all_faults_of_all_files_come_in_one_run_sorted_and_the_good_schools_with_them(tmp_path):
    write(tmp_path, "c.yml")
    write(tmp_path, "b.yml", "naam: De Wilg\nplaats: Schagen\nbrin: x\npostcode: y\n")
    write(tmp_path, "a.yml", "naam: De Ark: de school\nplaats:\n")

    schools, problems = read_schools(tmp_path)

    assert [one.slug for one in schools] == ["c"]
    assert [(one.path.name, one.line) for one in problems] == [("a.yml", 1), ("a.yml", 2), ("b.yml", 3), ("b.yml", 4)]


def test_one_vestigingsnummer_in_two_files_is_reported_even_if_they_have_other_faults(tmp_path):
    write(tmp_path, "a.yml", "naam: De Fontein\nplaats: Den Burg\nbrin: 15VE00\n")
    write(tmp_path, "b.yml", "plaats: Den Helder\n# hier\nbrin: 15VE00\nnaam:\n")

    _, problems = read_schools(tmp_path)

    assert [(one.path.name, one.line, one.message) for one in problems] == [
        (
            "b.yml",
            3,
            "'brin: 15VE00' staat ook in a.yml, op regel 3. Elke school heeft een eigen nummer. "
            "Verbeter een van de twee, of haal die regel weg.",
        ),
        ("b.yml", 4, "bij 'naam' staat niets. Vul het in, bijvoorbeeld: naam: De Fontein"),
    ]


def test_two_schools_with_one_name_in_one_place_are_reported(tmp_path):
    write(tmp_path, "a.yml")
    write(tmp_path, "b.yml", "plaats: DEN HELDER\nnaam: de fontein\n")
    write(tmp_path, "c.yml", "plaats: Den Burg\nnaam: De Fontein\n")

    _, problems = read_schools(tmp_path)

    assert [(one.path.name, one.line, one.message) for one in problems] == [
        (
            "b.yml",
            2,
            "in a.yml heet ook een school de fontein in DEN HELDER. Zet er de straat of de wijk bij, "
            "bijvoorbeeld: naam: de fontein (Dorpsstraat)",
        )
    ]


def test_a_folder_without_a_school_is_a_problem(tmp_path):
    write(tmp_path, "_voorbeeld.yml")

    schools, problems = read_schools(tmp_path)

    assert schools == []
    assert [(one.path, one.line, one.message) for one in problems] == [
        (
            tmp_path,
            0,
            "in deze map staat nog geen school. Kopieer _voorbeeld.yml, vul de kopie in en geef haar een naam als: "
            "de-fontein-den-helder.yml",
        )
    ]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path):
    schools, problems = read_schools(tmp_path / "weg")

    assert schools == []
    assert [(one.line, one.message) for one in problems] == [
        (0, "deze map is er niet, of is niet te openen. Maak een map met de naam: schools")
    ]


def test_two_thousand_schools_are_read_in_less_than_two_seconds(tmp_path):
    text = SCHOOLS[0].read_text(encoding="utf-8")
    for number in range(2_000):
        own = text.replace("naam: ", f"naam: {number} ", 1)
        brin = f"00{chr(65 + number // 100)}A{number % 100:02}"
        write(tmp_path, f"school-{number}.yml", re.sub("brin: .*", f"brin: {brin}", own))
    start = time.process_time()

    schools, problems = read_schools(tmp_path)

    assert time.process_time() - start < 2
    assert (len(schools), problems) == (2_000, [])


# ---- good files ----


def test_every_key_is_read_typeset_and_as_typed():
    assert read_school(GOOD / "alles-ingevuld.yml") == (
        School(
            slug="alles-ingevuld",
            naam="’t\u00a0Kompas",
            plaats="’s-Gravenhage",
            officiele_naam="Basisschool ’t\u00a0Kompas",
            brin="15VE00",
            adres="’s-Gravenzandelaan 262",
            postcode="1784 MA",
            website="http://www.kompas.example/school?a=b@c#d",
            peildatum=date(2021, 10, 1),
            contact="de directie, of de intern begeleider",
            medezeggenschap="GMR",
        ),
        [],
    )


def test_what_looks_like_code_is_a_name_like_any_other():
    found, problems = read_school(GOOD / "code-in-de-naam.yml")

    assert problems == []
    assert found is not None
    assert found.naam == '<script>alert("x & y")</script> {{ naam }} {% x %}'


def test_nothing_is_guessed_of_numbers_times_and_yes_or_no():
    assert read_school(GOOD / "zoals-getypt.yml") == (
        School(slug="zoals-getypt", naam="no", plaats="1.10", adres="8:30", contact="null"),
        [],
    )


def test_what_is_left_out_is_unknown_and_not_empty(tmp_path):
    assert read_school(write(tmp_path, "a.yml")) == (School(slug="a", naam="De Fontein", plaats="Den Helder"), [])


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfnaam: Eben Ha\xc3\xabzer\r\nplaats: Den Helder\r\n",
        b"naam:\tEben  Ha\xc3\xabzer\t # zo\nplaats:   Den Helder\t\n\t\n",
        b"  naam: Eben Ha\xc3\xabzer\n  plaats: Den Helder",
        b'{"naam": "Eben Ha\\u00ebzer", "plaats": "Den Helder"}',
        b"%YAML 1.1\n---\nnaam: Eben Hae\xcc\x88zer\nplaats: 'Den Helder'\n...\n",
    ],
    ids=["bom", "tabs", "indented", "json", "directive"],
)
def test_other_ways_to_write_the_same_are_read_the_same(data, loader, tmp_path, monkeypatch):
    monkeypatch.setattr(school, "LOADER", loader)

    expected = School(slug="a", naam="Eben Haëzer", plaats="Den Helder")
    assert read_school(write(tmp_path, "a.yml", data)) == (expected, [])


@pytest.mark.parametrize("naam", ["n" * 120, "1e", "École", "Ünïversüm", "De Springstok (locatie Zuid), o.b.s. №1"])
def test_a_long_or_odd_name_is_accepted(naam, tmp_path):
    found, problems = read_school(write(tmp_path, "a.yml", f"naam: {naam}\nplaats: Ee\n"))

    assert problems == []
    assert found is not None
    assert found.naam == naam


@pytest.mark.parametrize(
    "address",
    [
        "https://www.fonteindenhelder.nl",
        "http://www.fonteindenhelder.nl/",
        "HTTPS://WWW.FONTEINDENHELDER.NL",
        "https://scholen.voorbeeld.nl:8443/de-fontein/?groep=1&les=2#boven",
        "https://xn--caf-dma.example",
        "https://café.example/'t-kompas",
        "https://voorbeeld.nl/?mail=a@b.nl",
    ],
)
def test_a_web_address_of_any_ordinary_kind_is_accepted(address):
    assert school.check_value("website", address) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://localhost",
        "https://",
        "https:///pad",
        "https://?a",
        "https://[::1]/",
        "https://[x",
        "https://a..nl",
        "https://-",
        "https://www.x,nl",
        "https://a.nl:0",
        "https://a.nl:x",
        "https://a.nl\\@b.nl",
        "//a.nl",
        "data:text/html,x",
        "vbscript:x",
        " javascript:x",
        "JaVaScRiPt://a.nl/%0aalert(1)",
        "https://a@b@c.nl",
        "https://a.nl/\u202e",
        "https://a.nl/\x00",
    ],
)
def test_a_web_address_that_leads_nowhere_or_elsewhere_is_refused(address):
    assert school.check_value("website", address)


def test_a_password_in_a_web_address_is_not_repeated():
    message = school.check_value("website", "https://jan:geheim@voorbeeld.nl/")

    assert message is not None
    assert "geheim" not in message
    assert "jan" not in message


@pytest.mark.parametrize("contact", ["directie", "de locatieleider", "Leerkracht van groep 5 t/m 8 (vmbo)", "MT & IB"])
def test_a_role_is_accepted_as_contact(contact):
    assert school.check_value("contact", contact) is None


# ---- writing ----


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("value", "line"),
    {
        "De Fontein": "naam: De Fontein",
        "’t Kompas": "naam: ’t Kompas",
        "2021-10-01": "naam: 2021-10-01",
        "'t Kompas": 'naam: "\'t Kompas"',
        'Basisschool "Kla4"': 'naam: Basisschool "Kla4"',
        '"Kla4"': "naam: '\"Kla4\"'",
        '"\'t Kompas"': 'naam: "\\"\'t Kompas\\""',
        "De Ark: de school": 'naam: "De Ark: de school"',
        "De Ark #1": 'naam: "De Ark #1"',
        "@school": 'naam: "@school"',
        "{{ naam }}": 'naam: "{{ naam }}"',
        "a\\b: c": 'naam: "a\\\\b: c"',
        "null": 'naam: "null"',
        "~": 'naam: "~"',
        "-": 'naam: "-"',
        "": 'naam: ""',
    }.items(),
)
def test_a_line_has_quotes_only_where_yaml_needs_them_and_reads_back_the_same(value, line, loader, monkeypatch):
    monkeypatch.setattr(school, "LOADER", loader)

    assert school.as_line("naam", value) == line
    assert yaml.load(line, Loader=yaml.BaseLoader) == {"naam": value}


# ---- our own files ----


@pytest.mark.parametrize("path", SCHOOLS, ids=lambda path: path.stem)
def test_school_file_has_nothing_to_mend(path):
    assert said(path) == []


def test_the_schools_have_nothing_to_mend_among_each_other():
    schools, problems = read_schools(ROOT / "schools")

    assert problems == []
    assert [one.slug for one in sorted(schools, key=lambda one: one.slug)] == [path.stem for path in SCHOOLS]
    assert len({one.naam for one in schools}) < len(schools), "two schools De Fontein: the address needs the place"


def test_the_keys_have_one_list():
    assert ["slug", *school.EXAMPLES] == [one.name for one in fields(School)]


def test_every_example_in_a_message_is_itself_right():
    assert {key: school.check_value(key, value) for key, value in school.EXAMPLES.items()} == dict.fromkeys(
        school.EXAMPLES
    )


def test_the_example_file_shows_every_key_in_order_each_with_an_explanation():
    blocks = EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")
    pairs = [block.splitlines() for block in blocks[1:]]

    assert [line.lstrip("#").partition(":")[0] for _, line in pairs] == list(school.EXAMPLES)
    assert all(re.match(r"# [A-Z].*\.$", comment) for comment, _ in pairs)


def test_the_example_file_can_be_copied_as_it_is_and_with_every_key(tmp_path):
    text = EXAMPLE.read_text(encoding="utf-8")
    keys = "|".join(school.EXAMPLES)
    bare = write(tmp_path, "kaal.yml", text)
    full = write(tmp_path, "vol.yml", re.sub(rf"^#({keys}):", r"\1:", text, flags=re.MULTILINE))

    assert said(bare) == []
    assert said(full) == []
    found, _ = read_school(full)
    assert found is not None
    assert None not in [getattr(found, key) for key in school.EXAMPLES]


def test_the_schools_names_are_typeset_for_reading():
    schools, _ = read_schools(ROOT / "schools")

    assert all(one.naam == names.typeset(one.naam) for one in schools)

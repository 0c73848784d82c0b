"""The import from DUO's register of primary schools.

`data/register/vestigingen-bo-2021-10.csv` holds the header and the twenty rows of board 79874 of DUO's own file, byte
for byte; `vestigingen-later.csv` is made up, in the later layout.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

import register
import school
from register import Difference, main
from school import School

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data" / "register"
OLD = DATA / "vestigingen-bo-2021-10.csv"
LATER = DATA / "vestigingen-later.csv"
FONTEIN = "de-fontein-den-helder.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The project's own schools, to change."""
    shutil.copytree(ROOT / "schools", tmp_path / "schools")
    return tmp_path / "schools"


def run(folder: Path, *more: str, bestand: Path = OLD, bestuur: str = "79874") -> int:
    return main(["--bestuur", bestuur, "--bestand", str(bestand), "--map", str(folder), *more])


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def newer(tmp_path: Path, *changes: tuple[str, str], without: str = "#") -> Path:
    """The register of a year later, with other words in it and without the rows that hold a certain text."""
    rows = [row for row in OLD.read_text(encoding="cp1252").splitlines() if without not in row]
    text = "\n".join(rows) + "\n"
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "vestigingen-bo-2022-10.csv"
    path.write_text(text, encoding="cp1252")
    return path


# ---- the whole command ----


def test_the_register_gives_exactly_the_schools_that_stand_in_the_project(tmp_path):
    made = tmp_path / "schools"
    made.mkdir()

    assert run(made, "--schrijf") == 0

    own = {name: text for name, text in contents(ROOT / "schools").items() if not name.startswith("_")}
    assert len(own) == 20
    assert contents(made) == own
    assert school.read_schools(made)[1] == []


def test_without_schrijf_nothing_is_written_and_the_report_says_so(tmp_path, capsys):
    made = tmp_path / "schools"
    made.mkdir()

    assert run(made) == 0

    told = capsys.readouterr().out.splitlines()
    assert list(made.iterdir()) == []
    assert told[:2] == [
        "Bestuur 79874, register van 2021-10-01, scholen in de map schools.",
        "nieuw: De Fontein, Den Burg. Dit wordt: de-fontein-den-burg.yml",
    ]
    assert told[-2:] == [
        "20 nieuw, 0 anders, 0 verdwenen, 0 gelijk.",
        "Dit was proefdraaien. Bestanden maken voor de nieuwe scholen? Zet erachter: --schrijf",
    ]


def test_doing_it_again_changes_nothing(folder, capsys):
    before = contents(folder)

    assert run(folder, "--schrijf", "--vervang") == 0

    assert contents(folder) == before
    assert capsys.readouterr().out.splitlines() == [
        "Bestuur 79874, register van 2021-10-01, scholen in de map schools.",
        "0 nieuw, 0 anders, 0 verdwenen, 20 gelijk.",
    ]


def test_what_a_person_changed_stays_and_is_said(folder, capsys):
    edit(folder / FONTEIN, "adres: IJsselmeerstraat 184", "adres: Waddenzeestraat 1 # sinds 2024")
    edit(folder / FONTEIN, "website: https://www.fonteindenhelder.nl\n", "contact: directie\n")
    before = contents(folder)

    assert run(folder, "--schrijf") == 0

    assert contents(folder) == before
    assert capsys.readouterr().out.splitlines()[1:] == [
        "anders: de-fontein-den-helder.yml: bij 'adres' staat 'Waddenzeestraat 1', "
        "in het register 'IJsselmeerstraat 184'.",
        "anders: de-fontein-den-helder.yml: bij 'website' staat niets, "
        "in het register 'https://www.fonteindenhelder.nl'.",
        "0 nieuw, 1 anders, 0 verdwenen, 19 gelijk.",
        "Overnemen wat in het register anders is? Zet erachter: --schrijf --vervang",
    ]


def test_with_vervang_the_values_are_replaced_and_the_rest_of_the_file_stays(folder, capsys):
    edit(folder / FONTEIN, "adres: IJsselmeerstraat 184", "adres: 'Waddenzeestraat 1' # sinds 2024")
    edit(folder / FONTEIN, "website: https://www.fonteindenhelder.nl\n", "# vraag het na\ncontact: directie\n")
    others = {name: text for name, text in contents(folder).items() if name != FONTEIN}

    assert run(folder, "--schrijf", "--vervang") == 0

    after = contents(folder)
    assert after.pop(FONTEIN).splitlines()[5:] == [
        "adres: IJsselmeerstraat 184 # sinds 2024",
        "postcode: 1784 MA",
        "website: https://www.fonteindenhelder.nl",
        "# vraag het na",
        "contact: directie",
        "peildatum: 2021-10-01",
    ]
    assert after == others
    assert (
        "anders: de-fontein-den-helder.yml: bij 'adres' staat 'Waddenzeestraat 1', "
        "in het register 'IJsselmeerstraat 184'. Vervangen." in capsys.readouterr().out.splitlines()
    )


def test_a_better_name_that_a_person_gave_is_not_reported(folder, capsys):
    edit(
        folder / "dr-a-kuyperschool-andijk.yml", "naam: Dr A Kuyperschool\nplaats", "naam: Dr. A. Kuyperschool\nplaats"
    )

    assert run(folder) == 0

    assert capsys.readouterr().out.splitlines()[-1] == "0 nieuw, 0 anders, 0 verdwenen, 20 gelijk."


def test_a_fact_that_only_the_person_knows_is_not_reported(folder, capsys):
    edit(folder / "de-regenboog-sint-maarten.yml", "peildatum: ", "website: https://regenboog.example\npeildatum: ")

    assert run(folder) == 0

    assert capsys.readouterr().out.splitlines()[-1] == "0 nieuw, 0 anders, 0 verdwenen, 20 gelijk."


def test_a_later_register_brings_new_changed_and_vanished_schools(folder, tmp_path, capsys):
    (folder / "de-rank-julianadorp.yml").unlink()
    bestand = newer(tmp_path, ("Basisschool Schoter Duyn", "Basisschool De Duinroos"), without="10HN00")

    assert run(folder, bestand=bestand) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "Bestuur 79874, register van 2022-10-01, scholen in de map schools."
    assert "nieuw: De Rank, Julianadorp. Dit wordt: de-rank-julianadorp.yml" in told
    assert [line for line in told if "schoter-duyn" in line] == [
        "anders: schoter-duyn-den-helder.yml: bij 'naam' staat 'Schoter Duyn', in het register 'De Duinroos'.",
        "anders: schoter-duyn-den-helder.yml: bij 'officiele_naam' staat 'Basisschool Schoter Duyn', "
        "in het register 'Basisschool De Duinroos'.",
        "anders: schoter-duyn-den-helder.yml: bij 'peildatum' staat '2021-10-01', in het register '2022-10-01'.",
    ]
    assert (
        "verdwenen bij bestuur 79874: De Ark, Schagen, staat niet meer in het register. "
        "Doet de school niet meer mee, haal dan het bestand weg: de-ark-schagen.yml" in told
    )
    assert "1 nieuw, 18 anders, 1 verdwenen, 0 gelijk." in told


def test_a_school_that_went_to_another_board_is_named_with_it(folder, tmp_path, capsys):
    bestand = newer(tmp_path, ("79874;10HN", "12345;10HN"))

    assert run(folder, bestand=bestand) == 0

    assert (
        "verdwenen bij bestuur 79874: De Ark, Schagen, staat nu bij bestuur 12345. "
        "Doet de school niet meer mee, haal dan het bestand weg: de-ark-schagen.yml" in capsys.readouterr().out
    )


def test_a_renamed_school_keeps_its_address(folder, tmp_path):
    before = set(contents(folder))
    bestand = newer(tmp_path, ("Basisschool Schoter Duyn", "Basisschool De Duinroos"))

    assert run(folder, "--schrijf", "--vervang", bestand=bestand) == 0

    after = contents(folder)
    assert set(after) == before
    assert after["schoter-duyn-den-helder.yml"].splitlines()[:4] == [
        "# Bron: DUO, Alle vestigingen basisonderwijs, open data, peildatum 2022-10-01",
        "naam: De Duinroos",
        "plaats: Den Helder",
        "officiele_naam: Basisschool De Duinroos",
    ]
    assert all("2021" not in text for name, text in after.items() if not name.startswith("_"))


def test_an_older_register_does_not_undo_a_newer_file(folder, capsys):
    edit(folder / FONTEIN, "peildatum: 2021-10-01", "peildatum: 2023-10-01")
    edit(folder / FONTEIN, "adres: IJsselmeerstraat 184", "adres: Waddenzeestraat 1")
    before = contents(folder)

    assert run(folder, "--schrijf", "--vervang") == 0

    assert contents(folder) == before
    assert capsys.readouterr().out.splitlines()[1:] == [
        "nieuwer: de-fontein-den-helder.yml is van 2023-10-01, na dit register. Er verandert niets.",
        "0 nieuw, 0 anders, 0 verdwenen, 20 gelijk.",
    ]


def test_a_file_without_a_number_is_recognised_by_its_name(folder, capsys):
    edit(folder / FONTEIN, "brin: 15VE00\n", "")

    assert run(folder, "--schrijf") == 0

    assert (
        "anders: de-fontein-den-helder.yml: bij 'brin' staat niets, in het register '15VE00'."
        in capsys.readouterr().out
    )


def test_a_school_that_is_not_in_the_register_and_has_no_number_is_said_to_be_left_out(folder, capsys):
    (folder / "nieuwe-school-den-helder.yml").write_text("naam: Nieuwe School\nplaats: Den Helder\n", encoding="utf-8")

    assert run(folder) == 0

    assert (
        "niet vergeleken: nieuwe-school-den-helder.yml. Zet het vestigingsnummer erin, bijvoorbeeld: brin: 15VE00"
        in capsys.readouterr().out.splitlines()
    )


def test_an_address_that_is_taken_by_another_school_stays_with_it(folder, capsys):
    edit(folder / FONTEIN, "brin: 15VE00", "brin: 99ZZ00")
    before = contents(folder)[FONTEIN]

    assert run(folder, "--schrijf") == 0

    assert "nieuw: De Fontein, Den Helder. Gemaakt: de-fontein-den-helder-15ve00.yml" in capsys.readouterr().out
    assert contents(folder)[FONTEIN] == before


def test_two_names_that_would_give_one_address_get_two(tmp_path):
    bestand = newer(tmp_path, ("Basisschool De Verrekijker", "Basisschool De Ränk"))
    made = tmp_path / "schools"
    made.mkdir()

    assert run(made, "--schrijf", bestand=bestand) == 0

    names = {name: text.splitlines()[1] for name, text in contents(made).items() if "julianadorp" in name}
    assert names == {
        "de-rank-julianadorp.yml": "naam: De Rank",
        "de-rank-julianadorp-15zk00.yml": "naam: De Ränk",
    }


def test_a_folder_with_faults_is_left_alone_and_the_faults_are_listed(folder, capsys):
    edit(folder / FONTEIN, "postcode: 1784 MA", "postcode: 1784ma")
    (folder / "de-ark-schagen.yml").unlink()
    before = contents(folder)

    assert run(folder, "--schrijf", "--vervang") == 1

    assert contents(folder) == before
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "schools/de-fontein-den-helder.yml:7: bij 'postcode' staat '1784ma'. Een postcode is vier cijfers, een spatie "
        "en twee hoofdletters. Schrijf: postcode: 1784 MA",
        "1 punt om te herstellen, in 1 bestand.",
        "Herstel dit eerst; er is niets veranderd.",
    ]


# ---- the later layout ----


def test_the_later_layout_is_read_too(tmp_path, capsys):
    assert run(tmp_path, "--schrijf", "--peildatum", "2025-10-01", bestand=LATER, bestuur="99999") == 0

    schools, problems = school.read_schools(tmp_path)
    assert problems == []
    assert schools == [
        School(
            slug="t-voorbeeld-locatie-noord-s-voorbeeldhage",
            naam="’t\u00a0Voorbeeld, locatie Noord",
            plaats="’s-Voorbeeldhage",
            officiele_naam="Basisschool ’t\u00a0Voorbeeld, locatie Noord",
            brin="00AA00",
            adres="’t\u00a0Plein 1",
            postcode="1234 AB",
            website="https://www.voorbeeld.example/Noord",
            peildatum=date(2025, 10, 1),
        ),
        School(
            slug="de-proef-voorbeeld-aan-den-ijssel",
            naam="De Proef",
            plaats="Voorbeeld aan den IJssel",
            officiele_naam='OBS "De Proef"',
            brin="00AA01",
            adres="Proefweg 2-A",
            postcode="1234 AC",
            peildatum=date(2025, 10, 1),
        ),
        School(
            slug="samenspel-noordstraat-voorbeelddorp",
            naam="Samenspel (Noordstraat)",
            plaats="Voorbeelddorp",
            officiele_naam="Samenspel",
            brin="00BB00",
            adres="Noordstraat 3",
            postcode="1234 AD",
            website="http://www.samenspel.example",
            peildatum=date(2025, 10, 1),
        ),
        School(
            slug="samenspel-zuidstraat-voorbeelddorp",
            naam="Samenspel (Zuidstraat)",
            plaats="Voorbeelddorp",
            officiele_naam="Samenspel",
            brin="00BB01",
            adres="Zuidstraat 4",
            postcode="1234 AD",
            peildatum=date(2025, 10, 1),
        ),
    ]
    assert (
        "00BB01: bij 'website' heeft het register 'https://www. samenspel.example'. Dat is weggelaten."
        in capsys.readouterr().out.splitlines()
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("head", ["BEVOEGD GEZAG NUMMER", "bevoegd_gezag-nummer", '"Bevoegd gezag nummer"'])
def test_encoding_delimiter_and_the_spelling_of_columns_do_not_matter(encoding, delimiter, head, tmp_path):
    rows = [line.split(",") for line in LATER.read_text(encoding="utf-8").splitlines() if '"' not in line]
    rows[0][1] = head
    path = tmp_path / "register.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))

    assert [(row["bestuur"], row["naam"]) for row in register.read_register(path).rows] == [
        ("99999", "Samenspel"),
        ("99999", "Samenspel"),
        ("88888", "Eben Haëzer"),
    ]


def test_nothing_of_a_telephone_number_gets_into_a_school_file(tmp_path):
    assert run(tmp_path, "--schrijf") == 0

    numbers = [line.split(";")[12] for line in OLD.read_text(encoding="cp1252").splitlines()[1:]]
    assert len(numbers) == 20
    assert all(len(number) == 10 for number in numbers)
    assert not [text for text in contents(tmp_path).values() if any(number in text for number in numbers)]


# ---- names and places ----


@pytest.mark.parametrize(
    ("registered", "place", "name"),
    [
        ("Protestants Christelijke Basisschool De Fontein", "Den Burg", "De Fontein"),
        ("Protestant Christelijke Basisschool De Fontein", "Den Burg", "De Fontein"),
        ("Gideonschool Basisschool Protestants Christelijk Onderwijs", "Bovenkarspel", "Gideonschool"),
        ("De Wegwijzer-Basisschool School met de Bijbel", "Opperdoes", "De Wegwijzer"),
        ("PCB De Branding", "Den Oever", "De Branding"),
        ("Protestants Christelijke Basisschool het Baken", "Wieringerwerf", "Het Baken"),
        ("Vrije School Stella Maris", "Den Burg", "Stella Maris"),
        ("Dr A Kuyperschool", "Andijk", "Dr A Kuyperschool"),
        ("Idenburgschool", "Andijk", "Idenburgschool"),
        # no calling name: the register's stays
        (
            "Protestants Christelijke Basisschool Enkhuizen",
            "Enkhuizen",
            "Protestants Christelijke Basisschool Enkhuizen",
        ),
        ("Openbare Basisschool", "Emmen", "Openbare Basisschool"),
        ("School Met De Bijbel", "Ede", "School Met De Bijbel"),
        ("Montessori Basisschool", "Breda", "Montessori Basisschool"),
        ("Basisschool op 't Veld", "Emmen", "Basisschool op 't Veld"),
        ("School of Understanding", "Amsterdam", "School of Understanding"),
        ("Basisschool B", "Breda", "Basisschool B"),
        ("1e montessori Alkmaar", "Alkmaar", "1e montessori Alkmaar"),
        ("Eben-Haëzer school", "Utrecht", "Eben-Haëzer school"),
        # the kind of school before, after, twice, with signs
        ("Openbare Basisschool 't Eenspan", "Emmen", "'t Eenspan"),
        ("Basisschool t Klokhuis", "Emmen", "'t Klokhuis"),
        ("'T Rastholt", "Emmen", "'t Rastholt"),
        ('Basisschool "De Maasparel"', "Stevensweert", "De Maasparel"),
        ("o.b.s.  Het Veldboeket", "Assen", "Het Veldboeket"),
        ("R.K. BS De Kleine Wereld", "Breda", "De Kleine Wereld"),
        ("K.C. cbs De Heidevlinder", "Ede", "De Heidevlinder"),
        ("De Boomhut, openbare basisschool", "Arnhem", "De Boomhut"),
        ("7e Montessorischool, Openbare School voor Basisonderwijs", "Amsterdam", "7e Montessorischool"),
        ("Franciscus-School voor Basisonderwijs", "Lunteren", "Franciscus-School"),
        ("Samenwerkingsschool OBS / De Toermalijn", "Heesch", "De Toermalijn"),
    ],
)
def test_the_proposed_name_leaves_out_the_kind_of_school(registered, place, name):
    assert register.calling_name(registered, place) == name


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("DEN HELDER", "Den Helder"),
        ("SINT MAARTEN", "Sint Maarten"),
        ("KREILEROORD", "Kreileroord"),
        ("'S-GRAVENHAGE", "’s-Gravenhage"),
        ("'S GRAVENMOER", "’s\u00a0Gravenmoer"),
        ("'T HARDE", "’t\u00a0Harde"),
        ("TULL EN 'T WAAL", "Tull en ’t\u00a0Waal"),
        ("IJMUIDEN", "IJmuiden"),
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("BERGEN OP ZOOM", "Bergen op Zoom"),
        ("WEHE-DEN HOORN", "Wehe-den Hoorn"),
        ("HEI- EN BOEICOP", "Hei- en Boeicop"),
        ("ST.-ANNAPAROCHIE", "St.-Annaparochie"),
        ("DEN HOORN ZH", "Den Hoorn ZH"),
        ("2E EXLOERMOND", "2e Exloermond"),
        ("EE", "Ee"),
        ("Den Helder", "Den Helder"),
        ("", ""),
    ],
)
def test_a_place_in_capitals_is_written_as_people_do(capitals, name):
    assert register.place_name(capitals) == name


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.kopwerk.nl", "https://www.kopwerk.nl"),
        ("WWW.KOMPAS.NL/Ouders", "https://www.kompas.nl/Ouders"),
        ("www.kompas.nl/", "https://www.kompas.nl"),
        ("http://www.kompas.nl", "http://www.kompas.nl"),
        ("", ""),
    ],
)
def test_a_bare_host_becomes_a_web_address(typed, address):
    assert register.web_address(typed) == address


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("duo-03-alle-vestigingen-bo-2021-10.csv", "2021-10-01"),
        ("vestigingen-2025-03-15.csv", "2025-03-15"),
        ("vestigingen-2021-13.csv", None),
        ("vestigingen-12021-10.csv", None),
        ("vestigingen.csv", None),
    ],
)
def test_the_reference_date_stands_in_the_file_name(name, day):
    assert register.reference_date(Path(name)) == day


def test_values_are_replaced_in_a_file_of_any_form():
    text = "---\n# boven\nplaats:\t\"Den Helder\" # hier\nnaam: 'De Ark'\n\n# onder\n"
    changes = [
        Difference(key="naam", here="De Ark", there="De Ark: Zuid"),
        Difference(key="plaats", here="Den Helder", there="Schagen"),
        Difference(key="brin", here=None, there="15VE00"),
    ]

    assert register.replace_values(text, changes) == (
        '---\n# boven\nplaats:\tSchagen # hier\nnaam: "De Ark: Zuid"\nbrin: 15VE00\n\n# onder\n'
    )


# ---- what goes wrong ----


def test_help_is_dutch_and_names_every_option(capsys):
    assert main(["--help"]) == 0

    told = capsys.readouterr().out
    for option in ("--bestuur", "--bestand", "--peildatum", "--map", "--schrijf", "--vervang", "--help"):
        assert option in told
    assert "usage" not in told


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--bestuur", "79874"],
        ["--bestuur"],
        ["--bestuur", "79874", "--bestand", "x.csv", "--onzin"],
        ["--bestuur", "79874", "--bestand", "x.csv", "extra"],
        ["--bestuur", "79874", "--bestand", "x.csv", "--schr"],
    ],
)
def test_a_command_that_is_not_complete_is_explained(argv, capsys):
    assert main(argv) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"Er ontbreekt iets aan de opdracht, of er staat iets te veel.\n\n{register.USAGE}\n"


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    assert told.out == ""
    return told.err.rstrip("\n")


def test_a_register_that_is_not_there_is_reported(tmp_path, capsys):
    assert run(tmp_path, bestand=Path("weg-2021-10.csv")) == 1
    assert refusal(capsys) == "Het bestand weg-2021-10.csv is er niet, of is niet te openen. Kijk of de naam klopt."


def test_a_board_that_is_not_in_the_register_is_reported(tmp_path, capsys):
    assert run(tmp_path, bestuur="12345") == 1
    assert refusal(capsys) == (
        "Bestuur 12345 staat niet in vestigingen-bo-2021-10.csv. Kijk of het nummer klopt; "
        "Kopwerk was in 2021: --bestuur 79874"
    )


def test_columns_that_are_not_there_are_named(tmp_path, capsys):
    path = tmp_path / "besturen-2021-10.csv"
    path.write_text("BEVOEGD GEZAG NUMMER;VESTIGINGSNAAM;POSTCODE;PLAATSNAAM\n79874;De Ark;1741 JP;SCHAGEN\n", "utf-8")

    assert run(tmp_path, bestand=path) == 1
    assert refusal(capsys) == (
        "In besturen-2021-10.csv ontbreken deze kolommen: VESTIGINGSNUMMER, STRAATNAAM, HUISNUMMER-TOEVOEGING, "
        "INTERNETADRES. Neem van DUO het bestand 'Alle vestigingen basisonderwijs'."
    )


@pytest.mark.parametrize("text", ["", "\n", "<!doctype html>\n<title>Niet gevonden</title>\n"])
def test_a_file_that_is_something_else_is_reported_as_such(text, tmp_path, capsys):
    path = tmp_path / "x-2021-10.csv"
    path.write_text(text, encoding="utf-8")

    assert run(tmp_path, bestand=path) == 1
    assert refusal(capsys).startswith("In x-2021-10.csv ontbreken deze kolommen: BEVOEGD GEZAG NUMMER, ")


@pytest.mark.parametrize("data", ["naam;plaats\n".encode("utf-16"), b"\x81\x8d\n", b"PK\x03\x04\x00\x00"])
def test_another_encoding_is_reported(data, tmp_path, capsys):
    path = tmp_path / "x-2021-10.csv"
    path.write_bytes(data)

    assert run(tmp_path, bestand=path) == 1
    assert refusal(capsys) == (
        "x-2021-10.csv is niet opgeslagen als UTF-8 en niet als Windows-1252. Haal het opnieuw op bij DUO, als csv."
    )


def test_a_file_that_csv_cannot_read_is_reported(tmp_path, capsys):
    path = tmp_path / "x-2021-10.csv"
    path.write_text('"' + "x" * 200_000, encoding="utf-8")

    assert run(tmp_path, bestand=path) == 1
    assert refusal(capsys) == "x-2021-10.csv is geen csv-bestand. Haal het opnieuw op bij DUO, als csv."


def test_a_row_that_is_cut_off_is_reported(tmp_path, capsys):
    path = tmp_path / "x-2021-10.csv"
    path.write_bytes(OLD.read_bytes()[:-300])

    assert run(tmp_path, bestand=path) == 1
    assert refusal(capsys) == (
        "Regel 21 van x-2021-10.csv heeft 3 kolommen, en de eerste regel 30. Haal het bestand opnieuw op bij DUO."
    )


def test_a_day_is_asked_for_when_the_file_name_says_none(tmp_path, capsys):
    assert run(tmp_path, bestand=LATER, bestuur="99999") == 1
    assert refusal(capsys) == ("Op welke dag klopt dit register? Zet er bijvoorbeeld achter: --peildatum 2021-10-01")


def test_a_day_that_is_none_is_reported(tmp_path, capsys):
    assert run(tmp_path, "--peildatum", "1-10-2021") == 1
    assert refusal(capsys) == "Bij --peildatum staat '1-10-2021'. Schrijf een datum als 2021-10-01."


def test_vervang_asks_for_schrijf(tmp_path, capsys):
    assert run(tmp_path, "--vervang") == 1
    assert refusal(capsys) == "--vervang werkt alleen samen met --schrijf. Zet erachter: --schrijf --vervang"


def test_a_folder_that_is_not_there_is_reported(tmp_path, capsys):
    assert run(tmp_path / "weg", "--schrijf") == 1
    assert refusal(capsys) == (
        f"De map {tmp_path / 'weg'} is er niet. Maak haar eerst, of noem een andere met: --map schools"
    )


def test_a_file_that_cannot_be_written_is_reported(tmp_path, capsys, monkeypatch):
    def refuse(self: Path, *args: object, **kwargs: object) -> int:
        raise PermissionError

    monkeypatch.setattr(Path, "write_text", refuse)  # root may write everywhere

    assert run(tmp_path, "--schrijf") == 1
    assert refusal(capsys) == (
        f"{tmp_path / 'de-fontein-den-burg.yml'} is niet te schrijven. Kijk of je in die map mag schrijven."
    )


def test_a_school_without_a_name_is_left_out_and_said_to_be(tmp_path, capsys):
    bestand = newer(tmp_path, (";Idenburgschool;", ";;"), (";De Ark;", ";[De Ark];"))
    made = tmp_path / "schools"
    made.mkdir()

    assert run(made, "--schrijf", bestand=bestand) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[1:4] == [
        "08OQ00: bij 'naam' heeft het register ''. Dat is weggelaten.",
        "08OQ00: deze school is overgeslagen. Maak zelf een bestand: andijk.yml",
        "10HN00: bij 'naam' heeft het register '[De Ark]'. Dat is weggelaten.",
    ]
    assert len(list(made.iterdir())) == 18

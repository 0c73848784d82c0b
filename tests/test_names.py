"""The typography of names. Most names here are real ones, from the register of all primary schools."""

import pytest

import names

NBSP = names.NO_BREAK_SPACE

TYPESET = {
    "'t Kompas": f"’t{NBSP}Kompas",
    "`t Carillon": f"’t{NBSP}Carillon",
    "´t Carillon": f"’t{NBSP}Carillon",
    "‘t Kompas": f"’t{NBSP}Kompas",
    "’t Kompas": f"’t{NBSP}Kompas",
    "ʼt Kompas": f"’t{NBSP}Kompas",
    "'n Esch": f"’n{NBSP}Esch",
    "'s Gravenmoer": f"’s{NBSP}Gravenmoer",
    "'T Rastholt": f"’T{NBSP}Rastholt",
    "Openbare Basisschool 't Eenspan": f"Openbare Basisschool ’t{NBSP}Eenspan",
    "Tull en 't Waal": f"Tull en ’t{NBSP}Waal",
    '"\'t Kompas"': f'"’t{NBSP}Kompas"',
    "'t  Kompas": f"’t{NBSP}Kompas",
    # no separate word, so no space that must not break
    "'s-Gravenhage": "’s-Gravenhage",
    "Anna's School": "Anna’s School",
    "Basisschool't Skitteljacht": "Basisschool’t Skitteljacht",
    "Jeanne d'Arc": "Jeanne d’Arc",
    "Op d'n Esch": "Op d’n Esch",
    "Op 'e Trije": "Op ’e Trije",
    "De Kreek'l": "De Kreek’l",
    # quotes around a name are no apostrophes
    "Basisschool 'De Ark'": "Basisschool 'De Ark'",
    "'De Ark' en 't Spel": f"'De Ark' en ’t{NBSP}Spel",
    'Basisschool "De Maasparel"': 'Basisschool "De Maasparel"',
    # spaces and accents
    "  Mienskipsskoalle  De\tLegeaën ": "Mienskipsskoalle De Legeaën",
    "De\u00a0Ark": "De Ark",
    "Eben Hae\u0308zer": "Eben Haëzer",
    # left alone
    "Spr@nkel": "Spr@nkel",
    "Taal & Lent": "Taal & Lent",
    "DURV !": "DURV !",
    "": "",
}

AT_SENTENCE_START = {
    "De Fontein": "De Fontein",
    "de St@rtbaan": "De St@rtbaan",
    "obs De Zeijer Hoogte": "Obs De Zeijer Hoogte",
    "o.b.s. De Klimtoren": "O.b.s. De Klimtoren",
    "v.d. Muelen Vastwykschool": "V.d. Muelen Vastwykschool",
    "ijsvogel": "IJsvogel",
    "ĳsvogel": "Ĳsvogel",
    "élan": "Élan",
    "’t Kompas": "’t Kompas",
    "’t kompas": "’t Kompas",
    f"’t{NBSP}kompas": f"’t{NBSP}Kompas",
    "’t ijsje": "’t IJsje",
    "’s-gravenschool": "’s-Gravenschool",
    "’n Esch": "’n Esch",
    "t Bijenveld": "t Bijenveld",
    "n boaken": "n Boaken",
    "d’n Akker": "D’n Akker",
    '"de maasparel"': '"De maasparel"',
    "(de ark)": "(De ark)",
    "‘de ark’": "‘De ark’",
    "3sprong": "3sprong",
    "1e montessori Alkmaar": "1e montessori Alkmaar",
    "tweede": "Tweede",
    "!": "!",
    "": "",
}

SLUGS = {
    ("Eben Haëzer", "Den Helder"): "eben-haezer-den-helder",
    ("De Fontein", "Den Burg"): "de-fontein-den-burg",
    ("’t Kompas", ""): "t-kompas",
    ("'t Kompas", ""): "t-kompas",
    ("Spr@nkel", ""): "sprankel",
    ("St@mperiusschool", "Wilhelminadorp"): "stamperiusschool-wilhelminadorp",
    ("Taal & Lent", "Venlo"): "taal-en-lent-venlo",
    ("Montessori + Breda", "Breda"): "montessori-plus-breda",
    ("Br!cks", "Best"): "bricks-best",
    ("IKC ZIEZO!", "’s-Gravenhage"): "ikc-ziezo-s-gravenhage",
    ("Sol Krommeweg / Admiraal", ""): "sol-krommeweg-admiraal",
    ("Jeanne d’Arc", ""): "jeanne-darc",
    ("De Klimop (Wilbertoord)", "Wilbertoord"): "de-klimop-wilbertoord",
    ("Protestants Christelijke Basisschool Enkhuizen", "Enkhuizen"): "protestants-christelijke-basisschool-enkhuizen",
    ("Œuvre Straße Łódź", "Ærø"): "oeuvre-strasse-lodz-aero",
    ("ĳsvogel", ""): "ijsvogel",
    ("مدرسة", "Den Helder"): "den-helder",
    ("!", ""): "",
}


@pytest.mark.parametrize(("typed", "expected"), TYPESET.items())
def test_a_name_is_typeset_as_it_stands_in_a_sentence(typed, expected):
    assert names.typeset(typed) == expected


@pytest.mark.parametrize("typed", TYPESET)
def test_typesetting_twice_changes_nothing_more(typed):
    once = names.typeset(typed)

    assert names.typeset(once) == once


@pytest.mark.parametrize(("name", "expected"), AT_SENTENCE_START.items())
def test_a_sentence_begins_with_the_capital_that_dutch_asks_for(name, expected):
    assert names.at_sentence_start(name) == expected


@pytest.mark.parametrize(("name", "expected"), SLUGS.items())
def test_name_and_place_become_an_address(name, expected):
    assert names.slug(*name) == expected


def test_a_list_is_sorted_as_dutch_lists_are():
    in_order = [
        "2e Marnixschool",
        "3Sprong",
        "12e Openbare Basisschool",
        "Ariens",
        "Ariëns",
        "Ariëns Noord",
        "De Ark",
        "de Bongerd",
        "De Écluse",
        "Het Baken",
        '"Kla4"',
        "’t Kompas",
        "Zeezicht",
    ]

    assert sorted(reversed(in_order), key=names.sort_key) == in_order

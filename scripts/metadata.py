"""What a lesson is, for search engines (schema.org) and for libraries of lesson material (NL-LOM).

JSON-LD follows schema.org/LearningResource, with the properties that LRMI gave it. The NL-LOM record follows the
agreement of Edustandaard (nl_lom_v1p0, a profile of IEEE 1484.12.1) in the binding that Kennisnet shows in its examples
(github.com/kennisnet/edurep-files, example/nllom-verplicht.xml, read on 22 November 2026).
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from lesson import Lesson, file_names, zip_name
from lessonpage import Around

LICENCE = "https://creativecommons.org/licenses/by/4.0/deed.nl"
LANGUAGE = "nl"

AGES = {1: (4, 5), 2: (5, 6), 3: (6, 7), 4: (7, 8), 5: (8, 9), 6: (9, 10), 7: (10, 11), 8: (11, 12)}
"""Groep -> usual age in years, from and to."""

LEVELS = {
    1: "82ca4442-246c-44b3-a562-7b101793feb4",
    2: "c007e4dd-a3d4-4f33-902d-778e3bbeeddb",
    3: "25a2f4f4-cf91-4b16-94bc-6d9e6fad88f4",
    4: "5c072b3f-7f58-40ee-9799-27981f0a6b2b",
    5: "bc213214-b83d-4673-b9c1-8fdaa63d6d56",
    6: "abfb190f-e814-46f5-a9cc-ebd53f04018e",
    7: "a4813bb6-cf63-4594-af56-6afb321723d8",
    8: "95138558-9f65-4888-8ea3-8acce5eea273",
}
"""Groep -> its name in the Onderwijsbegrippenkader, as github.com/kennisnet/edurep-xslt has it
(mapping-xslt/mapping_educationallevel_20071115.xsl, read on 22 November 2026)."""

_LOM = "http://www.imsglobal.org/xsd/imsmd_v1p2"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XML = "http://www.w3.org/XML/1998/namespace"
_VOCABULARY = "http://purl.edustandaard.nl/"
_NONE = "x-none"
"""The language of what is no language, such as a name from a list."""

REQUIRED = (
    "general/title/langstring",
    "general/catalogentry/entry/langstring",
    "general/language",
    "general/aggregationlevel/value/langstring",
    "metametadata/metadatascheme",
    "technical/location",
    "educational/intendedenduserrole/value/langstring",
    "educational/context/value/langstring",
    "educational/typicalagerange/langstring",
    "rights/cost/value/langstring",
    "rights/copyrightandotherrestrictions/value/langstring",
    "rights/description/langstring",
)
"""What a record in the profile must hold, as paths below its root."""


def json_ld(lesson: Lesson, around: Around, site_url: str, author: str) -> dict[str, Any]:
    """The lesson as schema.org/LearningResource, ready for JSON; `author` is the foundation."""
    root = site_url.rstrip("/") + "/"
    address = root + lesson.url
    theme = lesson.links(around.leerlijn)
    goals = [around.leerlijn.codes[code] for code in lesson.kerndoelen]
    low, high = AGES[lesson.groep]
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": address,
        "url": address,
        "name": lesson.title,
        "description": lesson.kernzin,
        "inLanguage": LANGUAGE,
        "learningResourceType": "lesplan",
        "educationalLevel": f"Basisonderwijs, groep {lesson.groep}",
        "typicalAgeRange": f"{low}-{high}",
        "timeRequired": f"PT{lesson.minutes}M",
        "about": theme.naam if theme else "Mediawijsheid",
        "keywords": keywords(lesson, around),
        "teaches": list(lesson.criteria),
        "educationalAlignment": [
            {
                "@type": "AlignmentObject",
                "alignmentType": "teaches",
                "educationalFramework": "Kerndoelen digitale geletterdheid, primair onderwijs (definitief concept)",
                "targetName": goal.code,
                "targetDescription": goal.zin,
                "targetUrl": f"{root}mediawijsheid/kerndoelen/#{goal.code.lower()}",
            }
            for goal in goals
        ],
        "audience": {"@type": "EducationalAudience", "educationalRole": "teacher"},
        "isAccessibleForFree": True,
        "license": LICENCE,
        "author": {"@type": "Organization", "name": author},
        "publisher": {"@type": "Organization", "name": author},
        "version": str(lesson.versie),
        "creativeWorkStatus": lesson.status,
        "dateModified": lesson.herzien.isoformat(),
        "encoding": [
            {"@type": "MediaObject", "contentUrl": address + name, "encodingFormat": _TYPES[name.rpartition(".")[2]]}
            for names in (*file_names(lesson).values(), (zip_name(lesson),))
            for name in names
        ],
    }


_TYPES = {
    "html": "text/html",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""Ending of a file -> its media type (IANA)."""


def keywords(lesson: Lesson, around: Around) -> list[str]:
    """Words by which a teacher looks for the lesson, each once."""
    theme = lesson.links(around.leerlijn)
    found = [f"groep {lesson.groep}", *([theme.naam] if theme else []), *lesson.zoekwoorden, *lesson.werkvormen]
    return list(dict.fromkeys(["mediawijsheid", *found]))


def nl_lom(lesson: Lesson, around: Around, site_url: str, author: str) -> str:
    """The NL-LOM record of the lesson, as XML."""
    address = site_url.rstrip("/") + "/" + lesson.url
    low, high = AGES[lesson.groep]
    ET.register_namespace("xsi", _XSI)
    root = ET.Element(f"{{{_LOM}}}lom", {f"{{{_XSI}}}schemaLocation": f"{_LOM} {_LOM}p4.xsd"})

    general = _add(root, "general")
    _text(_add(general, "title"), lesson.title, LANGUAGE)
    entry = _add(general, "catalogentry")
    _add(entry, "catalog").text = "URI"
    _text(_add(entry, "entry"), address)
    _add(general, "language").text = LANGUAGE
    _text(_add(general, "description"), lesson.kernzin, LANGUAGE)
    for word in keywords(lesson, around):
        _text(_add(general, "keyword"), word, LANGUAGE)
    # A lesson is a small collection of things that belong together: level 2 of 4.
    _term(general, "aggregationlevel", "vdex_aggregationlevel_czp_20060628.xml", "2")

    life = _add(root, "lifecycle")
    _text(_add(life, "version"), f"v{lesson.versie}")
    status = "final" if lesson.status == "gereed" else "draft"
    _term(life, "status", "vdex_status_lomv1p0_20060628.xml", status)
    for role in ("author", "publisher"):
        made = _add(life, "contribute")
        _term(made, "role", "vdex_lifecycle_contribute_role_lomv1p0_20060628.xml", role)
        _add(
            _add(made, "centity"), "vcard"
        ).text = f"BEGIN:VCARD\nFN:{author}\nN:{author}\nORG:{author}\nVERSION:3.0\nEND:VCARD"
        _moment(_add(made, "date"), lesson.herzien.isoformat())

    meta = _add(root, "metametadata")
    for scheme in ("LOMv1.0", "nl_lom_v1p0"):
        _add(meta, "metadatascheme").text = scheme

    technical = _add(root, "technical")
    _add(technical, "format").text = "text/html"
    _add(technical, "location").text = address

    educational = _add(root, "educational")
    _term(educational, "learningresourcetype", "vdex_learningresourcetype_czp_20060628.xml", "handleiding")
    _term(educational, "intendedenduserrole", "vdex_intendedenduserrole_lomv1p0_20060628.xml", "teacher")
    _term(educational, "context", "vdex_context_czp_20060628.xml", "PO")
    _text(_add(educational, "typicalagerange"), f"{low}-{high}")
    _add(_add(educational, "typicallearningtime"), "datetime").text = f"PT{lesson.minutes}M"

    rights = _add(root, "rights")
    _term(rights, "cost", "vdex_cost_lomv1p0_20060628.xml", "no")
    _term(rights, "copyrightandotherrestrictions", "copyrightsandotherrestrictions_nllom_20131202", "cc-by-40")
    _text(_add(rights, "description"), LICENCE)

    level = _add(root, "classification")
    _term(level, "purpose", "vdex_classification_purpose_czp_20060628.xml", "educational level")
    path = _add(level, "taxonpath")
    _text(_add(path, "source"), f"{_VOCABULARY}begrippenkader")
    taxon = _add(path, "taxon")
    _add(taxon, "id").text = LEVELS[lesson.groep]
    _text(_add(taxon, "entry"), f"Groep {lesson.groep}", LANGUAGE)

    ET.indent(root)
    # Registering the empty prefix would hold for the whole program, and change how drawings are written.
    return ET.tostring(root, encoding="unicode", default_namespace=_LOM) + "\n"


def missing(record: str) -> Iterator[str]:
    """The paths of REQUIRED that a record does not fill."""
    root = ET.fromstring(record)
    for path in REQUIRED:
        found = root.findall("/".join(f"{{{_LOM}}}{part}" for part in path.split("/")))
        if not any((element.text or "").strip() for element in found):
            yield path


def _add(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_LOM}}}{name}")


def _text(parent: ET.Element, text: str, language: str = _NONE) -> None:
    element = _add(parent, "langstring")
    element.set(f"{{{_XML}}}lang", language)
    element.text = text


def _moment(parent: ET.Element, text: str) -> None:
    _add(parent, "datetime").text = text


def _term(parent: ET.Element, name: str, vocabulary: str, value: str) -> None:
    """A value from one of the lists of Edustandaard."""
    element = _add(parent, name)
    _text(_add(element, "source"), _VOCABULARY + vocabulary)
    _text(_add(element, "value"), value)

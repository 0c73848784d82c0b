"""The built site as a whole: nothing points at something that is not there, and no page lacks what a page needs."""

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

import headers
from check import ROOT, languages, read_content
from conftest import copy_project, run_build
from texts import cited as cited_in

SITE_URL = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)["site_url"]
CONTENT = read_content(ROOT)[0]
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@cache
def parsed(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


@cache
def ids(path: Path) -> frozenset[str]:
    return frozenset(node.id for node in parsed(path).css("[id]") if node.id)


def references(path: Path) -> Iterator[str]:
    """Every address that a page points at."""
    for node in parsed(path).css("[href], [src], [srcset], [action]"):
        for name in ("href", "src", "action"):
            if node.attributes.get(name):
                yield str(node.attributes[name])
        for part in (node.attributes.get("srcset") or "").split(","):
            if part.strip():
                yield part.split()[0]


def target(site: Path, page: Path, reference: str) -> tuple[Path, str]:
    """The file and the anchor behind a reference on a page."""
    here = SITE_URL + page.relative_to(site).as_posix()
    address, anchor = urldefrag(urljoin(here, reference))
    name = unquote(urlsplit(address).path)
    path = site / name.lstrip("/")
    return (path / "index.html" if name.endswith("/") else path), unquote(anchor)


def all_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def decks(site: Path) -> set[Path]:
    """The slides: each is one file that also opens by itself, so its style and its script stand in it."""
    found = set(site.rglob("presentatie-*.html"))
    assert found
    return found


def test_every_link_image_script_and_anchor_is_there(site: Path) -> None:
    faults, seen = [], 0
    for page in all_pages(site):
        for reference in references(page):
            if not urljoin(SITE_URL, reference).startswith(SITE_URL):
                continue
            seen += 1
            path, anchor = target(site, page, reference)
            if not path.is_file():
                faults.append(f"{page.relative_to(site)}: {reference}")
            elif anchor and anchor not in ids(path):
                faults.append(f"{page.relative_to(site)}: {reference} (het anker)")
    assert faults == []
    assert seen > 1000


def test_every_address_in_a_stylesheet_is_there(site: Path) -> None:
    faults, seen = [], 0
    for sheet in site.rglob("*.css"):
        for reference in re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8")):
            # "#…" is a part of the picture in the page itself.
            if not reference.startswith(("data:", "#")):
                seen += 1
                if not (sheet.parent / reference).resolve().is_file():
                    faults.append(f"{sheet.relative_to(site)}: {reference}")
    assert faults == []
    assert seen, "no stylesheet loads a font"


def test_every_page_elsewhere_stands_in_a_register_with_the_date_of_checking(site: Path) -> None:
    register = {source.adres for source in CONTENT.facts.bronnen.values()}
    register |= {contact.href for organisation in CONTENT.facts.hulp for contact in organisation.bereikbaar}
    register |= {school.website for school in CONTENT.schools if school.website}
    found = {
        reference
        for page in all_pages(site)
        for reference in references(page)
        if not urljoin(SITE_URL, reference).startswith((SITE_URL, "data:"))
    }
    assert len(found) > 20
    assert found - register == set()


def test_every_source_in_the_register_is_used(site: Path) -> None:
    """On a page, by an organisation that helps, in a text for on paper, or in the list on /over/."""
    texts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    cited = set(re.findall(r"\[\^([^\]\s]+)\]", texts))
    cited |= {organisation.bron for organisation in CONTENT.facts.hulp}
    cited |= {source for found in CONTENT.texts.values() for text in found for source in cited_in(text.markdown)}
    assert set(CONTENT.facts.bronnen) - cited == set()


def test_every_page_has_one_h1_a_title_and_a_description_of_its_own(site: Path, pages: dict[str, Path]) -> None:
    titles: Counter[str] = Counter()
    descriptions: Counter[str] = Counter()
    for url, path in pages.items():
        tree = parsed(path)
        assert len(tree.css("h1")) == 1, url
        title, description = tree.css_first("title"), tree.css_first('meta[name="description"]')
        assert title and title.text().strip(), url
        assert description and len(description.attributes["content"] or "") > 40, url
        titles[title.text().strip()] += 1
        descriptions[description.attributes["content"] or ""] += 1
    assert [title for title, count in titles.items() if count > 1] == []
    assert [description for description, count in descriptions.items() if count > 1] == []


def test_ids_are_unique_on_every_page(site: Path) -> None:
    for page in all_pages(site):
        counts = Counter(node.id for node in parsed(page).css("[id]"))
        assert [name for name, count in counts.items() if count > 1] == [], page.relative_to(site)


def test_headings_go_down_one_step_at_a_time(site: Path) -> None:
    for page in all_pages(site):
        levels = [int(node.tag[1]) for node in parsed(page).css("main :is(h1,h2,h3,h4,h5,h6)")]
        steps = [(one, other) for one, other in pairwise(levels) if other > one + 1]
        assert steps == [], page.relative_to(site)


def test_pictures_have_a_text_or_say_that_they_need_none(site: Path) -> None:
    for page in all_pages(site):
        assert [img.html for img in parsed(page).css("img:not([alt])")] == [], page.relative_to(site)


def test_the_page_says_its_own_language(site: Path, pages: dict[str, Path]) -> None:
    others = [language for language in languages(ROOT) if language != "nl"]
    assert others
    for url, path in pages.items():
        expected = next((language for language in others if url.startswith(f"{language}/")), "nl")
        assert parsed(path).css_first("html").attributes["lang"] == expected, url


def links_to_languages(path: Path) -> dict[str, str]:
    return {
        str(link.attributes["hreflang"]): str(link.attributes["href"])
        for link in parsed(path).css("head link[hreflang]")
    }


def test_each_page_names_its_versions_in_other_languages_and_they_name_it_back(
    site: Path, pages: dict[str, Path]
) -> None:
    translated = 0
    for url, path in pages.items():
        own = SITE_URL + url
        versions = links_to_languages(path)
        assert parsed(path).css_first('link[rel="canonical"]').attributes["href"] == own
        if not versions:
            continue
        translated += 1
        assert own in versions.values(), url
        assert versions["x-default"] == versions["nl"]
        for address in versions.values():
            assert links_to_languages(pages[address.removeprefix(SITE_URL)]) == versions
    # The home page, the page for parents and the protocol, and every school, in two languages.
    assert translated >= 2 * (3 + len(CONTENT.schools))


def test_the_sitemap_holds_exactly_the_pages_with_their_versions(site: Path, pages: dict[str, Path]) -> None:
    tree = ElementTree.parse(site / "sitemap.xml")
    found = {}
    for entry in tree.findall("s:url", SITEMAP):
        versions = {link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall("x:link", SITEMAP)}
        found[entry.findtext("s:loc", None, SITEMAP)] = versions
    assert set(found) == {SITE_URL + url for url in pages}
    for url, path in pages.items():
        assert found[SITE_URL + url] == links_to_languages(path)


def test_the_model_page_itself_is_not_published(site: Path) -> None:
    assert not list(site.rglob("naam-school"))
    for path in site.rglob("*"):
        if path.suffix in (".html", ".xml", ".json"):
            assert "naam-school" not in path.read_text(encoding="utf-8"), path.relative_to(site)


def test_only_the_protocol_as_adopted_shows_the_placeholder(site: Path, pages: dict[str, Path]) -> None:
    shown = {url for url, path in pages.items() if "[naam school]" in parsed(path).css_first("main").text().lower()}
    # /over/ and /toelichting/ may explain it.
    assert {url for url in shown if "scholen/" in url} == set()
    assert {"protocol/", "en/protocol/"} <= shown


def test_the_404_page_is_dutch_and_finds_its_way_from_any_depth(site: Path) -> None:
    tree = parsed(site / "404.html")
    assert tree.css_first("html").attributes["lang"] == "nl"
    for node in tree.css("a[href], link[href], script[src]"):
        reference = node.attributes.get("href") or node.attributes.get("src") or ""
        assert reference.startswith(("/", "#", "http")), reference


def test_every_school_is_in_the_list_and_has_a_page_in_every_language(site: Path) -> None:
    tree = parsed(site / "scholen" / "index.html")
    listed = [str(link.attributes["href"]).strip("./") for link in tree.css("main a[href]")]
    for school in CONTENT.schools:
        assert listed.count(school.slug) == 1, school.slug
        for language in languages(ROOT):
            folder = site if language == "nl" else site / language
            assert (folder / "scholen" / school.slug / "index.html").is_file()


def test_the_list_of_schools_is_complete_without_javascript(site: Path) -> None:
    tree = parsed(site / "scholen" / "index.html")
    assert not tree.css("main a[href*='-'][hidden], main [hidden] a[href*='-']")


@pytest.mark.parametrize("school", CONTENT.schools, ids=lambda school: school.slug)
def test_the_page_of_a_school_says_what_is_known_and_what_is_not(site: Path, school: object) -> None:
    text = parsed(site / "scholen" / school.slug / "index.html").css_first("main").text(separator=" ")  # type: ignore[attr-defined]
    for key in ("officiele_naam", "adres", "postcode", "plaats", "brin"):
        assert getattr(school, key) in text, key
    unknown = [key for key in ("website", "contact", "medezeggenschap") if getattr(school, key) is None]
    assert text.count("nog niet opgegeven") == len(unknown)


def test_in_het_kort_is_short_and_each_line_leads_to_its_article(site: Path) -> None:
    tree = parsed(site / "scholen" / CONTENT.schools[0].slug / "index.html")
    items = tree.css_first("#kort").parent.css("ul li")
    assert len(items) >= 6
    assert sum(len(item.text().split()) for item in items) <= 120
    for item in items:
        anchors = [str(link.attributes["href"]) for link in item.css("a[href^='#']")]
        assert anchors, item.text()
        assert {anchor.removeprefix("#") for anchor in anchors} <= set(CONTENT.facts.artikelen)


def test_nothing_on_a_page_needs_more_than_the_policy_allows(site: Path) -> None:
    for page in set(all_pages(site)) - decks(site):
        tree = parsed(page)
        assert not tree.css("[style], style, base"), page.relative_to(site)
        # A block of data is no script: the policy does not look at it.
        data = ("application/json", "application/ld+json")
        inline = [node for node in tree.css("script:not([src])") if node.attributes.get("type") not in data]
        assert inline == [], page.relative_to(site)
        handlers = [
            name for node in tree.css("*") for name in node.attributes if name.startswith("on") and len(name) > 3
        ]
        assert handlers == [], page.relative_to(site)


def test_the_headers_for_the_host_agree_with_the_policy_in_every_page(site: Path) -> None:
    netlify = (site / "_headers").read_text(encoding="utf-8")
    header = re.search(r"Content-Security-Policy: (.*)", netlify)
    assert header
    allowed = dict(part.split(" ", 1) for part in header[1].split("; "))
    for page in all_pages(site):
        meta = parsed(page).css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"] or ""
        in_page = dict(part.split(" ", 1) for part in meta.split("; "))
        # The header holds for every address; a page itself may ask for less.
        for name, value in in_page.items():
            assert value == "'none'" or set(value.split()) <= set(allowed[name].split()), (page, name)
        if page not in decks(site):
            assert "sha256" not in meta and in_page["script-src"] == in_page["style-src"] == "'self'"
            assert in_page.keys() == allowed.keys() - headers.HEADER_ONLY.keys()
    assert header[1] in headers.nginx()
    assert header[1] in headers.caddy()


def test_names_are_text_everywhere_whatever_they_hold(tmp_path: Path) -> None:
    """A site with odd names: they show as they are typed, and change nothing in the page around them."""
    names = {
        "spr-nkel-den-helder": "Spr@nkel",
        "maasparel-den-helder": '"De Maasparel" & Co',
        "script-den-helder": "<script>alert(1)</script>",
        "jinja-den-helder": "{{ naam }} {% raw %}",
        "t-kompas-den-helder": "'t kompas",
        "ijsvogel-den-helder": "ijsvogel",
        "lang-den-helder": "Protestants Christelijke Basisschool " + "voor het Hele Gezin " * 4,
    }
    at_start = {  # at the start of a sentence the first letter is a capital
        "'t kompas": "’t\u00a0Kompas",
        "ijsvogel": "IJsvogel",
        "<script>alert(1)</script>": "<Script>alert(1)</script>",
        "{{ naam }} {% raw %}": "{{ Naam }} {% raw %}",
    }
    root = copy_project(tmp_path / "project")
    for path in (root / "schools").glob("[!_]*.yml"):
        path.unlink()
    for slug, name in names.items():
        quoted = name.strip().replace("'", "''")
        (root / "schools" / f"{slug}.yml").write_text(f"naam: '{quoted}'\nplaats: Den Helder\n", encoding="utf-8")
    result = run_build(root, tmp_path / "site")
    assert result.returncode == 0, result.stdout + result.stderr
    shapes = set()
    for slug, name in names.items():
        page = parsed(tmp_path / "site" / "scholen" / slug / "index.html")
        shown = name.strip().replace("'t ", "’t\u00a0")
        assert shown in page.css_first("h1").text()
        assert shown in page.css_first("title").text()
        assert shown in page.css_first("[data-officieel] h2").text()
        assert page.css_first("#u1").text().startswith(at_start.get(name, shown))
        shapes.add(tuple(node.tag for node in page.css("*")))
    assert len(shapes) == 1

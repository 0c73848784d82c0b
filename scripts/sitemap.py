"""The sitemap: every page once, with the same page in other languages. Format: sitemaps.org, xhtml:link by Google."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True, kw_only=True)
class Address:
    """One finished page: its address below the site's root, its language, and the addresses in every language."""

    url: str
    language: str
    alternates: Mapping[str, str] = field(default_factory=dict)


def absolute(site_url: str, url: str) -> str:
    """The full address of a page."""
    return site_url.rstrip("/") + "/" + ("" if url in (".", "./") else url)


def hreflang(site_url: str, alternates: Mapping[str, str], default: str) -> list[tuple[str, str]]:
    """(language, absolute address) of each version, then x-default; nothing for a page in one language."""
    if len(alternates) < 2:
        return []
    links = [(language, absolute(site_url, url)) for language, url in alternates.items()]
    if default in alternates:
        links.append(("x-default", absolute(site_url, alternates[default])))
    return links


def render_sitemap(addresses: Iterable[Address], site_url: str, default: str) -> str:
    """The file; no dates in it, since a date of building says nothing about the text."""
    entries = []
    for address in sorted(addresses, key=lambda address: address.url):
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(url)}"/>'
            for language, url in hreflang(site_url, address.alternates, default)
        )
        entries.append(f"<url><loc>{escape(absolute(site_url, address.url))}</loc>{links}</url>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "".join(entries)
        + "</urlset>\n"
    )

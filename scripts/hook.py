"""What hangs on MkDocs, and the only file that knows it: hand over the content, stamp the school pages, write the rest.

MkDocs calls the `on_…` functions (mkdocs.org, "Events"); mkdocs-static-i18n runs the whole build once per language,
so what must happen once is tied to the first or the last language.
"""

import copy
import json
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import markdown
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

import check
import documents
import drawing
import headers
import lessonfiles
import lessonpage
import metadata
import pages
import search
import sitemap
import stamp
import texts
import workers
from lesson import Lesson, file_names, zip_name
from ondemand import ON_DEMAND
from paper import PaperError
from problem import report
from school import School

LOG = logging.getLogger("mkdocs.hooks")

_UNUSED = (
    ".map", "assets/javascripts/lunr/", "assets/javascripts/workers/", "typst/", "tekeningen/", "digibord/",
)  # fmt: skip
"""What no page asks for: Material's own search, the sources of its scripts, our templates for paper and slides, and
the drawings before they are put together."""


class Build:
    """What is gathered during one build of all languages."""

    def __init__(self, content: check.Content, site_url: str, paper_url: str) -> None:
        self.content = content
        self.site_url = site_url
        self.paper_url = paper_url
        """The address of the site on paper: that of mkdocs.yml, also while MkDocs serves it from this machine."""
        self.environment: Environment | None = None
        self.values: dict[str, list[dict[str, bytes]]] = {}
        self.addresses: list[sitemap.Address] = []
        self.documents: dict[str, list[search.Document]] = {}
        self._pieces: dict[str, Mapping[str, str]] = {}
        self.letter_context: dict[str, Any] = {}
        """What the templates of the last lesson got: its letter is made with the same."""

    def pieces(self, language: str) -> Mapping[str, str]:
        """What `[document: …]` on the pages of one language stands for."""
        if language not in self._pieces:
            self._pieces[language] = texts.for_pages(self.content.texts[language], self.content.known)
        return self._pieces[language]


def _build(config: MkDocsConfig) -> Build:
    build: Build = config.extra["build"]
    return build


def _i18n(config: MkDocsConfig) -> Any:
    """The plugin for languages; it knows which one is being built."""
    return config.plugins["i18n"]


def _language(config: MkDocsConfig) -> str:
    return str(_i18n(config).current_language)


def on_startup(command: str, dirty: bool) -> None:
    """MkDocs has this folder on the path only while it loads this file; some parts are loaded when first needed."""
    folder = str(Path(__file__).parent)
    if folder not in sys.path:
        sys.path.append(folder)
    ON_DEMAND.is_on = command == "serve"


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Make a file for on paper when somebody asks for it."""
    application = server.get_app()
    assert application
    server.set_app(ON_DEMAND.before(application, server.mount_path))
    return server


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything, once per build and before MkDocs empties the folder that it writes to."""
    if "build" in config.extra:
        return config
    root = Path(config.config_file_path).parent
    content, problems = check.read_content(root)
    if problems:
        raise Abort(report(problems, root, github="GITHUB_ACTIONS" in os.environ))
    paper_url = next(str(settings["site_url"]) for settings in config.user_configs if "site_url" in settings)
    config.extra["build"] = Build(content, str(config.site_url), paper_url)
    if (urlsplit(str(config.site_url)).hostname or "").endswith(".example"):
        LOG.info("site_url in mkdocs.yml is nog een voorbeeld: %s. Vul het echte adres in.", config.site_url)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what no page uses."""
    for file in list(files):
        if file.src_uri.endswith(_UNUSED[0]) or file.src_uri.startswith(_UNUSED[1:]):
            files.remove(file)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """The one sentence that Markdown itself writes, in the language of the pages that are about to be rendered."""
    words = _build(config).content.facts.woorden[_language(config)]
    config.mdx_configs.setdefault("footnotes", {})["BACKLINK_TITLE"] = words["terug_naar_noot"]
    return nav


@event_priority(-50)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """One Jinja environment for all languages: compiling the templates is a third of the build."""
    build = _build(config)
    if build.environment is None:
        env.trim_blocks = env.lstrip_blocks = True
        env.globals.update(
            content=build.content,
            csp=headers.meta_policy(),
            in_words=pages.in_words,
            hreflang=sitemap.hreflang,
            absolute=sitemap.absolute,
        )
        env.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
        build.environment = env
    return build.environment


def _lesson(page: Page, config: MkDocsConfig) -> Lesson | None:
    """The lesson that a page is made from."""
    path = page.file.abs_src_path
    return _build(config).content.lesson(Path(path)) if path else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill in the official text and the sources; of a lesson, write the page for the teacher."""
    content, language = _build(config).content, _language(config)
    if lesson := _lesson(page, config):
        page.meta.update(template="les.html", description=lesson.kernzin)
        markdown = lessonpage.page_markdown(lesson, content.around())
    return pages.fill_page(
        markdown,
        url=page.url,
        language=language,
        facts=content.facts,
        official=content.official[language],
        files=content.files(),
        documents=_build(config).pieces(language),
        translations=texts.translations(content.texts, check.DEFAULT_LANGUAGE),
    )


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell MkDocs which anchors a template adds, so that it can check the links to them."""
    if page.meta.get("template") == "hulp.html":
        anchors = {organisation.id for organisation in _build(config).content.facts.hulp}
        page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
    leerlijn = _build(config).content.leerlijn
    if page.meta.get("template") == "kerndoelen.html" and leerlijn:
        page.present_anchor_ids = (page.present_anchor_ids or set()) | {code.lower() for code in leerlijn.codes}
    return html


def _alternates(file: File) -> dict[str, str]:
    """Language -> address of the versions that exist; the default language first."""
    found: Mapping[str, File] = file.alternates  # type: ignore[attr-defined]  # set by mkdocs-static-i18n
    return {language: "" if (url := version.url) in (".", "./") else url for language, version in found.items()}


@event_priority(-50)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """What our templates need beside what MkDocs gives."""
    language, content = _language(config), _build(config).content
    context["taal"] = language
    context["woorden"] = content.facts.woorden[language]
    context["versies"] = _alternates(page.file)
    context["is_model"] = _is_model(page)
    context["files_of_lesson"] = file_names
    if lesson := _lesson(page, config):
        build, around = _build(config), content.around()
        context["les"] = lesson
        context["thema"] = lesson.links(around.leerlijn)
        context["buren"] = around.same_theme(lesson)
        context["bestanden"] = file_names(lesson)
        context["zip"] = zip_name(lesson)
        context["record"] = metadata.json_ld(lesson, around, build.paper_url, config.extra["stichting"]["naam"])
        build.letter_context = context
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The same for pages that are no Markdown: the 404 page."""
    language, content = _language(config), _build(config).content
    context.update(taal=language, woorden=content.facts.woorden[language], versies={}, is_model=False)
    return context


def _is_model(page: Page) -> bool:
    return f"/{stamp.MODEL}/" in f"/{page.url}"


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Gather the page for search and sitemap; a model page becomes a page per school and is not written itself."""
    build, language = _build(config), _language(config)
    alternates = _alternates(page.file)
    url = "" if page.url in (".", "./") else page.url
    if not _is_model(page):
        build.addresses.append(sitemap.Address(url=url, language=language, alternates=alternates))
        if lesson := _lesson(page, config):
            build.documents.setdefault(language, []).append(search.lesson_document(lesson, build.content.around()))
            _write_letter(build, lesson, page)
        else:
            _gather(build, language, output, url, page)
        return output
    folder = Path(page.file.abs_dest_path)
    schools = build.content.schools
    model = stamp.split(output)
    for school, finished in zip(schools, stamp.fill(model, _values(build, language, config)), strict=True):
        _write(Path(str(folder).replace(stamp.MODEL, school.slug)), finished)
        own = {other: address.replace(stamp.MODEL, school.slug) for other, address in alternates.items()}
        address = url.replace(stamp.MODEL, school.slug)
        build.addresses.append(sitemap.Address(url=address, language=language, alternates=own))
        if page.url.rstrip("/").endswith(stamp.MODEL):
            found = search.school_document(school.naam, school.plaats, address)
            build.documents.setdefault(language, []).append(found)
    return ""


def _write_letter(build: Build, lesson: Lesson, page: Page) -> None:
    """The letter for parents, one folder below the page of its lesson; it has no Markdown file of its own."""
    assert build.environment
    letter = copy.copy(page)
    letter.file = copy.copy(page.file)
    letter.file.url = f"{page.url}ouderbrief/"
    words = build.content.facts.woorden[check.DEFAULT_LANGUAGE]
    paper = build.content.paper_words[check.DEFAULT_LANGUAGE]
    letter.title = f"{words['bestand_ouderbrief']}: {lesson.title}"
    letter.meta = {"title": letter.title, "description": f"{words['bestand_ouderbrief']}. {lesson.kernzin}"}
    letter.content = markdown.markdown(
        lessonpage.letter_markdown(lesson, paper, check.help_line(build.content.facts)), extensions=["attr_list"]
    )
    letter.toc = TableOfContents([])
    context = build.letter_context | {
        "page": letter,
        "base_url": f"../{build.letter_context['base_url']}",
        "versies": {},
    }
    address = sitemap.Address(
        url=letter.file.url, language=check.DEFAULT_LANGUAGE, alternates={check.DEFAULT_LANGUAGE: letter.file.url}
    )
    build.addresses.append(address)
    output = build.environment.get_template("ouderbrief.html").render(context)
    _write(Path(page.file.abs_dest_path).parent / "ouderbrief" / "index.html", output.encode())


def _gather(build: Build, language: str, output: str, url: str, page: Page) -> None:
    words = build.content.facts.woorden[language]
    found = search.documents(
        output, url, str(page.meta.get("title") or page.title), page.meta.get("zoekwoorden") or [], words["artikel"]
    )
    build.documents.setdefault(language, []).extend(found)


def _values(build: Build, language: str, config: MkDocsConfig) -> list[dict[str, bytes]]:
    if language not in build.values:
        assert build.environment
        card = build.environment.get_template("partials/schoolgegevens.html")
        words = build.content.facts.woorden[language]

        def render(school: School) -> str:
            return card.render(school=school, woorden=words, taal=language, config=config)

        prefix = "" if language == _i18n(config).default_language else f"{language}/"
        build.values[language] = [
            stamp.values(school, render(school), sitemap.absolute(build.paper_url, f"{prefix}scholen/{school.slug}/"))
            for school in build.content.schools
        ]
    return build.values[language]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The 404 page in the default language only (each language would write it anew); the sitemap is ours."""
    if template_name.startswith("sitemap.xml"):
        return ""
    return output if _i18n(config).is_default_language_build else ""


def on_post_build(config: MkDocsConfig) -> None:
    """After the last language: what is made from all pages together."""
    plugin = _i18n(config)
    if plugin.current_language != plugin.build_languages[-1]:
        return
    build, folder = _build(config), Path(config.site_dir)
    root = Path(config.config_file_path).parent
    default = plugin.default_language
    _write(folder / "sitemap.xml", sitemap.render_sitemap(build.addresses, build.site_url, default).encode())
    robots = f"User-agent: *\nAllow: /\nSitemap: {sitemap.absolute(build.site_url, 'sitemap.xml')}\n"
    _write(folder / "robots.txt", robots.encode())
    _write(folder / "_headers", headers.netlify().encode())
    for name in sorted(_drawings(build.content)):
        _write(
            folder / "assets" / "tekeningen" / f"{name}.svg", drawing.read_drawing(root / check.DRAWINGS, name).encode()
        )
    for language, found in build.documents.items():
        index = search.index(found, build.content.synonyms, language)
        _write(folder / "search" / f"{language}.json", index.encode())
    stub = {"config": {"lang": [default], "separator": r"\s+", "pipeline": []}, "docs": [], "options": {}}
    _write(folder / "search" / "search_index.json", json.dumps(stub).encode())
    # The benchmark measures the pages by themselves, and the files apart.
    if "ZONDER_BESTANDEN" not in os.environ:
        _write_documents(build, config)


def _drawings(content: check.Content) -> set[str]:
    """The drawings that a page of the site shows."""
    shown = (section.markdown for lesson in content.lessons for section in lesson.sections.values())
    own = (text.markdown for texts_ in content.texts.values() for text in texts_)
    return {name for markdown in (*shown, *own) for name in pages.drawings_in(markdown)}


def _write_documents(build: Build, config: MkDocsConfig) -> None:
    """The files for on paper, after all pages stand there."""
    content, folder = build.content, Path(config.site_dir)
    root = Path(config.config_file_path).parent
    foundation = config.extra["stichting"]
    work = content.work(root, build.paper_url, foundation["naam"], foundation["plaats"])
    documents.forget_program()
    lesson_files = lessonfiles.LessonFiles(
        root, content.press(root, build.paper_url, foundation["naam"]), content.around()
    )
    of_lesson = {lesson.id: list(lesson_files.of_lesson(lesson)) for lesson in content.lessons}
    all_of_them = documents.Documents(work, {id_: lessonfiles.for_parents(found) for id_, found in of_lesson.items()})
    files = [*all_of_them.of_foundation(), *all_of_them.of_evening()]
    for found in of_lesson.values():
        files += found
    for school in content.schools:
        files += (*all_of_them.of_school(school), *lesson_files.letters(school, content.lessons))
    if ON_DEMAND.is_on:
        ON_DEMAND.offer(root, files)
        return
    workers.make_missing(root, files)
    try:
        for file in files:
            _write(folder / file.path, documents.read_or_make(root, file))
    except PaperError as error:
        raise Abort(report([error.problem], root, github="GITHUB_ACTIONS" in os.environ)) from error

"""A text as a small tree of lists and dicts: what the PDF and the Word file are both made from.

Markdown becomes HTML with the site's own extensions, and that HTML becomes nodes that are ready for JSON. A text is
`str`; every other node is a dict with its kind under `t`. So nothing that a person typed is ever code in a template.

Blocks
    `h`      heading: `level` (0 is the title of the text, 1 is the first level below it), `id`, `c` (inline)
    `p`      paragraph: `c` (inline)
    `ol`     `start`, `c` (items);  `ul`: `c` (items)
    `li`     item: `id`, `c` (blocks), `box` (None, or whether the box to tick is ticked)
    `table`  `align` per column ("", left, center, right), `head` and `body`: rows of cells, a cell is a list of inline
    `quote`, `div`  `c` (blocks);  `hr`
    `official`  the board's own text (`of`: "officieel") or a translation of it (`of`: "vertaling"), `c` (blocks)
    `img`    picture on its own: `src`, `alt`; `src` is a path below overrides/assets, or `tekening:naam` for a
             drawing of overrides/tekeningen
    `row`    pictures beside each other: `c` (two or more `img`)
    `lines`  lines to write on: `count`;  `room`: a frame to draw in, `mm` high;  `sheet`: what follows begins a
             sheet, on which it stands `times` times, to be cut
Inline
    `b`, `i`, `span`  `c` (inline);  `br`
    `a`      `href`: list of str and values before `fill`, str after it; `#id` is a place in the same text
    `v`      value: `v` is its key ("naam", "Naam", "plaats", "slug", "adres"); `fill` adds its text as `c`
    `blank`  a place to write: `label`;  `tick`: a box to tick, in a cell of a table
    `img`    as above
Every dict may also have `class` (list of str) and `lang`.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import markdown as python_markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

import drawing
import stamp
import tables
from problem import Problem, shown

Node = dict[str, Any]
Inline = str | Node
Resolve = Callable[[str], str]
"""Gives the whole web address for a link to another page of the site, as it stands in the Markdown."""

EXTENSIONS = ("attr_list", "md_in_html", "tables", "admonition", "toc")
"""Those of the site, but for footnotes: sources stand on the page, and paper carries the page's address."""

_FOOTNOTE = re.compile(r"^\[\^[^\]\s]+\]:.*\n?|\[\^[^\]\s]+\]", re.MULTILINE)
_SPACES = re.compile("[ \t\r\n\f]+")  # a no-break space is not one of them
_BOX = re.compile(r"\[(?P<mark>[ xX])\] +")
_BLANK = re.compile(r"\[invullen(?:: *(?P<label>[^\]]*?) *)?\]")
_ALIGN = re.compile(r"text-align: *(left|center|right)")
_WEB = re.compile(r"(https?|mailto|tel):")
_LINES = re.compile(r"\[lijnen: *(?P<count>\d+)\]")
_ROOM = re.compile(r"\[tekenvak: *(?P<size>\d+(?:[.,]\d+)?) *(?P<unit>cm|mm)\]")
_SPACE = re.compile(r"\[(?P<kind>lijn|tekenvak)[^\]\n]*\]?")
_EXAMPLES = {"lijn": ("schrijven", "[lijnen: 3]"), "tekenvak": ("tekenen", "[tekenvak: 6 cm]")}
_MOST_LINES, _MOST_MM = 25, 240
"""What a side of A4 has room for."""
_SHEET = re.compile(r"\[nieuw blad(?:: (?P<times>[2-4]) keer)?\]")
"""On a line of its own: what follows stands on a sheet of its own, once or more often to be cut."""
DRAWING = "tekening:"
"""How the `src` of a drawing begins."""
# Unicode keeps these two for use inside a program; a parser leaves them alone, and no text holds them.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_VALUE = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = {"strong": "b", "b": "b", "em": "i", "i": "i", "span": "span"}
_SECTIONS = ("div", "section", "aside", "details")
_PARAGRAPHS = ("p", "summary")


def from_markdown(
    markdown: str,
    path: Path,
    *,
    assets: Path,
    resolve: Resolve | None = None,
    stamped: bool = True,
    titled: bool = True,
) -> tuple[list[Node], list[Problem]]:
    """The blocks of a Markdown text, and everything in it that cannot stand on paper.

    `path` is named in messages; pictures are looked for in `assets`, drawings in the folder `tekeningen` beside it.
    With `stamped`, `[naam school]` and its like become values; without, they stay as the board wrote them. A piece
    of a text is not `titled`: it needs no title, and its `##` is a heading of level 1.
    """
    text = _FOOTNOTE.sub("", markdown)
    html = _converter().reset().convert(text)
    uneven = tables.uneven_rows(enumerate(markdown.splitlines(), 1))
    rows = [Problem(path, line, message) for line, message in uneven]
    blocks, problems = read_tree(
        html, path, assets=assets, resolve=resolve, stamped=stamped, titled=titled, source=markdown
    )
    return blocks, sorted([*rows, *problems])


@functools.cache
def _converter() -> python_markdown.Markdown:
    """One for all texts: a lesson is dozens of pieces, and making it takes longer than reading one of them."""
    return python_markdown.Markdown(extensions=list(EXTENSIONS), output_format="html")


def read_tree(
    html: str,
    path: Path,
    *,
    assets: Path,
    resolve: Resolve | None = None,
    stamped: bool = True,
    titled: bool = True,
    source: str = "",
) -> tuple[list[Node], list[Problem]]:
    """The blocks of a piece of HTML as Python-Markdown writes it; see `from_markdown`.

    `source` is the Markdown that the HTML came from; problems are looked up in it, to tell their line.
    """
    if stamped:
        model = stamp.split(html)
        # Nothing stands where the card with the school's details goes: that is for the page.
        values = ("" if key == stamp.CARD else f"{_OPEN}{key}{_CLOSE}" for key in model.keys)
        html = "".join(_alternate((part.decode() for part in model.fixed), values))
    reader = _Reader(path, assets, resolve, source)
    body = LexborHTMLParser(html).body
    blocks = reader.read_blocks(body) if body is not None else []
    reader.check(titled)
    return blocks, sorted(reader.problems)


def _alternate(texts: Iterable[str], values: Iterable[str]) -> Iterator[str]:
    between = iter(values)
    for text in texts:
        yield text
        yield next(between, "")


def fill(nodes: list[Any], values: Mapping[str, str]) -> list[Any]:
    """The same nodes with the text of each value in them; the nodes themselves stay as they were.

    A value keeps its own node, since a name may run in another direction than the text around it.
    """
    return [_filled(node, values) for node in nodes]


def _filled(node: Any, values: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return fill(node, values)
    if not isinstance(node, dict):
        return node
    if node["t"] == "v":
        return node | {"c": [values[node["v"]]]}
    filled = {key: _filled(value, values) for key, value in node.items()}
    if "href" in node:
        filled["href"] = plain(filled["href"])
    return filled


def with_blanks(nodes: list[Any], labels: Mapping[str, str], usual: str = "") -> list[Any]:
    """The same nodes with a place to write where a value would stand: of the keys in `labels`, and with a `usual`
    label of all others too."""
    return [_with_blanks(node, labels, usual) for node in nodes]


def _with_blanks(node: Any, labels: Mapping[str, str], usual: str) -> Any:
    if isinstance(node, list):
        return with_blanks(node, labels, usual)
    if not isinstance(node, dict):
        return node
    if node["t"] == "v" and (label := labels.get(node["v"], usual)):
        return {"t": "blank", "label": label}
    return {key: _with_blanks(value, labels, usual) for key, value in node.items()}


def plain(nodes: Iterable[Any]) -> str:
    """The words of filled nodes, a space between blocks, without what is drawn (boxes, blanks, pictures)."""
    return _SPACES.sub(" ", "".join(_plain(node) for node in nodes)).strip()


def _plain(node: Any) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return "".join(map(_plain, node))
    if node["t"] == "br":
        return " "
    if node["t"] == "sheet":
        return " "
    if node["t"] == "table":
        cells = (_plain(cell) for row in (*node["head"], *node["body"]) for cell in row)
        return f" {' '.join(cells)} "
    text = _plain(node.get("c", []))
    return text if node["t"] in ("b", "i", "span", "a", "v") else f" {text} "


def walk(nodes: Iterable[Any]) -> Iterator[Node]:
    """Every dict among the nodes, in the order of the text."""
    for node in nodes:
        if isinstance(node, list):
            yield from walk(node)
        elif isinstance(node, dict):
            yield node
            for key in ("head", "body", "c"):
                yield from walk(node.get(key, []))


def sheets(blocks: list[Node]) -> list[tuple[int, list[Node]]]:
    """The blocks of each sheet, and how often they stand on it."""
    found: list[tuple[int, list[Node]]] = [(1, [])]
    for block in blocks:
        if block["t"] == "sheet":
            found.append((block["times"], []))
        else:
            found[-1][1].append(block)
    return found


def with_ticks(blocks: list[Node], heading: str) -> list[Node]:
    """The blocks with a box to tick in each empty cell of a table below that heading."""
    return [_ticked(block, heading) if block["t"] == "table" else block for block in blocks]


def _ticked(table: Node, heading: str) -> Node:
    columns = {index for row in table["head"] for index, cell in enumerate(row) if plain(cell) == heading}
    tick: Node = {"t": "tick", "label": heading}
    body = [[cell or ([tick] if index in columns else []) for index, cell in enumerate(row)] for row in table["body"]]
    return table | {"body": body}


def title_line(blocks: list[Node]) -> list[Inline]:
    """The title of a text, as inline nodes."""
    return next((node["c"] for node in walk(blocks) if node["t"] == "h" and node["level"] == 0), [])


def drawing_folder(assets: Path) -> Path:
    """Where the drawings stand, beside the other pictures."""
    return assets.parent / "tekeningen"


class _Reader:
    """Turns HTML into nodes, and notes what cannot stand on paper."""

    def __init__(self, path: Path, assets: Path, resolve: Resolve | None, source: str) -> None:
        self.path = path
        self.assets = assets
        self.resolve = resolve
        self.lines = source.splitlines()
        self.problems: list[Problem] = []
        self.headings: list[Node] = []
        self.ids: set[str] = set()
        self.targets: list[str] = []
        self.after_space = True
        """Whether the text so far ends in a space, or nothing stands before it in its block."""

    @functools.cached_property
    def drawings(self) -> frozenset[str]:
        return drawing.names(drawing_folder(self.assets))

    def note(self, needle: str, message: str) -> None:
        found = (number for number, line in enumerate(self.lines, 1) if needle and needle in line)
        self.problems.append(Problem(self.path, next(found, 0), message))

    # ---- blocks ----

    def read_blocks(self, parent: LexborNode) -> list[Node]:
        """The blocks in an element; text that stands loose in it becomes a paragraph."""
        blocks: list[Node] = []
        loose: list[LexborNode] = []

        def flush() -> None:
            if content := self.read_line(loose):
                blocks.append(self.paragraph(content))
            loose.clear()

        for child in parent.iter(include_text=True):
            tag = child.tag or ""
            if tag in _BLOCKS:
                flush()
                if block := self.read_block(child, tag):
                    blocks.append(block)
            elif tag != "-comment":
                loose.append(child)
        flush()
        return blocks

    def read_block(self, node: LexborNode, tag: str) -> Node | None:
        attributes = node.attributes
        block: Node
        if tag in _HEADINGS:
            content = self.checked(self.read_line(node.iter(include_text=True)))
            block = {"t": "h", "level": int(tag[1]), "c": content}
            self.headings.append(block)
        elif tag in _PARAGRAPHS:
            content = self.read_line(node.iter(include_text=True))
            if not content:
                return None
            block = self.paragraph(content)
        elif tag == "ul":
            block = {"t": "ul", "c": self.read_items(node)}
        elif tag == "ol":
            block = {"t": "ol", "start": int(attributes.get("start") or 1), "c": self.read_items(node)}
            if any(item["box"] is not None for item in block["c"]):
                # Python-Markdown makes one list of a list with numbers and a list with dashes right below it.
                message = (
                    "een vakje [ ] kan niet in een lijst met nummers staan. Zet een regel tekst tussen de lijsten."
                )
                self.note("[ ]", message)
        elif tag == "table":
            block = self.read_table(node)
        elif tag == "hr":
            block = {"t": "hr"}
        elif tag == "blockquote":
            block = {"t": "quote", "c": self.read_blocks(node)}
        elif "data-officieel" in attributes or "data-vertaling" in attributes:
            kind = "officieel" if "data-officieel" in attributes else "vertaling"
            block = {"t": "official", "of": kind, "c": self.read_blocks(node)}
        else:
            block = {"t": "div", "c": self.read_blocks(node)}
        return self.marked(block, node)

    def paragraph(self, content: list[Inline]) -> Node:
        """A paragraph; or what it holds, where that is only pictures or one place to write or draw."""
        pictures = [node for node in content if isinstance(node, dict) and node["t"] == "img"]
        if pictures and all(node in pictures or node == " " for node in content):
            return pictures[0] if len(pictures) == 1 else {"t": "row", "c": pictures}
        if len(content) == 1 and isinstance(content[0], str) and (space := _space(content[0])):
            return space
        return {"t": "p", "c": self.checked(content)}

    def checked(self, content: list[Inline]) -> list[Inline]:
        """The same; a place to write or draw that stands amid words, or cannot be read, is noted."""
        for text in _texts(content):
            for found in _SPACE.finditer(text):
                what, example = _EXAMPLES[found["kind"]]
                message = (
                    f"'{shown(found[0])}' geeft geen plek om te {what}. "
                    f"Zet op een eigen regel, met een lege regel erboven en eronder: {example}"
                )
                self.note(found[0], message)
        return content

    def read_items(self, node: LexborNode) -> list[Node]:
        return [self.read_item(child) for child in node.iter() if child.tag == "li"]

    def read_item(self, node: LexborNode) -> Node:
        item: Node = {"t": "li", "box": None, "c": self.read_blocks(node)}
        first = item["c"][0]["c"] if item["c"] and item["c"][0]["t"] == "p" else []
        if first and isinstance(first[0], str) and (found := _BOX.match(first[0])):
            item["box"] = found["mark"] != " "
            first[0] = first[0][found.end() :]
            if not first[0]:
                del first[0]
        return self.marked(item, node)

    def read_table(self, node: LexborNode) -> Node:
        rows: dict[str, list[list[list[Inline]]]] = {"head": [], "body": []}
        table = [[cell for cell in row.iter() if cell.tag in ("th", "td")] for row in node.css("tr")]
        for cells in table:
            part = "head" if cells and all(cell.tag == "th" for cell in cells) else "body"
            rows[part].append([self.checked(self.read_line(cell.iter(include_text=True))) for cell in cells])
        styles = (_ALIGN.search(cell.attributes.get("style") or "") for cell in table[0])
        if not rows["head"]:
            message = "deze tabel heeft geen kopregel. Zet erboven: | Kop | Kop | en daaronder: | --- | --- |"
            self.note("<table", message)
        return {"t": "table", "align": [found[1] if found else "" for found in styles], **rows}

    def marked(self, block: Node, node: LexborNode) -> Node:
        """The block with its id, classes and language."""
        attributes = node.attributes
        if found := attributes.get("id"):
            block["id"] = found
            self.ids.add(found)
        if classes := (attributes.get("class") or "").split():
            block["class"] = classes
        if (language := attributes.get("lang")) is not None:
            block["lang"] = language
        return block

    # ---- inline ----

    def read_line(self, nodes: Iterable[LexborNode]) -> list[Inline]:
        """The inline nodes of one block: each run of spaces is one, and none stands at the ends."""
        self.after_space = True
        content = self.read_inline(nodes)
        _strip_end(content)
        return content

    def read_inline(self, nodes: Iterable[LexborNode]) -> list[Inline]:
        content: list[Inline] = []
        for node in nodes:
            tag = node.tag or ""
            if tag == "-text":
                content += self.read_text(node.text_content or "")
            elif tag == "br":
                _strip_end(content)
                self.after_space = True
                content.append({"t": "br"})
            elif tag == "a":
                content.append(self.read_link(node))
            elif tag == "img":
                content.append(self.read_picture(node))
                self.after_space = False
            elif tag in _INLINE:
                inner = self.read_inline(node.iter(include_text=True))
                content.append(self.marked({"t": _INLINE[tag], "c": inner}, node))
            elif tag == "code":
                message = "tekst tussen `-tekens kan niet op papier staan. Haal de tekens ` weg."
                self.note("`", message)
            elif tag != "-comment":
                message = f"'<{tag}>' kan niet op papier staan. Schrijf deze tekst zonder <{tag}>."
                self.note(f"<{tag}", message)
        return content

    def read_text(self, text: str) -> Iterator[Inline]:
        """The text with its values and blanks taken out, spaces folded over the borders of elements."""
        end = 0
        for found in re.finditer(f"{_VALUE.pattern}|{_BLANK.pattern}", text):
            yield from self.fold(text[end : found.start()])
            if found[1]:
                yield {"t": "v", "v": found[1]}
            else:
                yield {"t": "blank", "label": found["label"] or ""}
            self.after_space = False
            end = found.end()
        yield from self.fold(text[end:])

    def fold(self, text: str) -> Iterator[str]:
        text = _SPACES.sub(" ", text)
        if self.after_space:
            text = text.removeprefix(" ")
        if text:
            self.after_space = text.endswith(" ")
            yield text

    def read_link(self, node: LexborNode) -> Inline:
        href = node.attributes.get("href") or ""
        if href.startswith("#"):
            self.targets.append(href)
        elif not _WEB.match(href):
            if self.resolve:
                href = self.resolve(href)
            if not _WEB.match(href):
                message = f"de link '{shown(_typed(href))}' werkt niet op papier. Schrijf het hele webadres."
                self.note(_typed(href), message)
        link: Node = {"t": "a", "href": _parts(href), "c": self.read_inline(node.iter(include_text=True))}
        return self.marked(link, node)

    def read_picture(self, node: LexborNode) -> Node:
        source, alt = node.attributes.get("src") or "", (node.attributes.get("alt") or "").strip()
        name = source if source.startswith(DRAWING) else source.rpartition("assets/")[2]
        if not alt:
            remedy = f"Zet die tussen de haken: ![Wat er te zien is]({source})"
            self.note(source, f"het plaatje '{shown(name)}' heeft geen beschrijving. {remedy}")
        if source.startswith(DRAWING):
            if (drawn := source.removeprefix(DRAWING)) not in self.drawings:
                message = f"de tekening '{shown(drawn)}' is er niet. Zet haar in overrides/tekeningen/{drawn}.svg"
                self.note(source, message)
        elif (
            not (self.assets / name).resolve().is_relative_to(self.assets.resolve())
            or not (self.assets / name).is_file()
        ):
            self.note(source, f"het plaatje '{shown(name)}' is er niet. Zet het in overrides/assets/{name}")
        return self.marked({"t": "img", "src": name, "alt": alt}, node)

    # ---- what can only be judged when all is read ----

    def check(self, titled: bool) -> None:
        """One title, no level skipped, and every place that is pointed at exists. Numbers the levels from the title."""
        for target in self.targets:
            if target[1:] not in self.ids:
                self.note(
                    target, f"'{target}' is geen plek in deze tekst. Kies een kop of artikel dat er wel in staat."
                )
        if not self.headings:
            if titled:
                self.problems.append(Problem(self.path, 1, "deze tekst heeft geen titel. Begin met een regel: # Titel"))
            return
        top = self.headings[0]["level"] if titled else 1
        before = self.headings[0]["level"]
        for index, heading in enumerate(self.headings):
            level, text = heading["level"], _typed(_shown_inline(heading["c"]))
            if not text:
                self.note("#", "er staat een kop zonder tekst. Vul hem in, of haal hem weg.")
            elif (index or not titled) and level <= top:
                message = (
                    f"'{shown(text)}' is een tweede titel. Schrijf er een kop van: {'#' * (top + 1)} {shown(text)}"
                )
                self.note(text, message)
            elif level > before + 1:
                message = f"de kop '{shown(text)}' slaat een niveau over. Schrijf: {'#' * (before + 1)} {shown(text)}"
                self.note(text, message)
            before = level
            heading["level"] = level - top


_BLOCKS = frozenset((*_HEADINGS, *_PARAGRAPHS, *_SECTIONS, "ul", "ol", "table", "hr", "blockquote"))


def _space(text: str) -> Node | None:
    """The place to write or draw that a line asks for, if it does and a page has room for it; or a new sheet."""
    if found := _SHEET.fullmatch(text):
        return {"t": "sheet", "times": int(found["times"] or 1)}
    if found := _LINES.fullmatch(text):
        count = int(found["count"])
        return {"t": "lines", "count": count} if 1 <= count <= _MOST_LINES else None
    if found := _ROOM.fullmatch(text):
        size = float(found["size"].replace(",", "."))
        mm = round(size * 10 if found["unit"] == "cm" else size)
        return {"t": "room", "mm": mm} if 10 <= mm <= _MOST_MM else None
    return None


def _texts(content: Iterable[Inline]) -> Iterator[str]:
    for node in content:
        if isinstance(node, str):
            yield node
        else:
            yield from _texts(node.get("c", []))


def _strip_end(content: list[Inline]) -> None:
    while content:
        last = content[-1]
        if isinstance(last, str):
            content[-1] = last.rstrip(" ")
            if content[-1]:
                return
            content.pop()
        else:
            if last["t"] in ("b", "i", "a", "span"):
                _strip_end(last["c"])
            return


def _parts(text: str) -> list[Inline]:
    """The text as a list of str and values."""
    pieces = _VALUE.split(text)
    return [{"t": "v", "v": piece} if index % 2 else piece for index, piece in enumerate(pieces) if piece]


def _shown_inline(content: list[Inline]) -> str:
    """A text before it is filled, with values as they are typed, for a message."""
    return "".join(
        node
        if isinstance(node, str)
        else f"{_OPEN}{node['v']}{_CLOSE}"
        if node["t"] == "v"
        else _shown_inline(node.get("c", []))
        for node in content
    )


_TYPED = {stamp.NAME: "[naam school]", stamp.NAME_FIRST: "[Naam school]", stamp.PLACE: "[plaats]",
          stamp.ADDRESS: "[adres van deze pagina]", stamp.SLUG: stamp.MODEL}  # fmt: skip


def _typed(text: str) -> str:
    return _VALUE.sub(lambda found: _TYPED[found[1]], text)

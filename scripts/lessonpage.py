"""The page of a lesson for the teacher: what the file says, with everything filled in that stands elsewhere.

Pure: a lesson and what is known around it go in, Markdown for the site comes out. The headings get fixed names, so that
a link to `#lesverloop` holds in every lesson.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from facts import Facts
from leerlijn import Leerlijn
from lesson import SECTIONS, Cue, Lesson, Phase, file_names
from official import Official, article_text
from pages import in_words, with_boxes, with_drawings

_ARROW = re.compile(r"^(\s*[-*] .*?) → (.*)$", re.M)


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a lesson's page says that is not in its file."""

    leerlijn: Leerlijn
    facts: Facts
    protocol: Official
    words: Mapping[str, str]
    """Of `facts/woorden.yml`, in the language of the lesson."""
    lessons: Sequence[Lesson]
    """All lessons, by groep and number."""

    def same_theme(self, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
        """The lesson before and the lesson after this one on the same theme, of those that are there."""
        theme = lesson.links(self.leerlijn)
        if not theme:
            return None, None
        row = [other for other in self.lessons if other.links(self.leerlijn) is theme]
        place = row.index(lesson)
        return (row[place - 1] if place else None), (row[place + 1] if place + 1 < len(row) else None)


def anchor(heading: str) -> str:
    """The fixed name of a heading: "In het kort" -> in-het-kort."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def page_markdown(lesson: Lesson, around: Around) -> str:
    """The whole page, title included."""
    return _page(lesson, _Writer(lesson, around))


def paper_markdown(lesson: Lesson, around: Around) -> str:
    """The same for on paper: with boxes to tick, drawings by their names, and no links to files."""
    return _page(lesson, _OnPaper(lesson, around))


def _page(lesson: Lesson, writer: "_Writer") -> str:
    sections = (f"## {name} {{: #{anchor(name)} }}\n\n{writer.section(name)}" for name in SECTIONS)
    return "\n\n".join([f"# {lesson.title}", *sections]) + "\n"


def letter_markdown(lesson: Lesson, words: Mapping[str, str], hulp: str) -> str:
    """The letter for parents as a page, of no school in particular.

    `words` are those of `facts/papier.yml`; `hulp` names who helps outside the school, with a telephone number.
    """
    parts = [
        f"# {words['ouderbrief_titel'].format(groep=lesson.groep, titel=lesson.title)}",
        words["ouderbrief_aanhef"],
    ]
    for section in lesson.letter:
        parts.append(f"## {section.name} {{: #{anchor(section.name)} }}\n\n{section.markdown}")
    parts.append(
        f"## {words['ouderbrief_zorgen_kop']} {{: #zorgen }}\n\n{words['ouderbrief_zorgen'].format(hulp=hulp)}"
    )
    return "\n\n".join(parts)


class _Writer:
    def __init__(self, lesson: Lesson, around: Around) -> None:
        self.lesson, self.around = lesson, around
        self.words = around.words
        self.up = "../" * lesson.url.count("/")
        self.files = file_names(lesson)

    def section(self, name: str) -> str:
        own = self.lesson.sections[name].markdown
        special = {
            "Doelen": self.goals,
            "Deze les en ons protocol": self.protocol,
            "Klaarzetten": self.prepare,
            "Let op in deze les": self.care,
            "Lesverloop": self.course,
            "Werkblad en antwoorden": self.sheet,
            "Thuis verder": self.home,
            "Verder in de leerlijn": self.line,
            "Verantwoording": self.account,
        }.get(name)
        return self.drawings(special(own) if special else own)

    def drawings(self, text: str) -> str:
        return with_drawings(text, self.up)

    def boxes(self, text: str) -> str:
        return with_boxes(text)

    def goals(self, own: str) -> str:
        goals = (self.around.leerlijn.codes[code] for code in self.lesson.kerndoelen)
        listed = "\n".join(
            f"- [Kerndoel {goal.code}](../kerndoelen.md#{goal.code.lower()}), {goal.naam}: “{goal.zin}”"
            for goal in goals
        )
        return f"**{self.lesson.kernzin}**\n{{: .kernzin }}\n\n{own}\n\n{self.words['les_kerndoelen']}\n\n{listed}"

    def protocol(self, own: str) -> str:
        quotes = []
        for key in self.lesson.protocol:
            article = self.around.facts.artikelen[key]
            text = article_text(self.around.protocol, key).replace("[naam school]", "de school")
            text = text.replace("[Naam school]", "De school")
            link = f"[{self.words['artikel'].capitalize()} {article.label}](../../protocol.md#{key})"
            quotes.append(f'<div class="artikel" markdown="1">\n\n“{text}”\n\n{link}\n\n</div>')
        text = "\n\n".join([*quotes, own])
        if self.lesson.voorstel:
            proposals = "; ".join(self.around.leerlijn.voorstellen[key] for key in self.lesson.voorstel)
            text += f"\n\n{self.words['les_voorstel'].format(onderwerp=proposals)}\n{{: .voorstel }}"
        return text

    def prepare(self, own: str) -> str:
        minutes = self.words["les_voorbereiden"].format(minuten=self.lesson.voorbereiding)
        return f"{minutes}\n\n{self.boxes(own)}"

    def care(self, own: str) -> str:
        return f'{own}\n\n!!! warning "{self.words["vertelt_titel"]}"\n    {self.words["vertelt_tekst"]}'

    def course(self, _: str) -> str:
        return "\n\n".join(self.phase(phase) for phase in self.lesson.phases)

    def phase(self, phase: Phase) -> str:
        minutes = self.words["les_minuten"].format(minuten=phase.minutes)
        head = f'### {phase.name} <span class="minutes">{minutes}</span> {{: #{anchor(phase.name)} }}'
        return "\n\n".join([head, f"{phase.summary}\n{{: .phase-lead }}", *self.cues(phase)])

    def cues(self, phase: Phase) -> Iterator[str]:
        waiting = list(phase.slides)
        for cue in phase.cues:
            while waiting and waiting[0] <= cue.slide:
                yield self.slide(waiting.pop(0))
            yield self.cue(cue)
        for number in waiting:
            yield self.slide(number)

    def slide(self, number: int) -> str:
        slide = self.lesson.slides[number - 1]
        title = {"[doel]": self.lesson.kernzin, "[zo praten we]": self.lesson.bouw.zo_praten_we.titel}
        label = f"{self.words['dia']} {number}"
        address = f"{self.files['presentatie'][0]}#dia-{number}"
        return f'<p class="slide-mark"><a href="{address}">{label}</a> {title.get(slide.title, slide.title)}</p>'

    def cue(self, cue: Cue) -> str:
        reply = '<span class="reply"><span class="reply__arrow" aria-hidden="true">→</span> \\2</span>'
        text = _ARROW.sub(rf"\1 {reply}", cue.markdown)
        gap = "\n\n" if text.startswith(("- ", "1. ")) else " "
        return f'<div class="cue cue--{anchor(cue.label)}" markdown="1">\n\n**{cue.label}**{gap}{text}\n\n</div>'

    def sheet(self, own: str) -> str:
        return f"{own}\n\n" + self.links(("werkblad", "antwoorden", "kaartjes"))

    def home(self, own: str) -> str:
        letter = f'<p><a href="ouderbrief/">{self.words["les_ouderbrief_lezen"]}</a></p>'
        return f"{own}\n\n{letter}\n\n{self.links(('ouderbrief',))}"

    def links(self, kinds: tuple[str, ...]) -> str:
        rows = []
        for kind in kinds:
            for name in self.files.get(kind, ()):
                ending = name.rpartition(".")[2]
                label = f"{self.words[f'bestand_{kind}']} ({self.words[f'soort_{ending}']})"
                rows.append(f'<li><a class="file" href="{name}">{label}</a></li>')
        return f'<ul class="files plain">{"".join(rows)}</ul>'

    def line(self, own: str) -> str:
        """What the writer says, and the steps of the theme before and after this one, with what is not written yet."""
        theme = self.lesson.links(self.around.leerlijn)
        if not theme:
            return own
        place = next(number for number, step in enumerate(theme.stappen) if step.bouw == self.lesson.bouw.id)
        rows = []
        for key, number in (("les_ervoor", place - 1), ("les_erna", place + 1)):
            if 0 <= number < len(theme.stappen):
                step = theme.stappen[number]
                found = (
                    other
                    for other in self.around.lessons
                    if (other.groep, other.volgnummer) == (step.groep, step.volgnummer)
                )
                other = next(found, None)
                link = f"[{other.title}](../groep-{other.groep}/{other.slug}.md)" if other else ""
                named = link or self.words["nog_niet_geschreven"].lower()
                rows.append(f"- {self.words[key]}, groep {step.groep}, {step.leert}: {named}")
        return f"{own}\n\n" + "\n".join(rows)

    def account(self, own: str) -> str:
        lesson, words = self.lesson, self.words
        reviewed = ", ".join(lesson.nagekeken_door) or words["les_nog_niemand"]
        facts = (
            (words["les_status"], lesson.status),
            (words["les_proefles"], lesson.proefles),
            (words["les_nagekeken"], reviewed),
            (words["les_herzien"], in_words(lesson.herzien, "nl")),
            (words["les_nakijken"], in_words(lesson.review_before, "nl")),
            (words["licentie"], "CC BY 4.0"),
        )
        listed = "\n".join(f"- {name}: {value}" for name, value in facts)
        cited = "".join(f"[^{key}]" for key in lesson.bronnen)
        source = f"[^{self.around.leerlijn.bron}]"
        return f"{own}\n\n{listed}\n\n{words['les_bron_kerndoelen']}{source}{cited}"


class _OnPaper(_Writer):
    """What stands otherwise on paper; all words are those of the page."""

    def drawings(self, text: str) -> str:
        return text

    def boxes(self, text: str) -> str:
        return text

    def home(self, own: str) -> str:
        return own

    def links(self, kinds: tuple[str, ...]) -> str:
        return ""

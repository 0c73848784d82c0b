"""One thing to mend, and the report that an editor reads: a line for each, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """Something that a person has to mend: where it stands, what stands there and how to mend it.

    `line` counts from 1; 0 means the file or folder as a whole. `message` is Dutch and ends with the remedy.
    Not keyword-only, unlike our other values: made in a hundred places, it reads as `path:line: message`.
    """

    path: Path
    line: int
    message: str


def shown(text: str, limit: int = 60) -> str:
    """What was typed, fit to stand in a message: one line, every sign visible, at most `limit` characters."""
    text = visible(text)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def visible(text: str) -> str:
    """The text with line breaks, control signs and bidi marks written out, as `<U+202E>`.

    A terminal obeys such signs, and a lone surrogate (in a file name that is not UTF-8) cannot be printed.
    """
    if text.isprintable():
        return text
    seen = (sign if sign.isprintable() or sign == "\u00a0" else f"<U+{ord(sign):04X}>" for sign in text)
    return "".join(seen)


def report(problems: Iterable[Problem], root: Path, *, github: bool = False) -> str:
    """The problems as lines `schools/x.yml:3: …`, sorted, each once, and a last line that counts them.

    Paths are written from `root`. With `github` they also stand there as workflow commands, and GitHub shows
    each beside its line: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    points = sorted({(_from_root(one.path, root), one.line, visible(one.message)) for one in problems})
    if not points:
        return "Geen punten om te herstellen."
    lines = [f"{path}:{line}: {message}" if line else f"{path}: {message}" for path, line, message in points]
    if github:
        lines += [_annotation(path, line, message) for path, line, message in points]
    files = _count(len({path for path, _, _ in points}), "bestand", "bestanden")
    lines.append(f"{_count(len(points), 'punt', 'punten')} om te herstellen, in {files}.")
    return "\n".join(lines)


def _from_root(path: Path, root: Path) -> str:
    # Not resolve(): a school's file may be a symbolic link, and the editor knows it by the link's name.
    whole, start = path.absolute(), root.absolute()
    return visible((whole.relative_to(start) if whole.is_relative_to(start) else whole).as_posix())


def _annotation(path: str, line: int, message: str) -> str:
    place = f"file={_escaped(path, ':', ',')}" + (f",line={line}" if line else "")
    return f"::error {place}::{_escaped(message)}"


def _escaped(text: str, *more: str) -> str:
    # Line breaks should be escaped too, but visible() leaves none. The % first, or it escapes the escapes.
    for sign in ("%", *more):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"

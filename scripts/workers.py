"""Making many files at once, on all processors of the machine."""

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from documents import File, kept_at, read_or_make
from paper import PaperError

MANY = 50
"""Fewer files are made sooner by one process."""


def make_missing(root: Path, files: Iterable[File]) -> None:
    """Make what is not kept yet; `documents.read_or_make` then finds it.

    Only where a process can be split off with all that it has read (Linux). A file that cannot be made is left: whoever
    reads it makes it again, and gets the fault. What is put together from others (a zip) is left too.
    """
    all_of_them = {part.path: part for file in files for part in (file, *file.parts)}.values()
    missing = [file for file in all_of_them if file.is_kept and not kept_at(root, file).is_file()]
    if sys.platform != "linux" or len(missing) < MANY:
        return
    context = multiprocessing.get_context("fork")
    # What takes long stands side by side in the list: dealt out like cards, each process gets its share of it.
    number = len(os.sched_getaffinity(0))
    processes = [context.Process(target=_make, args=(root, missing[first::number])) for first in range(number)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def _make(root: Path, files: list[File]) -> None:
    for file in files:
        with contextlib.suppress(PaperError):
            read_or_make(root, file)

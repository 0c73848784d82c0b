"""Files for on paper while `mkdocs serve` shows the site: made at the moment that somebody asks for one.

Making all of them takes a minute; whoever edits a text wants to see the page at once. MkDocs loads its hooks anew for
each build, so what must be known between two builds stands here.
"""

import logging
import mimetypes
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from documents import File, read_or_make
from paper import PaperError

LOG = logging.getLogger("mkdocs.hooks")
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
"""A web application as PEP 3333 (WSGI) describes it."""


class OnDemand:
    """The files of the last build, for whoever asks."""

    def __init__(self) -> None:
        self.is_on = False
        self._root = Path()
        self._files: Mapping[str, File] = {}
        self._one = threading.Lock()  # a browser asks for several files at once; Typst makes one at a time

    def offer(self, root: Path, files: Iterable[File]) -> None:
        """From now on these files can be asked for, by their address below the root."""
        with self._one:
            self._root, self._files = root, {file.path: file for file in files}

    def make(self, path: str) -> bytes | None:
        """The content of the file at this address; None where there is none, or it cannot be made (told in the log)."""
        with self._one:
            file = self._files.get(path)
            try:
                return read_or_make(self._root, file) if file else None
            except PaperError as error:
                LOG.error("%s: %s", error.problem.path.name, error.problem.message)
                return None

    def before(self, application: Application, mount: str) -> Application:
        """The application that answers itself for our files, and leaves the rest to MkDocs'."""

        def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = str(environ.get("PATH_INFO", ""))
            content = self.make(path.removeprefix(mount)) if path.startswith(mount) else None
            if content is None:
                return application(environ, start_response)
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
            return [content]

        return answer


ON_DEMAND = OnDemand()

"""Zip files that are the same for the same content: "Alles voor onze school", and what Word files are inside.

Format: PKWARE's APPNOTE 6.3. Every entry has the earliest date that a zip can hold, and rights that anyone can read.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o100644 << 16


def bundle(files: Mapping[str, bytes], folder: str = "") -> bytes:
    """The files in one zip, by name, all in `folder` if one is given.

    They are not compressed: PDF, Word and PNG already are, and stored bytes are the same on every machine.
    Raises ValueError for a name that would lead out of the folder, or that Windows takes for another one.
    """
    for name in files:
        if not name or name.startswith("/") or ".." in name.split("/") or "\\" in name:
            raise ValueError(f"not a name inside a zip: {name!r}")
    if len({name.casefold() for name in files}) < len(files):
        raise ValueError("two names differ in capitals only")
    prefix = f"{folder}/" if folder else ""
    return pack(((prefix + name, files[name]) for name in sorted(files)), compress=False)


def pack(files: Iterable[tuple[str, bytes]], *, compress: bool) -> bytes:
    """A zip of (name, content), in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
            target.writestr(entry, content)
    return out.getvalue()

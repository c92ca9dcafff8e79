"""ZIP archives in an ingest run: every file inside is a document of its own.

The members are laid out in a folder that lasts as long as the run; they are known, shown and stored under
the archive's name followed by their own (`/scans/2024.zip/thang 1/bao cao.pdf`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpus import MAX_BYTES, UnreadableFile
from indexer.files import file_name, is_document_name
from indexer.preparation import Failure

_MARK = b"PK"


@dataclass(slots=True)
class Unpacked:
    """The files of a run, archives replaced by what is in them, in the order of their names.

    `names` are what members are called, by where they lie; `failed` the archives and members that cannot be
    read, with reasons.
    """

    files: list[Path] = field(default_factory=list)
    names: dict[Path, str] = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)

    def name(self, path: Path) -> str:
        """What a file of the run is called."""
        return self.names.get(path) or file_name(path)


def unpacked(files: Iterable[Path], folder: Path) -> Unpacked:
    """The files with every archive among them laid out in `folder`; never raises for a bad archive."""
    found = Unpacked()
    for path in files:
        data = _archive(path)
        if data is None:
            found.files.append(path)
            continue
        try:
            _unpack(path, data, folder, found)
        except UnreadableFile as error:
            found.failed.append(Failure(file_name(path), error.code, error.reason))
    found.files.sort(key=found.name)
    return found


def is_there(file: str) -> bool:
    """Whether a file, or the archive that it is in, still exists under the name that it is known by."""
    return os.path.lexists(file) or any(parent.is_file() for parent in Path(file).parents)


def _archive(path: Path) -> bytes | None:
    """The bytes of a ZIP archive; None for anything else, which reading will tell."""
    from corpus.readers import detect

    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        with path.open("rb") as handle:
            if handle.read(len(_MARK)) != _MARK:
                return None
        data = path.read_bytes()
        return data if detect(path, data) == "zip" else None
    except (OSError, UnreadableFile):
        return None


def _unpack(path: Path, data: bytes, folder: Path, found: Unpacked) -> None:
    from corpus.readers import archive

    home = file_name(path)
    for member in archive.members(path, data):
        if isinstance(member, UnreadableFile):
            found.failed.append(Failure(file_name(member.path), member.code, member.reason))
        elif is_document_name(member.name):
            place = folder / f"{len(found.names)}{Path(member.name).suffix}"
            place.write_bytes(member.data)
            found.names[place] = f"{home}/{member.name}"
            found.files.append(place)

"""DOCX: the text as it is printed, straight from the package's XML.

Tracked changes are read as accepted, list numbers as Word counts them, hidden text is left out. Page
headers come first and page footers last (page numbers left out), notes before the footers, each behind
the mark that the text shows in square brackets. The text of a box follows the paragraph it hangs on.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from corpus.document import Document
from corpus.readers import limits
from corpus.readers.docx_body import Body, Styles
from corpus.readers.docx_numbering import Numbering, W
from corpus.readers.package import Package

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read(path: Path, data: bytes, sha256: str) -> Document:
    """The whole file as one page (Word pages exist only once printed)."""
    text = limits.check_text(path, docx_text(path, data))
    return Document(path, text, ((0, len(text)),), sha256, MEDIA_TYPE)


def docx_text(path: Path, data: bytes) -> str:
    """The text of a DOCX file; raises `UnreadableFile` for a damaged or unsafe one."""
    package = Package(path, data)
    package.check_xml()
    main = _main_part(package)
    folder = str(PurePosixPath(main).parent)
    root = package.xml(main)
    numbering = _part(package, f"{folder}/numbering.xml")
    body = Body(Styles(_part(package, f"{folder}/styles.xml")), Numbering(numbering))
    relations = _relations(package, main)
    headers = _furniture(package, root, relations, body, "headerReference")
    lines = body.blocks(root.find(W + "body"))
    notes = _notes(package, folder, body)
    footers = _furniture(package, root, relations, body, "footerReference")
    return "\n".join(headers + lines + notes + footers) + "\n"


def _main_part(package: Package) -> str:
    """The name of the document part; renamed in some exports, so the relations are asked first."""
    for target, kind in _relations(package, "").values():
        if kind.endswith("/officeDocument") and target in package:
            return target
    return "word/document.xml"


def _part(package: Package, name: str) -> Any | None:
    return package.xml(name) if name in package else None


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id to (member name, kind); what lies outside the package is left out, never fetched."""
    folder = PurePosixPath(part).parent if part else PurePosixPath()
    name = str(folder / "_rels" / f"{PurePosixPath(part).name}.rels") if part else "_rels/.rels"
    root = _part(package, name)
    if root is None:
        return {}
    return {
        relation.get("Id", ""): (_target(folder, relation.get("Target", "")), relation.get("Type", ""))
        for relation in root
        if relation.get("TargetMode") != "External"
    }


def _target(folder: PurePosixPath, target: str) -> str:
    return target[1:] if target.startswith("/") else str(folder / target)


def _furniture(
    package: Package, root: Any, relations: dict[str, tuple[str, str]], body: Body, reference: str
) -> list[str]:
    """The lines of all page headers (or footers), each text once, bare page numbers left out."""
    lines: list[str] = []
    for found in root.iter(W + reference):
        target, _ = relations.get(found.get(_R + "id", ""), ("", ""))
        if target not in package:
            continue
        for line in body.blocks(package.xml(target)):
            if line not in lines and any(char.isalpha() for char in line):
                lines.append(line)
    return lines


def _notes(package: Package, folder: str, body: Body) -> list[str]:
    """Footnotes, then endnotes, in the order in which the text refers to them."""
    lines: list[str] = []
    for kind in ("footnote", "endnote"):
        root = _part(package, f"{folder}/{kind}s.xml")
        if root is None:
            continue
        by_id = {note.get(W + "id"): note for note in root.iter(W + kind)}
        for note_id, mark in body.notes[kind].items():
            if note_id in by_id:
                lines.append(f"[{mark}] " + "\n".join(body.blocks(by_id[note_id])).strip())
    return lines

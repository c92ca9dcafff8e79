"""Any text made fit for an index: terms without space and not too long, stored texts without loss."""

from __future__ import annotations

import base64
import hashlib

_LONGEST_TERM = 120
"""Characters of a term: the `whitespace` analyzer cuts at 255 UTF-16 units, a character has one or two."""
_KEPT = 80
_JOINT = "\u241f"
_CODED = "\ue000base64:"
"""Begins a stored text that JSON cannot carry; a text that begins so is coded, too."""


def term(token: str) -> str:
    """A token as one term: no white space, no lone surrogates, a long one by its beginning and its hash."""
    clean = _JOINT.join(token.encode("utf-8", "replace").decode("utf-8").split())
    if len(clean) <= _LONGEST_TERM:
        return clean
    return clean[:_KEPT] + hashlib.blake2b(clean.encode("utf-8"), digest_size=12).hexdigest()


def stored(text: str) -> str:
    """A text that comes back whole from `restored`, readable as it is but for lone surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _coded(text)
    return _coded(text) if text.startswith(_CODED) else text


def restored(text: str) -> str:
    """The way back from `stored`."""
    if not text.startswith(_CODED):
        return text
    return base64.b64decode(text[len(_CODED) :]).decode("utf-8", "surrogatepass")


def _coded(text: str) -> str:
    return _CODED + base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")

"""Every word for people, in Vietnamese and English. The words are in `data/messages.tsv`, one key a line."""

from __future__ import annotations

from pathlib import Path

from api.settings import Lang

_FILE = Path(__file__).parent / "data" / "messages.tsv"


def _load() -> dict[str, tuple[str, str]]:
    """Key to (Vietnamese, English); lines that begin with `#` are comments."""
    catalogue: dict[str, tuple[str, str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, vietnamese, english = line.replace("\\n", "\n").split("\t")
            catalogue[key] = (vietnamese, english)
    return catalogue


CATALOGUE = _load()


class Speaker:
    """Says things in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._index = 0 if lang == "vi" else 1

    def __call__(self, key: str, **values: object) -> str:
        """The message under `key`; raises `KeyError` where there is none."""
        message = CATALOGUE[key][self._index]
        return message.format(**values) if values else message

    def known(self, key: str, otherwise: str) -> str:
        """The message under `key` if there is one, else `otherwise`."""
        return self(key) if has(key) else otherwise


def has(key: str) -> bool:
    """Whether the catalogue has this key."""
    return key in CATALOGUE

"""What is said to people, in Vietnamese and English.

The English words stand in the code; `vietnamese.py` has the Vietnamese ones by them. A message keeps its
values apart, so that it can be said in either language later.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

from eval.vietnamese import VIETNAMESE

Lang = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Message:
    """A template of `str.format` with its values, which may be messages themselves."""

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def text(self, lang: Lang = "vi") -> str:
        """The message in one language."""
        template = VIETNAMESE.get(self.template, self.template) if lang == "vi" else self.template
        return template.format(
            **{name: v.text(lang) if isinstance(v, Message) else v for name, v in self.values}
        )


def message(template: str, **values: object) -> Message:
    """A message with values by name."""
    return Message(template, tuple(values.items()))


def language(asked: str | None = None) -> Lang:
    """The language asked for, else that of `$TRACUU_LANG`, else Vietnamese."""
    return "en" if (asked or os.environ.get("TRACUU_LANG") or "vi").lower().startswith("en") else "vi"

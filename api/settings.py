"""Where the data is, which engine, which language: options first, then the environment, then defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from search.llm_endpoint import Endpoint

Lang = Literal["vi", "en"]
LANGUAGES: tuple[Lang, ...] = ("vi", "en")
DEFAULT_DATA = Path("data")
DEFAULT_ENGINE = "embedded"


@dataclass(frozen=True, slots=True)
class Settings:
    """What every command needs to know. `engine` is a name that `indexer.open_engine` takes."""

    data: Path = DEFAULT_DATA
    engine: str = DEFAULT_ENGINE
    lang: Lang = "vi"

    @property
    def pages(self) -> Path:
        """Where recognised pages of scans are kept."""
        return self.data / "pages"


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of `$TRACUU_DATA`, `$TRACUU_ENGINE` and `$TRACUU_LANG`; empty ones do not count.

    `$TRACUU_ELASTICSEARCH_URL` belongs to the engine, which reads it itself.
    """
    return Settings(
        data=Path(environ.get("TRACUU_DATA") or DEFAULT_DATA),
        engine=environ.get("TRACUU_ENGINE") or DEFAULT_ENGINE,
        lang=as_language(environ.get("TRACUU_LANG")) or "vi",
    )


def language_model(environ: Mapping[str, str] = os.environ) -> Endpoint | None:
    """The language model of `$TRACUU_LLM_URL` and the settings beside it; None where it is not set.

    `$TRACUU_LLM_ALLOW` are the addresses that evidence may be sent to, with commas between them: only this
    machine unless it is set. What is wrong with a setting the endpoint itself tells (`Endpoint.trouble`).
    """
    url = environ.get("TRACUU_LLM_URL", "").strip()
    if not url:
        return None
    from search.llm_endpoint import LOOPBACK, TIMEOUT, Endpoint

    allowed = tuple(filter(None, (part.strip() for part in environ.get("TRACUU_LLM_ALLOW", "").split(","))))
    return Endpoint(
        url=url,
        model=environ.get("TRACUU_LLM_MODEL", "").strip(),
        key=environ.get("TRACUU_LLM_KEY", "").strip(),
        allow=allowed or LOOPBACK,
        timeout=_seconds(environ.get("TRACUU_LLM_TIMEOUT", "").strip(), TIMEOUT),
    )


def _seconds(value: str, default: float) -> float:
    """A number of seconds; not-a-number where it cannot be read, which no time limit can be."""
    try:
        return float(value) if value else default
    except ValueError:
        return float("nan")


def as_language(value: str | None) -> Lang | None:
    """The language that a value names (`en`, `en-GB`, `VI`), None for any other."""
    short = (value or "").strip().lower().replace("_", "-").split("-")[0].split(".")[0]
    return next((lang for lang in LANGUAGES if lang == short), None)


def language_of(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> Lang:
    """The language of a command line, before it is parsed: help and usage errors need it."""
    lang = from_environment(environ).lang
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        value: str | None = None
        if argument == "--lang":
            value = next(iter(arguments[index + 1 : index + 2]), None)
        elif argument.startswith("--lang="):
            value = argument.partition("=")[2]
        lang = as_language(value) or lang
    return lang


def debugging(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether `$TRACUU_DEBUG` asks for the traceback of an error that is the program's own."""
    return environ.get("TRACUU_DEBUG", "") not in ("", "0")

"""The checks of `tracuu doctor`, one function a part; each says what is there or how to mend it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from api.failures import explain
from api.messages import Speaker
from api.settings import Settings, language_model

Status = Literal["ok", "missing", "problem"]
"""`missing` is something that the program works without; `problem` something that it needs."""

_OLDEST_PYTHON = (3, 11)
_PACKAGES = (
    "underthesea", "spacy", "tantivy", "numpy", "fastapi", "uvicorn", "jinja2", "elasticsearch", "pypdfium2",
    "pyHanko", "opencv-python-headless", "pillow", "lxml", "openpyxl",
)  # fmt: skip
_MOST_NAMED = 5
"""Files that are named where more may lack."""
_TIMEOUT = 5.0
"""Seconds that an outside program or service has to answer."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was found about one part. `detail` says what is there, `mend` what to do, else empty."""

    name: str
    status: Status
    detail: str
    mend: str = ""

    def to_json(self) -> dict[str, Any]:
        """The check as `doctor --json` prints it."""
        return asdict(self)


def check_all(settings: Settings) -> list[Check]:
    """Every check, in the order shown."""
    say = Speaker(settings.lang)
    checks: tuple[Callable[[Settings, Speaker], Check], ...] = (
        _python, _packages, _data_folder, _index, _originals, _tables, _encoder, _elasticsearch, _tesseract,
        _handwriting, _libreoffice,
    )  # fmt: skip
    found = [check(settings, say) for check in checks]
    model = _language_model(say)
    return [*found, model] if model is not None else found


def _python(settings: Settings, say: Speaker) -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST_PYTHON:
        return Check("python", "problem", found, say("doctor.python.mend"))
    return Check("python", "ok", found)


def _packages(settings: Settings, say: Speaker) -> Check:
    there: list[str] = []
    missing: list[str] = []
    for name in _PACKAGES:
        try:
            there.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check("packages", "problem", say("doctor.lacking", names=", ".join(missing)),
                     say("doctor.packages.mend"))  # fmt: skip
    return Check("packages", "ok", ", ".join(there))


def _data_folder(settings: Settings, say: Speaker) -> Check:
    folder = settings.data.absolute()
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), Path("/"))
    if not nearest.is_dir():
        return Check("data", "problem", say("doctor.data.file", path=nearest), say("doctor.data.mend"))
    if not os.access(nearest, os.W_OK | os.X_OK):
        return Check("data", "problem", say("doctor.data.read-only", path=nearest), say("doctor.data.mend"))
    free = shutil.disk_usage(nearest).free // (1024 * 1024)
    return Check("data", "ok", say("doctor.data.ok", path=folder, free=free))


def _index(settings: Settings, say: Speaker) -> Check:
    from api.desk import opened

    try:
        with opened(settings) as desk:
            count = len(desk.engine.documents(desk.reader))
            places = sum(mentions for _, mentions in desk.engine.canonicals(desk.reader))
            stale = desk.engine.stale()
    except Exception as error:
        detail = explain(error, settings.lang) or f"{type(error).__name__}: {error}"
        if getattr(error, "code", "") == "missing":
            return Check("index", "missing", say("doctor.index.none"), say("doctor.index.mend"))
        return Check("index", "problem", detail, say("doctor.index.broken"))
    if stale is not None:
        return Check("index", "problem", stale.message(settings.lang), say("doctor.index.stale"))
    return Check("index", "ok", say("doctor.index.ok", documents=count, mentions=places))


def _originals(settings: Settings, say: Speaker) -> Check:
    """Whether the files that came in are still kept; the index works without them."""
    from api.desk import opened

    try:
        with opened(settings) as desk:
            count = len(desk.engine.documents(desk.reader))
            lost = desk.engine.lost_originals(desk.reader)
    except Exception:
        return Check(
            "originals", "missing", say("doctor.originals.unseen"), say("doctor.originals.see-index")
        )
    if lost:
        shown = ", ".join(Path(file).name for file in lost[:_MOST_NAMED])
        return Check("originals", "missing", say("doctor.originals.lost", count=len(lost), names=shown),
                     say("doctor.originals.mend"))  # fmt: skip
    return Check("originals", "ok", say("doctor.originals.ok", count=count))


def _tables(settings: Settings, say: Speaker) -> Check:
    import analyzers
    import search
    from analyzers.native import kernel

    folders = [Path(package.__path__[0]) / "data" for package in (analyzers, search)]
    lacking = [str(folder) for folder in folders if not any(folder.glob("*.t*"))]
    if lacking:
        return Check("tables", "problem", say("doctor.lacking", names=", ".join(lacking)),
                     say("doctor.packages.mend"))  # fmt: skip
    if kernel is None:
        return Check("tables", "missing", say("doctor.tables.slow"), say("doctor.tables.mend"))
    return Check("tables", "ok", say("doctor.tables.ok"))


def _encoder(settings: Settings, say: Speaker) -> Check:
    from importlib.util import find_spec

    if find_spec("sentence_transformers") is None:
        return Check("models", "missing", say("doctor.models.none"), say("doctor.models.mend"))
    return Check("models", "ok", f"sentence-transformers {version('sentence-transformers')}")


def _elasticsearch(settings: Settings, say: Speaker) -> Check:
    if settings.engine != "elasticsearch" and not os.environ.get("TRACUU_ELASTICSEARCH_URL", ""):
        return Check("elasticsearch", "ok", say("doctor.elasticsearch.unused"))
    from indexer.engines.elasticsearch.health import look
    from indexer.errors import IndexProblem

    worst: Status = "problem" if settings.engine == "elasticsearch" else "missing"
    try:
        found = look()
    except IndexProblem as error:
        return Check("elasticsearch", worst, error.message(settings.lang), say("doctor.elasticsearch.mend"))
    told = say("doctor.elasticsearch.ok", url=found.url, version=found.version, nodes=found.nodes)
    if found.missing_shards:
        return Check("elasticsearch", worst, say("doctor.elasticsearch.shards", count=found.missing_shards),
                     say("doctor.elasticsearch.mend-shards"))  # fmt: skip
    return Check("elasticsearch", "ok", told)


def _tesseract(settings: Settings, say: Speaker) -> Check:
    languages = _output_of("tesseract", "--list-langs")
    if languages is None:
        return Check("tesseract", "missing", say("doctor.tesseract.none"), say("doctor.tesseract.mend"))
    if "vie" not in languages.split():
        return Check("tesseract", "missing", say("doctor.tesseract.no-vie"), say("doctor.tesseract.mend"))
    return Check("tesseract", "ok", (_output_of("tesseract", "--version") or "").split("\n")[0])


def _handwriting(settings: Settings, say: Speaker) -> Check:
    from corpus.readers import second_reader

    if not second_reader.available():
        return Check("handwriting", "missing", say("doctor.handwriting.none"), say("doctor.handwriting.mend"))
    return Check("handwriting", "ok", f"asterocr {version('asterocr')}")


def _libreoffice(settings: Settings, say: Speaker) -> Check:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return Check("libreoffice", "missing", say("doctor.libreoffice.none"), say("doctor.libreoffice.mend"))
    return Check("libreoffice", "ok", program)


def _language_model(say: Speaker) -> Check | None:
    """Whether the language model of the environment may be asked; nothing is sent. None where none is set."""
    endpoint = language_model()
    if endpoint is None:
        return None
    from search.llm_notes import reason

    trouble = endpoint.trouble()
    if trouble is not None:
        return Check("llm", "missing", reason(trouble, say.lang), say("doctor.llm.mend"))
    return Check("llm", "ok", say("doctor.llm.ok", model=endpoint.model, host=endpoint.host))


def _output_of(program: str, *arguments: str) -> str | None:
    """What a program prints; None where it is not there or does not answer."""
    path = shutil.which(program)
    if path is None:
        return None
    try:
        ran = subprocess.run(
            [path, *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout + ran.stderr

"""Where a set comes from: a name or path on the command line becomes an `EvalSet`.

reports                 the set that comes with the program (`eval/sets/reports`)
FOLDER                  a set of our own format (it has `set.json`), or a BEIR folder (`corpus.jsonl`)
beir:FOLDER[:SPLIT]     a BEIR folder, with `qrels/SPLIT.tsv` (default: test, else the first there is)
alqac:QUERIES           ALQAC's queries, with `alqac_articles.jsonl.gz` beside them
viquad:FILE             UIT-ViQuAD's question and passage pairs
"""

from __future__ import annotations

from pathlib import Path

from eval.evalset import EvalSet, SetProblem
from eval.messages import message

SETS = Path(__file__).parent / "sets"


def open_set(source: str) -> EvalSet:
    """The set that `source` names; raises `SetProblem`."""
    scheme, _, rest = source.partition(":")
    if rest and scheme in ("beir", "alqac", "viquad"):
        return _adapted(scheme, rest)
    folder = set_folder(source)
    if (folder / "set.json").is_file():
        from eval.native import load

        return load(folder)
    if (folder / "corpus.jsonl").is_file() or (folder / "corpus.jsonl.gz").is_file():
        return _adapted("beir", str(folder))
    raise SetProblem(
        message(
            "{source} is no set: it has neither set.json nor corpus.jsonl (see docs/evaluation.md)",
            source=source,
        )
    )


def set_folder(source: str) -> Path:
    """The folder of a set that is named by its path, or by its name if it comes with the program."""
    bundled = SETS / source
    if not Path(source).exists() and "/" not in source and bundled.is_dir():
        return bundled
    return Path(source)


def _adapted(scheme: str, rest: str) -> EvalSet:
    if scheme == "alqac":
        from eval.adapters import alqac

        return alqac.load(Path(rest))
    if scheme == "viquad":
        from eval.adapters import viquad

        return viquad.load(Path(rest))
    from eval.adapters import beir

    folder, _, split = rest.partition(":")
    return beir.load(Path(folder), split or None)

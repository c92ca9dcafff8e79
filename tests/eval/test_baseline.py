"""The committed baseline: what the program could do once, it can do still.

After a change for the better (or of the set) make it anew:
`tracuu eval run reports --out eval/baselines/reports.json`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import eval as package
from eval.collection import index_set
from eval.compare import Comparison, compare
from eval.runfile import load_run
from eval.runner import run_set
from eval.sources import open_set
from eval.systems import Tracuu

BASELINE = Path(str(package.__file__)).parent / "baselines" / "reports.json"


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The development half now, against the same half of the baseline."""
    whole = open_set("reports")
    judged = replace(
        whole,
        questions=tuple(question for question in whole.questions if question.split == "dev"),
        lookups=tuple(case for case in whole.lookups if case.split == "dev"),
    )
    data = tmp_path_factory.mktemp("data")
    index_set(judged, "embedded", data)
    system = Tracuu(judged, "embedded", data)
    try:
        made = run_set(judged, system)
    finally:
        system.close()
    return compare(load_run(BASELINE), made, "dev")


def test_nothing_fell_beyond_noise(compared: Comparison) -> None:
    fallen = [f"{d.task} {d.measure}: {d.before:.3f} -> {d.after:.3f}" for d in compared.regressions]
    lost = [f"{change.task} {change.id} {change.text}" for change in compared.lost]
    assert not fallen, "\n".join(["fallen:", *fallen, "lost:", *lost])


def test_the_baseline_is_of_the_set_that_is_there(compared: Comparison) -> None:
    assert compared.before.set_fingerprint == open_set("reports").fingerprint()

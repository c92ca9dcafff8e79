"""An engine on an empty data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import open_engine
from indexer.engines.base import Engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine("embedded", tmp_path / "data", write=True)
    yield opened
    opened.close()

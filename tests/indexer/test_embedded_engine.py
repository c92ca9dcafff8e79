"""What other processes see of what the embedded engine stores; `tests.engines` tests what engines share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from indexer import open_engine
from indexer.embedding import StandInEmbedder
from indexer.engines.base import ANYONE
from tests.engines.parts import asked, found
from tests.indexer.samples import put_into


def test_a_reader_sees_what_another_process_stores_without_opening_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    writer = open_engine("embedded", data, write=True)
    put_into(writer)("a", "Kiểm soát thủ tục")
    writer.commit()
    writer.close()
    reader = open_engine("embedded", data)
    assert found(reader, asked("kiểm soát")) == ["a"]
    script = (
        "from pathlib import Path; from indexer import open_engine; "
        "from tests.indexer.samples import put_into; "
        f"e = open_engine('embedded', Path({str(data)!r}), write=True); "
        "put_into(e)('b', 'Kiểm soát tài sản'); e.remove('a'); e.commit(); e.close()"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry) + os.pathsep + os.getcwd()
    subprocess.run(
        [sys.executable, "-c", script], check=True, timeout=60, env={**os.environ, "PYTHONPATH": path}
    )
    assert found(reader, asked("kiểm soát")) == ["b"]
    vector = StandInEmbedder().embed(["tài sản"])[0].tolist()
    assert [hit.document for hit in reader.dense(vector, ANYONE, 5)] == ["b"]
    reader.close()

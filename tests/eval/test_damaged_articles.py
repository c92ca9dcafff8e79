"""Texts damaged by what the channel has learned."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from analyzers.damage import damage
from eval.restoration.damaged_articles import Damager, main

TEXT = "Điều 7. Ủy ban nhân dân cấp tỉnh quyết định phê duyệt kế hoạch kiểm tra số 35/KH-UBND năm 2024."


def test_damaged_text_has_lost_its_accents_and_kept_its_figures() -> None:
    found = Damager(1).text(TEXT)
    assert damage(TEXT) == 0.0
    assert damage(found) > 0.9
    assert "35/KH-UB" in found
    assert "2024." in found


def test_the_same_seed_gives_the_same_text() -> None:
    assert Damager(3).text(TEXT) == Damager(3).text(TEXT)


def test_only_the_text_of_articles_changes(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"
    record = {"id": "Luật Cư trú|36", "law": "Luật Cư trú", "article": "36", "text": TEXT}
    source.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    main([str(source), str(target)])
    with gzip.open(target, "rt", encoding="utf-8") as lines:
        (line,) = lines.read().splitlines()
    found = json.loads(line)
    assert found.pop("text") != record.pop("text")
    assert found == record

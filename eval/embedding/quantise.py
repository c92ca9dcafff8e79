"""Writing the model folder: vectors cut and rounded to 8 bits, in the layout of sentence-transformers.

`model.safetensors` holds `embeddings` (int8) and one scale a row as `weights` (float32): what model2vec
writes, so sentence-transformers (6 and newer) and our loader read the same file.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer

_LARGEST = 127
_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


@dataclass(frozen=True, slots=True)
class Quantised:
    """`rows[i] * scales[i]` is the vector of piece i."""

    rows: NDArray[np.int8]
    scales: NDArray[np.float32]


def quantise(weights: NDArray[np.float32], dimensions: int) -> Quantised:
    """The first `dimensions` of each row in 8 bits. A row of zeros stays one."""
    cut = weights[:, :dimensions]
    largest = np.abs(cut).max(axis=1)
    scales = (np.maximum(largest, 1e-12) / _LARGEST).astype(np.float32)
    rows = np.rint(cut / scales[:, None]).astype(np.int8)
    return Quantised(rows, np.where(largest > 0, scales, 0).astype(np.float32))


def write_model(
    folder: Path, model: Quantised, tokenizer: Tokenizer, name: str, version: str
) -> dict[str, Any]:
    """Write the folder and return what its config says."""
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    weights = folder / "model.safetensors"
    weights.write_bytes(save({"embeddings": model.rows, "weights": model.scales}))
    compact = json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(compact, encoding="utf-8")
    config = {
        "name": name,
        "version": version,
        "dimensions": int(model.rows.shape[1]),
        "pieces": int(model.rows.shape[0]),
        "sha256": {part: _digest(folder / part) for part in ("model.safetensors", "tokenizer.json")},
    }
    _write_json(folder / "config.json", config)
    _write_json(folder / "modules.json", _MODULES)
    _write_json(folder / "1_Normalize" / "config.json", {})
    _write_json(
        folder / "config_sentence_transformers.json",
        {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"},
    )
    return config


def round_trip(model: Quantised) -> NDArray[np.float32]:
    """The vectors that the 8 bits stand for."""
    return model.rows * model.scales[:, None]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

"""The shipped embedding model: vectors of words added up. numpy and tokenizers run it, without torch.

The folder is also a sentence-transformers model (`StaticEmbedding`, `Normalize`); both give the same
vectors. It is trained by `python -m eval.embedding`; what it can and cannot do: its MODEL_CARD.md.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float32, int8
    from numpy.typing import NDArray

    Matrix = NDArray[float32]

SHIPPED = Path(__file__).parent / "models" / "static"
WEIGHT = 0.2
"""The share of this model in the fusion; .15 to .25 are alike on the development questions of law."""
_FILES = ("config.json", "tokenizer.json", "model.safetensors")
_AT_ONCE = 2_048


class ModelFolderError(ValueError):
    """A model folder that is incomplete or damaged; the message says what to do."""


class StaticEmbedder:
    """Implements `indexer.embedding.Embedder`. Files are read when the first text is embedded.

    Raises ModelFolderError for a folder that lacks a file, or whose files do not fit each other.
    """

    def __init__(self, folder: Path = SHIPPED, weight: float = WEIGHT) -> None:
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise ModelFolderError(
                f"{folder} is no model folder: {', '.join(missing)} missing; install tracuu anew"
            )
        self._folder = folder
        self._config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._weight = weight

    def __reduce__(self) -> tuple[type[StaticEmbedder], tuple[Path, float]]:
        """Another process reads the files itself; what was read here does not travel."""
        return StaticEmbedder, (self._folder, self._weight)

    @property
    def name(self) -> str:
        """Name, version, dimensions and the start of the weights' checksum: other vectors, other name."""
        config = self._config
        checksum = str(config["sha256"]["model.safetensors"])[:12]
        return f"{config['name']}-{config['version']}-{self.dimensions}-{checksum}"

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._config["dimensions"])

    @property
    def weight(self) -> float:
        """The share in the fusion."""
        return self._weight

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length a text, float32; zeros for a text without a known piece."""
        import numpy as np

        matrix = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            part = [_encodable(text) for text in texts[start : start + _AT_ONCE]]
            for row, pieces in enumerate(self._pieces(part), start):
                matrix[row] = self._sum(pieces)
        norms = np.sqrt(np.square(matrix).sum(axis=1, keepdims=True))
        unit: Matrix = matrix / np.maximum(norms, np.float32(1e-12))
        return unit

    def _pieces(self, texts: list[str]) -> list[list[int]]:
        encodings = self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        return [encoding.ids for encoding in encodings]

    def _sum(self, pieces: list[int]) -> Matrix:
        """The sum of the pieces' vectors; their mean has the same direction."""
        import numpy as np

        rows, scales = self._rows
        total: Matrix = scales[pieces] @ rows[pieces].astype(np.float32)
        return total

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    @cached_property
    def _rows(self) -> tuple[NDArray[int8], Matrix]:
        """Rows in 8 bits, and what a unit of each row is worth."""
        from safetensors.numpy import load_file

        tensors = load_file(self._folder / "model.safetensors")
        rows, scales = tensors["embeddings"], tensors["weights"]
        if rows.shape != (len(scales), self.dimensions) or len(scales) != self._tokenizer.get_vocab_size():
            raise ModelFolderError(f"the files of {self._folder} do not belong together; install tracuu anew")
        return rows, scales


def _encodable(text: str) -> str:
    """`text` without lone surrogates, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")

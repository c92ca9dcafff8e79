"""Error rates of restored text, by `jiwer`: characters (CER) and syllables (WER)."""

from __future__ import annotations

from eval.evalset import EvalProblem
from eval.messages import message


def error_rates(right: str, restored: str) -> dict[str, float]:
    """CER and WER of `restored` against `right`, runs of space as one; raises `EvalProblem`."""
    try:
        import jiwer
    except ImportError as error:
        raise EvalProblem(
            message("jiwer is not installed; install it with: pip install 'tracuu[eval]'")
        ) from error
    reference, hypothesis = " ".join(right.split()), " ".join(restored.split())
    return {"CER": float(jiwer.cer(reference, hypothesis)), "WER": float(jiwer.wer(reference, hypothesis))}

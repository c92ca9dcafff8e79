"""The words beside an answer that a language model was asked about."""

from __future__ import annotations

from search.errors import Lang
from search.llm_endpoint import Trouble

_TROUBLES: dict[Trouble, tuple[str, str]] = {
    "not-installed": ("chưa cài thư viện openai", "the package openai is not installed"),
    "bad-url": ("TRACUU_LLM_URL không phải địa chỉ hợp lệ", "TRACUU_LLM_URL is no valid address"),
    "not-allowed": (
        "địa chỉ của mô hình chưa có trong TRACUU_LLM_ALLOW",
        "the model's address is not in TRACUU_LLM_ALLOW",
    ),
    "no-model": ("chưa đặt TRACUU_LLM_MODEL", "TRACUU_LLM_MODEL is not set"),
    "bad-timeout": ("TRACUU_LLM_TIMEOUT không hợp lệ", "TRACUU_LLM_TIMEOUT is no number of seconds"),
    "slow": ("mô hình trả lời quá chậm", "the model took too long"),
    "unreachable": ("không kết nối được với mô hình", "the model could not be reached"),
    "broken": ("mô hình báo lỗi", "the model's service reported an error"),
    "malformed": ("mô hình trả về dữ liệu hỏng", "the model's service sent something unreadable"),
    "refused": ("mô hình từ chối trả lời", "the model refused to answer"),
    "unsupported": (
        "nội dung mô hình viết không có trong trích dẫn nên đã bị bỏ",
        "what the model wrote is not in the quotations and was left out",
    ),
    "restricted": (
        "căn cứ thuộc văn bản hạn chế người đọc, không được gửi cho mô hình",
        "the evidence is of documents with restricted readers and is not sent to a model",
    ),
    "nothing-to-send": ("không có trích dẫn phù hợp để gửi", "there is no quotation that may be sent"),
}


def reason(trouble: Trouble, lang: Lang) -> str:
    """Why a model's text is not shown."""
    return _TROUBLES[trouble][lang == "en"]


def fallback(trouble: Trouble, lang: Lang) -> str:
    """The note of an answer that a model should have written and did not."""
    if lang == "en":
        return f"Note: written without the language model ({reason(trouble, lang)})."
    return f"Ghi chú: câu trả lời không dùng mô hình ngôn ngữ ({reason(trouble, lang)})."


def written(dropped: int, lang: Lang) -> str:
    """The note of an answer whose first sentences a model wrote; `dropped` sentences failed the test."""
    left_out = dropped > 0
    if lang == "en":
        some = "; sentences without support were left out" if left_out else ""
        return f"Note: the first sentences are a language model's, checked against the quotations{some}."
    some = "; các câu không có căn cứ đã bị bỏ" if left_out else ""
    return f"Ghi chú: phần đầu do mô hình ngôn ngữ viết, đã đối chiếu với trích dẫn{some}."

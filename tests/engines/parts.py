"""What the tests of both engines share."""

from __future__ import annotations

from analyzers.tokens import accented_terms, folded_terms
from indexer import Engine
from indexer.engines.base import ANYONE, EVERYONE, Filters, LexicalQuery, Reader
from indexer.engines.elasticsearch.engine import ElasticsearchEngine
from indexer.engines.elasticsearch.settings import ClusterSettings
from tests.indexer.samples import put_into

ALL_GROUPS = frozenset({EVERYONE, "staff"})


def cluster_engine(url: str, prefix: str, write: bool = True, wait: float = 5) -> Engine:
    return ElasticsearchEngine(ClusterSettings((url,), prefix=prefix, patience=5), write=write, wait=wait)


def fill(engine: Engine) -> None:
    put = put_into(engine)
    put(
        "bao-cao",
        "Báo cáo công tác kiểm soát thủ tục hành chính theo Kế hoạch số 35/KH-UBND.",
        doc_type="Báo cáo",
        number="3058/BC-VP",
        date="2024-12-12",
        province="Quảng Ngãi",
        issuer="Văn phòng UBND tỉnh Quảng Ngãi",
        period="năm 2024",
    )
    put(
        "ke-hoach",
        "Kế hoạch cải cách hành chính và truyền thông về thủ tục, theo Quyết định số 035/QĐ-UBND.",
        doc_type="Kế hoạch",
        number="077/KH-VP",
        date="2022-12-29",
        province="Đồng Nai",
        period="Quý I/2023",
    )
    put("mat", "Tài liệu nội bộ về kiểm soát tham nhũng.", groups=("staff",), collection="Kho mật")
    put("khong-ngay", "Kiem soat thu tuc hanh chinh nam nay.", collection="Kho mật")
    engine.commit()


def asked(
    text: str, phrases: tuple[str, ...] = (), excluded: tuple[str, ...] = (), numbers: tuple[str, ...] = ()
) -> LexicalQuery:
    return LexicalQuery(
        accented=dict.fromkeys(accented_terms(text), 1.0),
        folded=dict.fromkeys(folded_terms(text), 1.0),
        phrases=tuple(tuple(folded_terms(phrase)) for phrase in phrases),
        excluded=tuple(tuple(folded_terms(phrase)) for phrase in excluded),
        numbers=dict.fromkeys(numbers, 5.0),
    )


def found(
    engine: Engine, query: LexicalQuery, filters: Filters | None = None, reader: Reader = ANYONE
) -> list[str]:
    return sorted({hit.document for hit in engine.lexical(query, reader, 10, filters)})

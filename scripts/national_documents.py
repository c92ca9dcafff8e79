"""Make the registry of national documents that dates are compared with.

    python scripts/national_documents.py LAW_ARTICLES.jsonl.gz [LEGAL_DOCUMENTS.jsonl.gz] OUT.tsv.gz

An article of the codified law names its source: `Nghị định số 61/2018/NĐ-CP Về thực hiện cơ chế một cửa ...
ngày 23/04/2018 của Chính phủ, có hiệu lực thi hành kể từ ngày 21/06/2018`. A whole document has number and
date in its head. Kept are numbers that carry their year and whose sources agree on a date of that year (or
of the days around it), unless most of the texts that cite them say another (the sources have slips); and
documents that are only cited, three times or more and nine times in ten under one date. Lines are `key to
look it up by, number, date of issue, date of effect (or nothing), type, issuer, title`.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from analyzers.national import registry_key

_TYPES = "Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư liên tịch|Thông tư|Chỉ thị"
_DAY = r"\d{1,2}/\d{1,2}/\d{4}"
_SOURCE = re.compile(
    rf"(?P<type>{_TYPES})"
    rf"\s+số\s+(?P<number>\d+/\d{{4}}/[^\s,]+)\s+(?P<rest>.*?)"
    rf"(?:,?\s+có hiệu lực(?: thi hành)?(?: kể)? từ ngày (?P<effect>{_DAY})|\)$)",
    re.DOTALL,
)
_ISSUED = re.compile(
    rf"(?P<title>.*)\bngày (?P<date>{_DAY}) của (?P<issuer>[^,()]+(?:, [^,()]+)*)$", re.DOTALL
)
_HEAD_NUMBER = re.compile(
    r"(?:^|\n)(?:Luật |Bộ luật |Pháp lệnh |Nghị quyết )?[Ss]ố:\s*(?P<number>\d+/\d{4}/\S+)"
)
_HEAD_DATE = re.compile(r"Hà Nội, ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_HEAD = 1500
_HEAD_TYPE = re.compile(
    r"\n(BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ ĐỊNH|NGHỊ QUYẾT|QUYẾT ĐỊNH|THÔNG TƯ LIÊN TỊCH|THÔNG TƯ|CHỈ THỊ)\n(.+)"
)

_CITED = re.compile(
    rf"(?P<type>{_TYPES})\s+số\s+(?P<number>\d+/(?:19|20)\d\d/[A-ZĐ0-9][^\s,;.)]*)"
    r"\s+ngày\s+(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:/|\s+năm\s+)(\d{4})"
)
_LEAST = 3
_AGREED = 0.9

Row = tuple[str, str, str, str, str]
"""Date of issue, date of effect, type, issuer, title."""


def of_articles(path: Path) -> Iterator[tuple[str, Row]]:
    """`(number, row)` of every source line that gives its document's date."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            source = " ".join(json.loads(line)["source"].split())
            match = _SOURCE.search(source)
            issued = _ISSUED.match(match["rest"].strip()) if match else None
            if match is None or issued is None:
                continue
            effect = _iso(match["effect"]) if match["effect"] else ""
            row = (
                _iso(issued["date"]),
                effect,
                match["type"],
                issued["issuer"].strip(),
                issued["title"].strip(),
            )
            yield match["number"].rstrip(",.;)"), row


def of_documents(path: Path) -> Iterator[tuple[str, Row]]:
    """The same of whole documents of the state, whose head names Hà Nội and a date."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            head = json.loads(line)["text"][:_HEAD]
            number, day, kind = _HEAD_NUMBER.search(head), _HEAD_DATE.search(head), _HEAD_TYPE.search(head)
            if number is None or day is None or kind is None:
                continue
            date = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
            yield number["number"].rstrip(",.;)"), (date, "", kind[1].capitalize(), "", kind[2].strip())


def agreed(rows: list[Row], year: int) -> Row | None:
    """The row of a document: its dates must be one, near the year of its number."""
    (date, count), *others = Counter(row[0] for row in rows).most_common(2)
    if others and count < 3 * others[0][1]:
        return None
    if abs(int(date[:4]) - year) > (1 if date[5:7] in ("01", "12") else 0):
        return None
    mine = [row for row in rows if row[0] == date]
    effects = Counter(row[1] for row in mine if row[1] >= date)
    effect = effects.most_common(1)[0][0] if effects else ""
    told = max(mine, key=lambda row: (bool(row[3]), mine.count(row)))
    return (date, effect, *told[2:])


def cited(paths: list[Path]) -> dict[str, Counter[tuple[str, str]]]:
    """How often the texts give each number each `(date, type)`."""
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for kind, number, day, month, year in _CITED.findall(json.loads(line)["text"]):
                    found[number.lstrip("0")][f"{year}-{int(month):02}-{int(day):02}", kind] += 1
    return found


def doubted(date: str, mentions: Counter[tuple[str, str]]) -> bool:
    """Whether more texts give another date than give this one."""
    other = max((n for (day, _), n in mentions.items() if day != date), default=0)
    return other > sum(n for (day, _), n in mentions.items() if day == date)


def only_cited(number: str, mentions: Counter[tuple[str, str]]) -> Row | None:
    """The row of a document that is known from citations alone, None where they are few or differ."""
    (date, kind), _ = mentions.most_common(1)[0]
    total, agreeing = mentions.total(), sum(n for (day, _), n in mentions.items() if day == date)
    if total < _LEAST or agreeing < _AGREED * total or date[:4] != number.split("/")[1]:
        return None
    return (date, "", kind, "", "")


def _iso(day: str) -> str:
    d, m, y = day.split("/")
    return f"{y}-{int(m):02}-{int(d):02}"


def main(arguments: list[str]) -> None:
    """Read the sources, write the registry, say how many there are."""
    *sources, out = map(Path, arguments)
    found: dict[str, list[Row]] = defaultdict(list)
    for path, read in zip(sources, (of_articles, of_documents), strict=False):
        for number, row in read(path):
            found[number].append(row)
    kept = {number: agreed(rows, int(number.split("/")[1])) for number, rows in found.items()}
    mentions = cited(sources)
    kept = {n: row for n, row in kept.items() if row and not doubted(row[0], mentions[n.lstrip("0")])}
    known = {number.lstrip("0") for number in found}
    kept |= {n: only_cited(n, told) for n, told in mentions.items() if n not in known and told}
    agreed_on = ((number, row) for number, row in sorted(kept.items()) if row is not None)
    lines = ["\t".join((registry_key(number), number, *row)) for number, row in agreed_on]
    with gzip.GzipFile(out, "wb", mtime=0) as written:
        written.write(("\n".join(lines) + "\n").encode())
    print(f"{len(lines)} documents, {out.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(sys.argv[1:])

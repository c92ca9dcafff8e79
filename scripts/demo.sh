#!/bin/sh
# The way of one question, on the five reports in corpus/reports: index, ask, look up.
set -eu
tracuu="$BIN/tracuu --data $DATA"
question='which plans cover inspection of administrative procedure control in 2024'
say() { printf '\n\033[1m$ tracuu %s\033[0m\n' "$1"; }

say 'ingest corpus/reports'
$tracuu ingest corpus/reports
say "ask \"$question\""
$tracuu --lang en ask "$question"
say 'lookup 35/KH-UBND'
$tracuu lookup 35/KH-UBND
cat <<EOF

Thử tiếp / try next:
  $tracuu ask "kế hoạch nào về truyền thông hoạt động kiểm soát thủ tục hành chính năm 2024"
  $tracuu search "ty le ho so giai quyet dung han" -k 3
  $tracuu lookup "nghi dinh 45/2020"
  $tracuu ingest PATH...     # văn bản của cơ quan bạn / your own documents
  make serve                 # http://127.0.0.1:8080
EOF

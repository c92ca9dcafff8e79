"""The Vietnamese words for every message of `eval`, by the English ones that stand in the code."""

from __future__ import annotations

VIETNAMESE: dict[str, str] = {
    # The validator.
    "unknown file; a set has {known}": "tệp lạ; một bộ đánh giá gồm {known}",
    "cannot be read: {error}": "không đọc được: {error}",
    "must be one JSON object": "phải là một đối tượng JSON",
    "document {name} is listed twice": "văn bản {name} được liệt kê hai lần",
    "document {name} cannot be read: {reason}": "không đọc được văn bản {name}: {reason}",
    "document {name} has changed: sha256 {sha256}": "văn bản {name} đã thay đổi: sha256 {sha256}",
    "not JSON: {error}": "không phải JSON: {error}",
    "{key} stands already on line {line}": "{key} đã có ở dòng {line}",
    "unknown field {name}": "trường lạ {name}",
    "field {name} is missing": "thiếu trường {name}",
    "field {name} must be {what}, not {value}": "trường {name} phải là {what}, không phải {value}",
    "unknown document {name}": "văn bản {name} không có trong bộ",
    "empty span {start}..{end}": "đoạn rỗng {start}..{end}",
    "span {start}..{end} reaches outside the text, which has {length} characters": (
        "đoạn {start}..{end} vượt ra ngoài văn bản dài {length} ký tự"
    ),
    "span {start}..{end} holds only space": "đoạn {start}..{end} chỉ có khoảng trắng",
    "place {at}: {fault}": "vị trí thứ {at}: {fault}",
    "an answerable question needs a place that answers it in 'relevant'": (
        "câu hỏi trả lời được phải có ít nhất một vị trí trong 'relevant'"
    ),
    "a question that is not answerable has no 'relevant', 'documents' or 'values'": (
        "câu hỏi không trả lời được thì 'relevant', 'documents' và 'values' phải rỗng"
    ),
    "'values_alt' names {value}, which is not among 'values'": "'values_alt' có {value} không thuộc 'values'",
    "status {status} does not go with {count} canonical numbers": (
        "trạng thái {status} không hợp với {count} số ký hiệu"
    ),
    "'raw' is not the text of the span": "'raw' không trùng với chữ trong đoạn",
    "'alt' names the unknown field {name}": "'alt' nêu trường lạ {name}",
    "'alt' must give a list for {name}": "'alt' phải cho một danh sách ở {name}",
    "{path} cannot be read: {error}": "không đọc được {path}: {error}",
    "{place} is not JSON: {error}": "{place} không phải JSON: {error}",
    "{place} must be one JSON object": "{place} phải là một đối tượng JSON",
    "{folder}: the set has {count} faults; list them with `tracuu eval validate`:{first}": (
        "{folder}: bộ đánh giá có {count} lỗi; xem đủ bằng `tracuu eval validate`:{first}"
    ),
    # What a field should be.
    "a text": "một chuỗi ký tự",
    "a text or null": "một chuỗi ký tự hoặc null",
    "the key of a document of the set": "tên một văn bản của bộ",
    "an offset of 0 or more": "một vị trí từ 0 trở lên",
    "a whole number of 1 or more": "một số nguyên từ 1 trở lên",
    "a date as YYYY-MM-DD": "một ngày dạng YYYY-MM-DD",
    "a date as YYYY-MM-DD or null": "một ngày dạng YYYY-MM-DD hoặc null",
    "dev or test": "dev hoặc test",
    "a list of places": "một danh sách vị trí",
    "a list of canonical numbers": "một danh sách số ký hiệu",
    "a list of texts": "một danh sách chuỗi ký tự",
    "a list of dates": "một danh sách ngày",
    "a list of whole numbers": "một danh sách số nguyên",
    "an object from a value to its other writings": "một đối tượng từ giá trị đến các cách viết khác",
    "true or false": "true hoặc false",
    "true, false or null": "true, false hoặc null",
    "found, ambiguous or not_found": "found, ambiguous hoặc not_found",
    "self or cites": "self hoặc cites",
    "body or appendix": "body hoặc appendix",
    "a list of objects with signer and time": "một danh sách đối tượng có signer và time",
    "an object from a field to its other readings": "một đối tượng từ trường đến các cách đọc khác",
    "a list of at least one place": "một danh sách có ít nhất một vị trí",
    "1": "1",
    "passage or document": "passage hoặc document",
    "the folder of the documents, relative to the set": "thư mục văn bản, tính từ thư mục của bộ",
    "a list of objects with file and sha256": "một danh sách đối tượng có file và sha256",
    "64 hex digits": "64 chữ số hệ mười sáu",
    "clean or damaged": "clean hoặc damaged",
    # Commands and options.
    "Measure reading, search and answers.": "Đo chất lượng đọc, tìm kiếm và trả lời.",
    "Put a set to the program or a peer, write the run down and report it.": (
        "Chạy một bộ đánh giá với chương trình hoặc một hệ khác, ghi lại và báo cáo."
    ),
    "Compare two runs: every measure, and every item gained or lost.": (
        "So sánh hai lần chạy: từng chỉ số, từng câu được thêm hay mất đi."
    ),
    "Score citations, headings and header fields against gold annotations.": (
        "Chấm trích dẫn, đề mục và các trường thể thức theo bản chú giải chuẩn."
    ),
    "Check every line of a set; exit code 1 if something is wrong.": (
        "Kiểm tra từng dòng của một bộ đánh giá; mã thoát 1 nếu có lỗi."
    ),
    "Time the analysis beside word segmentation, and commands from a cold start.": (
        "Đo tốc độ phân tích bên cạnh việc tách từ, và thời gian khởi động lệnh."
    ),
    "A set: its folder or name, or beir:, alqac: or viquad: with a path.": (
        "Bộ đánh giá: thư mục hoặc tên, hoặc beir:, alqac:, viquad: kèm đường dẫn."
    ),
    "A set: its folder or name.": "Bộ đánh giá: thư mục hoặc tên.",
    "A set with gold annotations.": "Bộ đánh giá có chú giải chuẩn.",
    "The engine to index with.": "Bộ máy tìm kiếm dùng để lập chỉ mục.",
    "How to search.": "Cách tìm kiếm.",
    "Run a peer instead: bm25s or elasticsearch-standard.": (
        "Chạy một hệ khác để đối chiếu: bm25s hoặc elasticsearch-standard."
    ),
    "The server of a peer that needs one.": "Địa chỉ máy chủ cho hệ cần đến nó.",
    "Passages that are asked for.": "Số đoạn lấy về cho mỗi câu.",
    "Where to index, kept for the next run. Default: a folder that is removed.": (
        "Nơi lập chỉ mục, giữ lại cho lần sau. Mặc định: thư mục tạm."
    ),
    "Ask the Vietnamese questions without accents.": "Hỏi các câu tiếng Việt không dấu.",
    "A run to compare with.": "Lần chạy để so sánh.",
    "Write the run here, its reports beside it as .md and .html.": (
        "Ghi lần chạy vào tệp này, báo cáo .md và .html ở bên cạnh."
    ),
    "List every fault with its line.": "Liệt kê từng lỗi kèm số dòng.",
    "Print one JSON object.": "In một đối tượng JSON.",
    "Language of messages: vi or en.": "Ngôn ngữ thông báo: vi hoặc en.",
    "The run before.": "Lần chạy trước.",
    "The run after.": "Lần chạy sau.",
    "Which half is compared.": "Nửa nào được so sánh.",
    "Write a page, too.": "Ghi thêm một trang HTML.",
    "Exit code 1 if a measure fell beyond noise.": "Mã thoát 1 nếu một chỉ số giảm quá mức ngẫu nhiên.",
    "The set whose documents are used.": "Bộ có các văn bản dùng để đo.",
    "An indexed folder; with --search one to index into, and kept.": (
        "Thư mục dữ liệu; với --search là nơi lập chỉ mục, và được giữ lại."
    ),
    "Time searches over the texts of this folder (*.jsonl) instead.": (
        "Đo thời gian tìm kiếm trên văn bản của thư mục này (*.jsonl) thay vào đó."
    ),
    "Passages that --search indexes.": "Số đoạn mà --search lập chỉ mục.",
    "Searches over {count} passages": "Tìm kiếm trên {count} đoạn",
    "{folder} has no texts (*.jsonl with a text on each line)": (
        "{folder} không có văn bản (*.jsonl, mỗi dòng có trường text)"
    ),
    "{folder} holds another index; give an empty folder": (
        "{folder} đang chứa chỉ mục khác; hãy chỉ một thư mục rỗng"
    ),
    "Time the start of commands, too.": "Đo cả thời gian khởi động lệnh.",
    # Problems.
    "bm25s is not installed; install it with: pip install 'tracuu[eval]'": (
        "chưa cài bm25s; cài bằng: pip install 'tracuu[eval]'"
    ),
    "ir-measures is not installed; install it with: pip install 'tracuu[eval]'": (
        "chưa cài ir-measures; cài bằng: pip install 'tracuu[eval]'"
    ),
    "jiwer is not installed; install it with: pip install 'tracuu[eval]'": (
        "chưa cài jiwer; cài bằng: pip install 'tracuu[eval]'"
    ),
    "the two runs have no item in common": "hai lần chạy không có câu nào chung",
    "there is no peer {name}; there are {known}": "không có hệ {name}; có {known}",
    "this peer needs a server: --url http://127.0.0.1:9200": "hệ này cần máy chủ: --url http://127.0.0.1:9200",
    "{count} documents could not be indexed, the first is {file}: {reason}": (
        "không lập chỉ mục được {count} văn bản, đầu tiên là {file}: {reason}"
    ),
    "{folder} has no qrels/{split}.tsv": "{folder} không có qrels/{split}.tsv",
    "{folder} has no {name}": "{folder} không có {name}",
    "{folder}: no query is judged on a document that is there": (
        "{folder}: không câu hỏi nào được chấm trên một văn bản có trong bộ"
    ),
    "{path} is no run file: {error}": "{path} không phải tệp của một lần chạy: {error}",
    "{place}: must be query id, corpus id and grade by tabs": (
        "{place}: phải là mã câu hỏi, mã văn bản và mức điểm, cách nhau bằng tab"
    ),
    "{source} is no set: it has neither set.json nor corpus.jsonl (see docs/evaluation.md)": (
        "{source} không phải bộ đánh giá: không có set.json hay corpus.jsonl (xem docs/evaluation.md)"
    ),
    "{url} does not answer as needed: {error}": "{url} không trả lời như cần thiết: {error}",
    "the command tracuu is not installed here; use --no-start": (
        "chưa cài lệnh tracuu ở đây; hãy dùng --no-start"
    ),
    # Reports.
    "Analysis of {file}": "Phân tích {file}",
    "Reading and analysing a file": "Đọc và phân tích một tệp",
    "Cold start of a command": "Khởi động một lệnh",
    "First pages of {count} scans": "Trang đầu của {count} bản quét",
    "Header fields": "Các trường phần đầu",
    "right": "đúng",
    "wrong": "sai",
    "null": "để trống",
    "Scans with a gold.jsonl beside them.": "Thư mục bản quét có gold.jsonl.",
    "Read scans and compare with what a person read, beside plain Tesseract.": (
        "Đọc bản quét và so với điều người đọc được, bên cạnh Tesseract thuần."
    ),
    "{path} has no lines with file and text_page1": "{path} không có dòng nào có file và text_page1",
    "Tesseract with Vietnamese is not installed; run: make system-deps": (
        "chưa cài Tesseract với tiếng Việt; chạy: make system-deps"
    ),
    "Citations: mentions with the exact canonical number": "Trích dẫn: đúng số ký hiệu chuẩn",
    "Headings (label, level, start) and header fields": "Đề mục (nhãn, cấp, vị trí) và thể thức",
    "The set is valid.": "Bộ đánh giá hợp lệ.",
    "{count} faults": "{count} lỗi",
    "Search": "Tìm kiếm",
    "Answers": "Trả lời",
    "Look-ups": "Tra cứu số",
    "Contradictions": "Mâu thuẫn",
    "Reading": "Đọc văn bản",
    "Reading by document": "Đọc từng văn bản",
    "Before and after": "Trước và sau",
    "All figures": "Tất cả số liệu",
    "Gained": "Thêm được",
    "Lost": "Mất đi",
    "{task} by {group}": "{task} theo {group}",
    "kind": "loại câu",
    "language": "ngôn ngữ",
    "damage": "mức hỏng",
    "Time for each": "Thời gian mỗi câu",
    "Not right: {count} of {total}": "Chưa đúng: {count} trên {total}",
    "Against {system}, {started}": "So với {system}, {started}",
    "Written: {names}": "Đã ghi: {names}",
    "Different systems: {before} and {after}.": "Hai hệ khác nhau: {before} và {after}.",
    "The set changed between the two runs; only items with the same id are compared.": (
        "Bộ đánh giá đã thay đổi giữa hai lần chạy; chỉ so những câu cùng mã."
    ),
    "measure": "chỉ số",
    "document": "văn bản",
    "before": "trước",
    "after": "sau",
    "change": "thay đổi",
    "all": "tất cả",
    # The cluster.
    "Time the Elasticsearch engine beside its bare client.": (
        "Đo máy tìm kiếm Elasticsearch bên cạnh thư viện của nó."
    ),
    "A folder of texts (*.jsonl with a text on each line).": (
        "Thư mục văn bản (*.jsonl, mỗi dòng có một text)."
    ),
    "Passages that are written and searched.": "Số đoạn được ghi và tìm.",
    "{count} passages in Elasticsearch": "{count} đoạn trong Elasticsearch",
    "passages a second": "đoạn mỗi giây",
    "a search, ms": "một lần tìm, ms",
    "the engine": "máy tìm kiếm",
    "the bare client": "chỉ thư viện",
}

"""What the web pages show, made from what a `Desk` gives; `api.http.pages` has their addresses.

Each module makes one page's content as plain dataclasses, without HTTP and without HTML: `results` (a
page of passages, filters with counts), `reader` (a text cut into blocks), `cited` (who cites a document,
when, beside what), `family` (what the text says of documents amending each other), `suggestions`,
`overview`, `verdicts`, `quality`, and `citing` (how a quotation is cited).
"""

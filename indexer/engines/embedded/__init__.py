"""The engine that needs nothing but a folder.

`schema` (tables, migrations) and `rows` (records to rows) serve `store` (SQLite, the truth, one
transaction a document) and `queries` (reading it, rights first). `lexical` (tantivy) and `vectors`
(numpy) are derived from the store; `lock`, `originals` and `problems` deal with the file system.
`engine` puts them together.
"""

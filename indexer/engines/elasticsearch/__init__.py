"""The engine for an office that outgrows one machine: everything lives in an Elasticsearch cluster.

`settings` (the environment), `cluster` (one client, retries, errors by `problems`) and `bulk` reach it.
`mappings` are the indices, `sources` turns records into their documents and back, `safe` makes any text
fit. `state` is the one small document that says what counts: `writing` stores batches that nobody sees
until it names them, `sweeping` removes what is left over, `reading`, `passage_search` and `records` ask
with it. `originals` keeps the files in parts; `engine` puts all together, `health` serves `tracuu doctor`.
"""

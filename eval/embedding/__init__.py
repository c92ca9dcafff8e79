"""Training and measuring the shipped embedding model (`indexer/models/static`); see README.md.

`python -m eval.embedding DATA` trains it; what came out says `indexer/models/static/MODEL_CARD.md`.
`python -m eval.embedding.teacher DATA` asks the teacher for the vectors of words that it starts from.
"""

"""Citations of official documents: found in a text, or read from what a person typed.

`find_citations` gives every mention in a text, `parse_number` reads one number in any spelling and
`parse_law_name` a law's name. The way of a mention: `grammar` (where a number could be), `mentions`
(reading it there), `series` (the letters that were meant), `types` (the word before it), `dates`,
`issuers`, `subjects` and `parenthesis` (the words around it), `laws` (laws that are cited by name),
`confidence`.
"""

from analyzers.citations.find import find_citations
from analyzers.citations.numbers import ParsedNumber, parse_law_name, parse_number

__all__ = ["ParsedNumber", "find_citations", "parse_law_name", "parse_number"]

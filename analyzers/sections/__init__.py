"""The heading tree of a document, and the rows of its tables.

`find_sections` goes over the text once: lines (`lines`) that begin with something that may be a label
(`labels`, `glyphs`) are candidates unless they are rows of a table (`tables`); the sequence of all of them
decides which are headings and what each label should read (`sequence`); then come titles and the tree.
"""

from analyzers.sections.find import find_sections
from analyzers.sections.tables import TableRow, table_rows

__all__ = ["TableRow", "find_sections", "table_rows"]

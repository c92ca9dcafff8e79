"""Files into documents.

`read(path)` tells a file's format by its content, decodes it and gives a `Document`: an immutable text,
its pages and the hash of the bytes. What cannot be read raises `UnreadableFile`, which says why and what
to do. `reports/` holds the five real reports that the demo and the tests run on.
"""

from corpus.document import Document, FileSignature, FilledIn, UnreadableFile
from corpus.reading import MAX_BYTES, read

__all__ = ["MAX_BYTES", "Document", "FileSignature", "FilledIn", "UnreadableFile", "read"]

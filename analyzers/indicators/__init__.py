"""The rows of report forms (Biểu mẫu): code, name, unit, value, note.

`find_indicators` takes forms whose cells are set apart (`grids`) and forms as OCR leaves them (`scans`);
`units` are recognised in damaged print, `codes` restored from their sequence, and `numbers` read in the
notation that each table uses.
"""

from analyzers.indicators.find import find_indicators

__all__ = ["find_indicators"]

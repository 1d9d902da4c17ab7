"""Stage `workbook`: a Library in one language becomes printable documents in memory. Writes no file."""

from generator.workbook.pack import compose
from generator.workbook.plan import COPIES, Workbook, planned

__all__ = ["COPIES", "Workbook", "compose", "planned"]

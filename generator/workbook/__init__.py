"""Stage `workbook`: a Library in one language becomes printable documents in memory. Writes no file."""

from generator.model.editions import EDITIONS
from generator.workbook.pack import compose
from generator.workbook.plan import COPIES, Workbook, planned

__all__ = ["COPIES", "EDITIONS", "Workbook", "compose", "planned"]

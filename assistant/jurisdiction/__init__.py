"""The law sheet, typed; all problems of a sheet reported at once with line numbers."""

from assistant.jurisdiction.load import codes, json_schema, load, names, read_sheet
from assistant.jurisdiction.models import Ground, Order, Redaction, Sheet

__all__ = ["Ground", "Order", "Redaction", "Sheet", "codes", "json_schema", "load", "names", "read_sheet"]

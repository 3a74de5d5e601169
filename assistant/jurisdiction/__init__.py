"""The law sheet, typed; all problems of a sheet reported at once with line numbers."""

from assistant.jurisdiction.grounds import Ground
from assistant.jurisdiction.load import codes, json_schema, load, names, read_sheet
from assistant.jurisdiction.models import Order, Sheet
from assistant.jurisdiction.papers import Redaction

__all__ = ["Ground", "Order", "Redaction", "Sheet", "codes", "json_schema", "load", "names", "read_sheet"]

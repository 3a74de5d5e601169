"""Taking files in safely, and setting them as exhibits. Originals are never changed."""

from assistant.evidence.exhibits import ExhibitFile, ExhibitsPdf, exhibits_pdf
from assistant.evidence.taking import TakenIn, take_in

__all__ = ["ExhibitFile", "ExhibitsPdf", "TakenIn", "exhibits_pdf", "take_in"]

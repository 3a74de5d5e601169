"""Taking files in safely, and setting them as exhibits. Originals are never changed."""

from assistant.evidence.areas import Area
from assistant.evidence.exhibits import ExhibitFile, ExhibitsPdf, exhibits_pdf
from assistant.evidence.showing import FRAME, Pages, pages_of
from assistant.evidence.taking import TakenIn, take_in

__all__ = ["FRAME", "Area", "ExhibitFile", "ExhibitsPdf", "Pages", "TakenIn", "exhibits_pdf", "pages_of", "take_in"]

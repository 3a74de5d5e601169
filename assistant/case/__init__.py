"""People, incidents, exhibits, relief, built from answers. Relevance is decided here."""

from assistant.case.build import case_from
from assistant.case.model import (
    Case,
    Child,
    CourtCase,
    Effects,
    Exhibit,
    Filer,
    Firearms,
    Incident,
    Kept,
    OriginalFile,
    Person,
    Petitioner,
    Police,
    PriorOrder,
    Protected,
    PublicCase,
    Request,
    Respondent,
    Secret,
    Told,
    Witness,
)

__all__ = [
    "Case", "Child", "CourtCase", "Effects", "Exhibit", "Filer", "Firearms", "Incident", "Kept", "OriginalFile", "Person",
    "Petitioner", "Police", "PriorOrder", "Protected", "PublicCase", "Request", "Respondent", "Secret", "Told",
    "Witness", "case_from",
]

"""What many tests share: the day they run on, the samples, cases made from them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.answers import Answers
from assistant.answersfile import read_answers
from assistant.case import Case, case_from
from assistant.evidence.intake import Memory, take_all
from assistant.evidence.logs.taking import take_logs
from assistant.jurisdiction import Order, Sheet, load

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(p.parent.name for p in (ROOT / "samples").glob("*/answers.yaml"))
TODAY = date(2026, 11, 24)


class Sample:
    """One of the invented people, read and built."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = ROOT / "samples" / name
        self.answers: Answers = read_answers(self.folder / "answers.yaml", TODAY)
        self.store = Memory()
        take_all(self.store, self.answers)
        take_logs(self.store, self.answers)
        self.sheet: Sheet = load(self.answers.value("place.jurisdiction"))
        self.order: Order = self.sheet.order(self.answers.value("order.type"))
        self.case: Case = case_from(self.answers, self.sheet)


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Sample:
    return Sample(request.param)


@pytest.fixture
def neighbor() -> Sample:
    return Sample("ca-neighbor")

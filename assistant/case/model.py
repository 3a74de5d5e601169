"""Case: people, incidents, exhibits, relief, as the papers need them. Built from answers; pure.

A case has two halves that cannot mix:

* `told` (a `Told`): what the person is ready to tell in papers that the court files and the respondent
  is served. It is built from a view of the answers in which everything not classed PUBLIC does not exist,
  so a question nobody has classed cannot reach it.
* `kept` (a `Kept`): what must stay hidden, for confidential forms, the person's and the lawyer's copies,
  and for the scan that looks for it in what is served.

What does not apply (a police report number where police were not told) is not there, though the answer
is kept. `None` means no value; `gaps` says why: unknown, declined, later, skipped. Absent: not asked yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.answers import Answers, Status
from assistant.dates import When

Gaps = Mapping[str, Status]
DetailValue = str | bool | date | tuple[str, ...]


@dataclass(frozen=True)
class Detail:
    """An answer that only the boxes of official forms need, at its answer path, typed by its question."""

    path: str
    value: DetailValue


@dataclass(frozen=True)
class Person:
    """Anybody named in the papers."""

    name: str | None = None
    age: int | None = None
    age_about: bool = False
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class Petitioner(Person):
    mailing_address: str | None = None  # the address for court papers that others may see
    mailing_email: str | None = None
    vulnerability: str | None = None  # age or limits, where an order asks for them


@dataclass(frozen=True)
class Filer(Person):
    """Who signs when it is not the petitioner."""

    relation: str | None = None
    authority: str | None = None


@dataclass(frozen=True)
class Protected(Person):
    id: str = ""
    relation: str | None = None
    lives_with: bool | None = None
    why: str | None = None


@dataclass(frozen=True)
class Respondent(Person):
    """The person protection is sought from; each part may be unknown."""

    other_names: str | None = None
    description: str | None = None
    vehicle: str | None = None
    plate: str | None = None
    lives_at: str | None = None
    workplace: str | None = None
    usernames: str | None = None
    phone_ending: str | None = None

    @property
    def known_as(self) -> tuple[tuple[str, str], ...]:
        """What identifies an unnamed person, as (label, words)."""
        pairs = (
            ("Looks", self.description),
            ("Vehicle", self.vehicle),
            ("License plate", self.plate),
            ("Lives at", self.lives_at),
            ("Works at", self.workplace),
            ("User names", self.usernames),
            ("Phone number ending in", self.phone_ending),
            ("Other names", self.other_names),
        )
        return tuple((label, text) for label, text in pairs if text)


@dataclass(frozen=True)
class Witness:
    id: str
    name: str | None
    saw: str | None
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class Police:
    """Contact with police about one incident; `level` is a step of questions.events.POLICE."""

    level: str | None = None  # none, thought, called, came, report, arrest, charges, order
    agency: str | None = None
    report: str | None = None
    officer: str | None = None
    result: str | None = None
    gaps: Gaps = field(default_factory=dict)

    @property
    def involved(self) -> bool:
        return self.level not in (None, "none", "thought")


@dataclass(frozen=True)
class Incident:
    """One event: structured facts beside the person's own words."""

    id: str
    number: int  # 1 = first in the order the person listed them
    title: str | None = None
    when: When | None = None
    time: str | None = None
    place: str | None = None
    conduct: tuple[str, ...] = ()
    story: str | None = None  # own words, verbatim
    said: str | None = None  # exact words that were said, one quotation a line
    injury: str | None = None
    care: str | None = None
    weapon: str | None = None
    children: str | None = None  # none, there, saw
    witnesses: tuple[Witness, ...] = ()
    police: Police = field(default_factory=Police)
    how_known: str | None = None
    effect: str | None = None
    separate: bool | None = None  # was it apart from the other events of that day
    exhibits: tuple[str, ...] = ()  # ids
    gaps: Gaps = field(default_factory=dict)

    @property
    def own_words(self) -> tuple[str, ...]:
        """Every text the person wrote about this incident, in the order asked."""
        return tuple(
            t
            for t in (
                self.title,
                self.story,
                self.said,
                self.injury,
                self.care,
                self.weapon,
                self.how_known,
                self.effect,
            )
            if t
        )


@dataclass(frozen=True)
class Effects:
    changes: tuple[str, ...] = ()
    story: str | None = None
    fear_next: str | None = None
    why_now: str | None = None
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class Firearms:
    has: str | None = None  # yes, no, maybe
    kinds: str | None = None
    where: str | None = None
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class Child:
    id: str
    name: str | None
    age: int | None
    whose: str | None  # ours, mine, theirs, other
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class CourtCase:
    """Another court case between the parties."""

    id: str
    kind: str | None
    court: str | None
    number: str | None
    when: str | None
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class PriorOrder:
    """A protective order between the parties, now or before."""

    id: str
    protects: str | None
    court: str | None
    number: str | None
    made: str | None
    ends: str | None
    in_force: bool | None
    broken: str | None
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """One thing asked of the court, with the fact behind it in the person's words."""

    id: str
    label: str
    cite: str | None
    because: str | None
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class Exhibit:
    """A file attached, as the papers speak of it; its bytes are an OriginalFile."""

    id: str
    label: str  # 'A', 'B', ... or '1', '2', ...
    title: str | None
    foundation: str | None  # what it is, who made it, when, how the person knows
    incidents: tuple[str, ...]  # ids
    gaps: Gaps = field(default_factory=dict)
    transcript: str | None = None  # of a recording, in the words of who wrote it down
    prepared_by: str | None = None  # who that was
    # Why it stays out of every paper for others until somebody clears it by name; one of assistant.case.withheld's
    # sentences, never the person's words. `disclosure.public_case` leaves such exhibits out.
    withheld: str | None = None
    pins: tuple[tuple[str, int, int], ...] = ()  # (incident id, first page, last page), pages of the exhibit itself

    @property
    def is_withheld(self) -> bool:
        """Kept out of what court and respondent see until somebody clears it."""
        return self.withheld is not None

    def pin(self, incident: str) -> tuple[int, int] | None:
        """The pages on which it shows this incident, where the person said so."""
        return next(((first, last) for event, first, last in self.pins if event == incident), None)


@dataclass(frozen=True)
class OwnAnswer:
    """The answer to a question that only this place asks (`petition_must_state` with its own words)."""

    id: str
    label: str  # what the petition must tell, as on the sheet
    ask: str  # the question as it was asked
    text: str | None
    cite: str | None = None
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class TimeLeftOut:
    """A period that the law leaves out of a time limit. Both ends count; a missing end makes the limit unclear."""

    id: str
    why: str | None  # id of the sheet's reason
    label: str
    start: date | None
    end: date | None  # None: not known, or it goes on (then `gaps` has nothing under 'end')
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class KnownNumber:
    """Whose a number or account is, and how the person knows. The number itself is not here."""

    id: str
    who: str | None
    how_known: str | None
    gaps: Gaps = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What public and served papers are made from. It holds nothing classed confidential or private."""

    jurisdiction: str
    order: str | None
    court: str | None
    county: str | None
    division: str | None
    judicial_district: str | None
    why_here: str | None
    filing_for: str | None  # self, child, adult
    petitioner: Petitioner
    filer: Filer | None
    protected: tuple[Protected, ...]
    respondent: Respondent
    relationships: tuple[str, ...]
    how_known: str | None  # how they know each other
    relationship_began: str | None
    relationship_ended: str | None
    shared_places: str | None
    incidents: tuple[Incident, ...]  # in the order the person listed them
    worst: str | None  # id
    effects: Effects
    history: str | None
    firearms: Firearms
    has_children: bool | None
    children: tuple[Child, ...]
    children_cases: str | None
    cases: tuple[CourtCase, ...]
    prior_orders: tuple[PriorOrder, ...]
    against_me: str | None  # orders or reports the respondent has against the petitioner
    asked_to_stop: bool | None
    stop_story: str | None
    exhibits: tuple[Exhibit, ...]
    requests: tuple[Request, ...]
    temporary: bool | None
    distance: str | None
    other_request: str | None
    order_length: str | None
    hearing_wanted: bool | None
    told_respondent: str | None
    fee_basis: str | None
    address_risk: str | None
    only_financial: bool | None
    indian_child: str | None
    signing_place: str | None
    signing_county: str | None
    own_answers: tuple[OwnAnswer, ...] = ()
    left_out: tuple[TimeLeftOut, ...] = ()  # periods the order's time limit does not count
    hides_address: bool = False  # that an address must stay hidden; never the address
    known_numbers: tuple[KnownNumber, ...] = ()
    gaps: Gaps = field(default_factory=dict)  # every public path without a value, and why
    none_of: frozenset[str] = frozenset()  # lists the person said are empty ('no children')
    details: tuple[Detail, ...] = ()  # what only official forms ask, public answers alone

    def detail(self, path: str) -> DetailValue | None:
        """The answer that only forms need, or None."""
        return next((d.value for d in self.details if d.path == path), None)

    def incident(self, incident_id: str) -> Incident | None:
        return next((i for i in self.incidents if i.id == incident_id), None)

    @property
    def declarant(self) -> Person:
        """Who signs."""
        return self.filer if self.filer is not None and self.filing_for in ("child", "adult") else self.petitioner


@dataclass(frozen=True)
class Secret:
    """One confidential value and the answer it came from."""

    path: str
    label: str  # 'home address'; safe to print
    value: str


@dataclass(frozen=True)
class OriginalFile:
    """An exhibit's original, by its hash, with what is known of it. Private: it goes into no paper for others."""

    exhibit: str  # id
    sha256: str
    media: str  # one of assistant.evidence.media
    name: str  # as it was called; private, because names of files tell things
    size: int  # bytes
    pages: int | None = None
    modified: str | None = None  # when the file was last changed, as its folder said; ISO 8601, UTC
    made: str | None = None  # when the file itself says it was made; ISO 8601
    made_by: str | None = None  # who says so: camera, sender (of an e-mail), recorder
    seconds: float | None = None  # length of a recording
    source: str | None = None  # who gave it, own words
    obtained: str | None = None  # how it came to the person: one of questions.evidence.OBTAINED
    recorded: str | None = None  # who knew of a recording: one of questions.evidence.RECORDED
    hide: tuple[str, ...] = ()  # areas taken out of every copy, as assistant.evidence.areas writes them
    cleared_by: str | None = None  # who said that it may go into the papers
    cleared_why: str | None = None


@dataclass(frozen=True)
class LogCount:
    """Rows of a message or call log that the program counted for one event.

    `number` is the other side's number or account, '' for all; `begin`, `end`, `first` and `last` are local times
    in ISO 8601 ('2025-05-02T21:04'), the first two as asked for, the last two as the rows have them.
    """

    id: str
    incident: str  # id
    what: str  # call or message
    count: int
    number: str = ""
    direction: str = ""  # in, out, or '' for both
    state: str = ""  # missed, ...
    begin: str = ""
    end: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Kept:
    """What must not be seen by the respondent or the public."""

    secrets: tuple[Secret, ...]
    withhold_in_story: bool  # the person asked that secrets in their story show as [withheld]
    birth_date: date | None = None
    interpreter: str | None = None
    helper: str | None = None
    no_police_reason: tuple[tuple[str, str], ...] = ()  # (incident id, own words)
    proof: tuple[tuple[str, str], ...] = ()  # (incident id, what would show it)
    files: tuple[OriginalFile, ...] = ()
    details: tuple[Detail, ...] = ()  # what only confidential forms ask

    def detail(self, path: str) -> DetailValue | None:
        """The confidential answer that only forms need, or None."""
        return next((d.value for d in self.details if d.path == path), None)

    def secret(self, path: str) -> str:
        """The hidden text at an answer path; '' when there is none."""
        return next((s.value for s in self.secrets if s.path == path), "")

    log_counts: tuple[LogCount, ...] = ()


@dataclass(frozen=True)
class Case:
    """Both halves: what may be told, and what is kept."""

    told: Told
    kept: Kept
    answers: Answers = field(repr=False)  # for the questions that mend; never read by a document

    @property
    def incidents(self) -> tuple[Incident, ...]:
        return self.told.incidents


@dataclass(frozen=True)
class PublicCase:
    """What a served or filed paper may be made from: minors by their rule, withheld words withheld.

    Made only by `assistant.disclosure.public_case`.
    """

    told: Told
    withheld: int = 0  # how often a secret in the person's words was shown as [withheld]

"""The court's own forms of one case: planned, found in the person's library, filled, with their attachments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.case.model import Case, PublicCase
from assistant.errors import PersonError, Problem
from assistant.forms.contents import Entries, entries_for
from assistant.forms.mapping import Attachment, Form, Reads, attachment_of
from assistant.forms.match import Match, match
from assistant.forms.model import Blank, Continued, Entry, Filled
from assistant.forms.plan import Needed, Plan, plan_forms
from assistant.forms.recognise import same_number
from assistant.jurisdiction import Order, Sheet
from assistant.jurisdiction.papers import OfficialForm
from assistant.values import Values, values_of

if TYPE_CHECKING:
    from assistant.forms.attachment import AttachmentStyle
    from assistant.forms.library import Kept, Library


@dataclass(frozen=True)
class FilledForm:
    """One form of the packet."""

    form: Form
    because: str
    fillable: bytes
    flat: bytes
    attachment: bytes | None  # PDF of what did not fit
    continued: tuple[Continued, ...]
    notes: tuple[str, ...]

    @property
    def readers(self) -> tuple[Reads, ...]:
        return tuple(self.form.file.readers)

    @property
    def confidential(self) -> bool:
        """Kept from the respondent and the public: it goes to the court, or the police, alone."""
        return self.form.confidential

    @property
    def file_stem(self) -> str:
        """A file name without ending that tells the form and nothing of the case: '10-dv-100'."""
        return f"{self.form.file.position:02d}-{self.form.folder}"


@dataclass(frozen=True)
class MissingForm:
    """A form the case needs and the library has not, or not in the edition that is mapped."""

    number: str | None
    title: str
    edition: str | None  # the edition this program knows; null = it knows none
    url: str | None
    because: str
    mapped: bool  # False: it must be filled by hand
    held: tuple[str, ...] = ()  # editions that are in the library and cannot be used
    readers: tuple[Reads, ...] = ()

    @property
    def words(self) -> str:
        """One plain sentence: what is missing and where to get it."""
        name = f"{self.number}, {self.title}" if self.number else self.title
        edition = f" ({self.edition})" if self.edition else ""
        where = f" Get it at: {self.url}" if self.url else " Ask the court or look on its web page."
        if not self.mapped:
            return f"{name}{edition}: the program does not fill this one. Fill it by hand.{where}"
        if self.held:
            return f"{name}: in your library is {' and '.join(self.held)}; the program knows {self.edition}.{where}"
        return f"{name}{edition} is not in your library.{where} Then: paperwork forms add FILE"


@dataclass(frozen=True)
class NotFilled:
    """A form that is in the library and could not be filled, and why."""

    form: Form
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class OfficialForms:
    """Every official form of a case, in the order of the packet."""

    forms: tuple[FilledForm, ...]
    missing: tuple[MissingForm, ...]
    not_filled: tuple[NotFilled, ...] = ()
    notes: tuple[str, ...] = ()


def official_forms(
    case: Case,
    public_case: PublicCase,
    sheet: Sheet,
    order: Order,
    library: Library,
    *,
    also: Collection[str] = (),
    draft: bool = False,
) -> OfficialForms:
    """Plan the case's forms, fill those whose blank is in the library, and say which are missing.

    A form that others read is filled from `public_case` alone. `also` names folders of forms asked for beyond those the
    case needs; `draft` marks the attachments. PersonError when a map has problems.
    """
    from assistant.documents.pdf import TypesettingFailed

    plan = plan_forms(case, sheet, order, also)
    kept = library.entries() if plan.needed else ()
    forms: list[FilledForm] = []
    lacking: list[MissingForm] = []
    not_filled: list[NotFilled] = []
    # forms that leave rows to another one come last: they keep the rows where the other could not be filled
    for needed in sorted(plan.needed, key=lambda n: any(rule.unless for rule in n.form.file.more.values())):
        found = find_blank(needed.form, library, kept)
        if found is None:
            lacking.append(missing(needed, kept))
            continue
        reader = case if needed.form.confidential else public_case
        beside = {one.form.folder for one in forms}
        try:
            forms.append(fill(needed, reader, sheet, order, *found, draft, beside))
        except PersonError as error:
            not_filled.append(NotFilled(needed.form, error.problems))
        except TypesettingFailed:
            said = Problem("the texts could not be set on this form.", needed.form.file.number, "Fill it by hand.")
            not_filled.append(NotFilled(needed.form, (said,)))
    places = [needed.form.id for needed in plan.needed]
    forms.sort(key=lambda one: places.index(one.form.id))
    lacking += [_unmapped(listed) for listed in plan.unmapped]
    return OfficialForms(tuple(forms), tuple(lacking), tuple(not_filled), tuple(unplaced_requests(plan, case)))


def find_blank(form: Form, library: Library, kept: Sequence[Kept]) -> tuple[bytes, Blank, Match] | None:
    """The blank of exactly the mapped edition, with every box found, or None."""
    for entry in _candidates(form, kept):
        try:
            blank = library.blank(entry.sha256)
        except PersonError:
            continue  # `forms list` tells about files that were changed
        matched = match(form.edition, blank, form.used)
        if matched.complete:
            return library.bytes_of(entry.sha256), blank, matched
    return None


def _candidates(form: Form, kept: Iterable[Kept]) -> list[Kept]:
    """Files that may be the form, the very file that was mapped first."""
    known = set(form.edition.sha256s)
    number = form.edition.number
    same = [e for e in kept if e.sha256 in known or (same_number(e.number, number) if number else not e.number)]
    return sorted(same, key=lambda e: e.sha256 not in known)


def fill(
    needed: Needed,
    case: PublicCase | Case,
    sheet: Sheet,
    order: Order,
    data: bytes,
    blank: Blank,
    matched: Match,
    draft: bool = False,
    beside: Collection[str] = (),
) -> FilledForm:
    """Fill one blank and make its attachment; `beside` as in `entries_for`. PersonError when the blank cannot take the entries."""
    from assistant.forms.attachment import attachment_pdf

    form = needed.form
    made = entries_for(form, case, sheet, order, beside)
    style = style_of(form, sheet)
    filled, continued, notes = _filled(form, made, sheet, data, blank, matched, style)
    values = values_of(case, sheet, order)
    attachment = None
    if continued:
        attachment = attachment_pdf(
            continued,
            style=style,
            form=form.file.number,
            short_title=_short_title(values),
            case_number=values["case_number"],
            language=sheet.language,
            draft=draft,
        )
    notes = (*edition_note(needed), *notes)
    return FilledForm(form, needed.because, filled.fillable, filled.flat, attachment, continued, notes)


def edition_note(needed: Needed) -> tuple[str, ...]:
    """What to say when the law sheet knows another edition than the one that is mapped."""
    if not needed.newer:
        return ()
    file = needed.form.file
    return (
        f"{file.number}: the program fills the edition of {file.edition}. The court has another one ({needed.newer}). "
        "Ask the court which one it takes.",
    )


def _filled(
    form: Form, made: Entries, sheet: Sheet, data: bytes, blank: Blank, matched: Match, style: AttachmentStyle
) -> tuple[Filled, tuple[Continued, ...], tuple[str, ...]]:
    """Fill; a text whose box has no room even to point to an attachment goes to the attachment without a pointer."""
    from assistant.forms.fill import fill_form
    from assistant.forms.laying import DoesNotFit

    entries = matched.translate(made.entries)
    title = f"{form.file.number}: {form.file.title}"
    try:
        filled = fill_form(data, blank, entries, language=sheet.language, title=title, style=style)
        return filled, (*filled.continued, *made.more), (*made.notes, *filled.notes)
    except DoesNotFit as error:
        tight = {e.field for e in entries for p in error.problems if p.where.endswith(f"({e.field})")}
        tight |= {e.field for e in entries for p in error.problems if p.where.endswith(f"box {e.field}")}
        if not tight:
            raise
        problems = error.problems
    rest = [e for e in entries if e.field not in tight]
    filled = fill_form(data, blank, rest, language=sheet.language, title=title, style=style)
    moved = tuple(c for e in entries if e.field in tight for c in _whole(e))
    notes = tuple(f"{p.where}: {p.what}. It stands in the attachment; write the box by hand." for p in problems)
    return filled, (*filled.continued, *moved, *made.more), (*made.notes, *filled.notes, *notes)


def _whole(entry: Entry) -> list[Continued]:
    text = getattr(entry, "text", "")
    overflow = getattr(entry, "overflow", None)
    item = overflow.item if overflow else entry.field
    return [Continued(item, overflow.title if overflow else "", text, entry.field)] if text else []


def style_of(form: Form, sheet: Sheet) -> AttachmentStyle:
    """How attachments of this form look: our own way, the place's, the form's, each over the one before."""
    from assistant.forms.attachment import AttachmentStyle

    style = AttachmentStyle(paper=sheet.paper)
    for said in (attachment_of(sheet.code), form.file.attachment):
        style = replace(style, **_given(said))
    return style


def _given(said: Attachment) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in said.model_dump(exclude_none=True).items()}


def _short_title(values: Values) -> str:
    names = [values["petitioner_name"], values["respondent_full_name"]]
    return " v. ".join(n for n in names if n)


def missing(needed: Needed, kept: Sequence[Kept]) -> MissingForm:
    """What to say of a mapped form whose blank the library has not."""
    file = needed.form.file
    number = needed.form.edition.number
    held = [e.edition or "an edition that prints no date" for e in kept if number and same_number(e.number, number)]
    return MissingForm(
        file.number,
        file.title,
        file.edition,
        file.url,
        needed.because,
        True,
        tuple(dict.fromkeys(held)),
        needed.readers,
    )


def _unmapped(listed: OfficialForm) -> MissingForm:
    return MissingForm(listed.number, listed.title, listed.revision, listed.url, f"Filed: {listed.filed}.", False)


def unplaced_requests(plan: Plan, case: Case) -> list[str]:
    """What the person asks for and no planned form has a place for: it stands in our own papers alone."""
    names = {r.name for n in plan.needed for box in n.form.boxes for r in box.named}
    names |= {f"relief.{relief}" for n in plan.needed for relief in n.form.file.places}
    if not names or any(name == "requests_text" or name.startswith("requests.") for name in names):
        return []
    return [
        f"You ask for '{r.label}'. None of the court's forms that are filled here has a box for it; it stands in your "
        f"declaration."
        for r in case.told.requests
        if f"relief.{r.id}" not in names
    ]

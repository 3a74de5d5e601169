"""Making every paper of a case, and joining them for each reader. Pure but for the originals it is handed.

With a hidden value in a paper that others would read, those papers go to PRIVATE only, marked DRAFT.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from assistant.case.model import Case, Exhibit, OriginalFile, PublicCase
from assistant.checks import check, support
from assistant.disclosure import Leak, Reader, leaks, public_case
from assistant.documents.declaration import declaration
from assistant.documents.next_steps import next_steps
from assistant.documents.things_to_check import things_to_check
from assistant.errors import PersonError, Problem
from assistant.findings import Finding
from assistant.jurisdiction import Order, Sheet
from assistant.packet.model import PUBLIC_READERS, Below, Checked, File, Packet, Paper, Progress, silent
from assistant.packet.names import fitted
from assistant.packet.officials import Official
from assistant.packet.pictures import Looked, look_at_pictures, rule_of
from assistant.packet.plan import ATTACHED, Plan, plan

if TYPE_CHECKING:
    from assistant.evidence import ExhibitsPdf
    from assistant.evidence.ocr.asking import Readings
    from assistant.packet.finished import FinalText
    from assistant.packet.preflight import Result

Original = Callable[[str], bytes]
# What can be sent to the court as one filing, in the e-filing check.
NUMBERED = "court/ and confidential/, the numbered papers together"
OF_THE_COURT = ("typefaces", "black and white", "page numbers")  # rules that a court's own blank may break
IN_ONE = "court/ and confidential/, the joined files together"


@dataclass(frozen=True)
class Options:
    """How a packet is made.

    `bind`: one PDF for each reader besides the separate files. `timeline`: attach the picture of time. `archival`:
    PDF/A-2, also without being asked where the court requires it. `dpi`: most dots to the inch of a picture, when the person asked for less. `official`: the
    court's own forms, filled. `final_text`: a declaration that a lawyer finished; it takes the place of ours.
    `allow_leaks`: a named person decided so, with a reason that is kept. `readings`: the words in pictures, which are
    compared with what must stay hidden; None: pictures are not looked at.
    """

    draft: bool = True
    allow_leaks: bool = False
    bind: bool = False
    timeline: bool = False
    archival: bool = False
    dpi: int | None = None
    official: Official = field(default_factory=Official)
    final_text: FinalText | None = None
    progress: Progress = field(default=silent)
    readings: Readings | None = None


def assemble(
    case: Case,
    sheet: Sheet,
    order: Order,
    original: Original,
    today: date,
    options: Options | None = None,
    *,
    draft: bool = True,
    allow_leaks: bool = False,
) -> Packet:
    """Make every paper. `original(sha256)` gives an exhibit's bytes.

    `draft` and `allow_leaks` are short for `Options` with these two. PersonError when an exhibit cannot be shown.
    """
    return _Assembly(case, sheet, order, original, today, options or Options(draft, allow_leaks)).packet()


class _Assembly:
    """One packet in the making."""

    def __init__(
        self, case: Case, sheet: Sheet, order: Order, original: Original, today: date, options: Options
    ) -> None:
        self.case, self.sheet, self.order, self.original, self.today = case, sheet, order, original, today
        self.options = options
        self.public: PublicCase = public_case(case, order)
        self.plan: Plan = plan(case, sheet, order, forms=options.official.planned, timeline=options.timeline)
        self.notes: list[str] = list(options.official.notes)
        self.looked = Looked()
        self._scanned: dict[int, tuple[bytes, list[Leak]]] = {}  # the bytes are kept so that no other take their id
        self._official: set[str] = set()  # names of the files that hold one of the court's own forms

    @property
    def archival(self) -> bool:
        """PDF/A: where the person asks for it, and in a whole packet for a court that takes nothing else."""
        rules = self.order.efiling
        return self.options.archival or (self.options.bind and rules is not None and rules.pdf_a == "required")

    def packet(self) -> Packet:
        """All papers made, looked through, and sorted to their readers."""
        options = self.options
        exhibits = self._exhibits(self.public.told.exhibits, options.draft)
        counts = exhibits.counts if exhibits else {}
        self.looked = self._look_at_pictures(counts)
        papers, docx, findings, replaced = self._papers(exhibits, counts)
        words: list[File] = []
        if options.bind:
            extra, words = self._more_papers(counts)
            papers += extra
        papers.sort(key=lambda p: (p.position, p.kind))
        if self.archival:
            papers = [self._archived(p) for p in papers]
        files, found = self._shared(papers)
        if options.bind:
            files += self._bound(papers, (Reader.CONFIDENTIAL, Reader.PRIVATE)) + words
        files.append(File(Reader.PRIVATE, "declaration.docx", docx))
        files.sort(key=lambda f: (list(Reader).index(f.reader), f.name))
        checked: tuple[Checked, ...] = ()
        if options.bind:
            from assistant.packet.preflight import report

            checked = self._checked(files)
            told = report(checked, self.order.efiling)
            files.append(File(Reader.PRIVATE, "efiling-check.txt", told.encode("utf-8")))
            files.append(File(Reader.PRIVATE, "manifest.txt", manifest(files)))
        notes = (*(options.final_text.notes if options.final_text else ()), *self.notes)
        return Packet(tuple(files), tuple(findings), tuple(found), replaced, options.draft, checked, notes)

    def _papers(
        self, exhibits: ExhibitsPdf | None, counts: Mapping[str, int]
    ) -> tuple[list[Paper], bytes, list[Finding], tuple[str, ...]]:
        """The papers that `build` and `packet` both make, the declaration's DOCX, the findings, and characters shown by name."""
        from concurrent.futures import ThreadPoolExecutor

        from assistant.documents.confidential import confidential
        from assistant.documents.docx import render_docx
        from assistant.documents.pdf import PdfResult, render_pdf

        case, sheet, order, options = self.case, self.sheet, self.order, self.options
        paper = declaration(self.public, sheet, order, counts, draft=options.draft, picture=options.timeline)

        def statement() -> PdfResult:
            made = PdfResult(options.final_text.pdf) if options.final_text else render_pdf(paper)
            self._scan("declaration.pdf", made.data)
            return made

        # setting and reading pages is the engines' own work, beside which Python can check and write the DOCX
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(statement)
            findings = sorted([*check(case, sheet, self.today), *self.looked.findings], key=lambda f: f.severity)
            docx = options.final_text.docx if options.final_text else render_docx(paper)
            ours = [self._paper("petition", *self._petition())] if self.plan.makes("petition") else []
            steps = render_pdf(next_steps(case, sheet, order, options.official.filled, options.official.missing))
            checks = render_pdf(things_to_check(case, sheet, order, findings, support(case, order, self.today)))
            if self.plan.makes("confidential"):
                kept = render_pdf(confidential(case, sheet, order, draft=options.draft))
                ours.append(self._paper("confidential", kept.data))
            rendered = waiting.result()
        papers = [
            *ours,
            self._paper("declaration", rendered.data, below=_headings(rendered.data) if options.bind else ()),
            self._paper("next-steps", steps.data),
            self._paper("things-to-check", checks.data),
            *options.official.papers,
        ]
        if exhibits is not None:
            below = tuple(_exhibit_marks(self.public.told.exhibits, exhibits))
            papers.append(self._paper("exhibits", exhibits.data, below=below, skip=exhibits.index))
            self.notes += exhibits.notes
        return papers, docx, list(findings), rendered.replaced

    def _shared(self, papers: Sequence[Paper]) -> tuple[list[File], list[Leak]]:
        """The separate files of all readers and the joined ones of the public, with every hidden value found in them.

        With one, and nobody having decided otherwise, what others would read is among the person's own instead.
        """
        files = self._separate(papers)
        found = [leak for f in files if f.reader in PUBLIC_READERS for leak in self._scan(f.name, f.data)]
        found += self.looked.leaks
        joined: list[File] = []
        if self.options.bind and (not found or self.options.allow_leaks):
            joined = self._bound(papers, PUBLIC_READERS)
            found += [leak for f in joined for leak in self._scan(f.name, f.data)]
        if found and not self.options.allow_leaks:
            kept = [f for f in files if f.reader is not Reader.SERVED]
            files = [replace(f, reader=Reader.PRIVATE) if f.reader in PUBLIC_READERS else f for f in kept]
        else:
            files += joined
        return files, list(dict.fromkeys(found))

    def _scan(self, name: str, data: bytes) -> list[Leak]:
        """Hidden values in a finished file. The same bytes are read once, under whatever name they come."""
        key = id(data)
        if key not in self._scanned:
            self._scanned[key] = (data, leaks([(name, data)], self.case.kept.secrets))
        return [replace(leak, file=name) for leak in self._scanned[key][1]]

    def _look_at_pictures(self, counts: Mapping[str, int]) -> Looked:
        if self.options.readings is None:
            return Looked()
        kept = self.case.kept
        looked = look_at_pictures(
            self.public.told.exhibits,
            {f.exhibit: f for f in kept.files},
            counts,
            self.original,
            kept.secrets,
            self.options.readings,
            rule_of(self.order),
            self.options.progress,
        )
        self.notes += looked.notes
        return looked

    def _archived(self, paper: Paper) -> Paper:
        if not set(paper.readers) - {Reader.PRIVATE}:
            return paper
        data = flat(paper.data, paper.title, self.sheet.language, archival=True, below=paper.below)
        return replace(paper, data=data)

    def _checked(self, files: Sequence[File]) -> tuple[Checked, ...]:
        """Every PDF that goes to the court, looked over by its e-filing rules. The same bytes are looked at once."""
        from assistant.packet.preflight import preflight

        sent = [f for f in files if f.reader is not Reader.PRIVATE and f.name.endswith(".pdf")]
        done: dict[tuple[str, int], tuple[Result, ...]] = {}
        checked = []
        for n, file in enumerate(sent, 1):
            key = (file.name.removeprefix(file.reader.value), id(file.data))
            if key not in done:
                found = preflight(file.name, file.data, self.order.efiling, self.sheet.paper)
                done[key] = tuple(self._of_the_court(r, file) for r in found)
            checked.append(Checked(f"{file.reader.value}/{file.name}", done[key]))
            self.options.progress("Checking the files", n, len(sent))
        return (*checked, *self._filings(sent))

    def _filings(self, sent: Sequence[File]) -> Iterator[Checked]:
        """What is sent in at once, together: the numbered papers, or the joined files in their place."""
        from assistant.packet.drawn_rules import JOINED
        from assistant.packet.preflight import filing

        for words, joined in ((NUMBERED, False), (IN_ONE, True)):
            own = [f for f in sent if f.reader is not Reader.SERVED and bool(JOINED.fullmatch(f.name)) is joined]
            if own:
                yield Checked(words, (filing([len(f.data) for f in own], self.order.efiling),))

    def _of_the_court(self, result: Result, file: File) -> Result:
        """A court's own blank may bring no typeface, or color: that is the court's to say, so a person looks at it."""
        from assistant.packet.drawn_rules import JOINED

        joined = JOINED.fullmatch(file.name) is not None
        forms = any(file.reader in p.readers for p in self.options.official.papers)
        own = f"{file.reader.value}/{file.name}" in self._official
        if result.rule not in OF_THE_COURT or result.verdict != "fail" or not (own or (joined and forms)):
            return result
        return replace(
            result, verdict="look", words=f"{result.words} The page is the court's own form, as it was downloaded."
        )

    # -- single papers -----------------------------------------------------------------------------------

    def _paper(
        self, kind: str, data: bytes, fillable: bytes | None = None, *, below: tuple[Below, ...] = (), skip: int = 0
    ) -> Paper:
        planned = self.plan.paper(kind)
        return Paper(kind, planned.title, kind, planned.readers, planned.position, data, below, skip, fillable)

    def _petition(self) -> tuple[bytes, bytes | None]:
        """The petition page: flat for filing when papers are joined, else with its fields; and the fillable one."""
        from assistant.documents.petition import petition
        from assistant.forms.petition import petition_pdf

        made = petition_pdf(petition(self.public, self.sheet, self.order, draft=self.options.draft))
        if not self.options.bind:
            return made, None
        return flat(made, self.plan.paper("petition").title, self.sheet.language), made

    def _more_papers(self, counts: Mapping[str, int]) -> tuple[list[Paper], list[File]]:
        """Papers that only the whole packet has: picture of time, list of files, what is held back."""
        from assistant.documents.exhibit_list import exhibit_list
        from assistant.documents.pdf import render_pdf
        from assistant.documents.timeline import in_words, timeline, timeline_pdf

        papers, words = [], []
        line = timeline(self.public.told, self.sheet, self.today) if self.plan.makes("timeline") else None
        if line is not None:
            for kind in ("timeline", ATTACHED) if self.options.timeline else ("timeline",):
                data = timeline_pdf(line, self.sheet, attached=kind == ATTACHED, draft=self.options.draft)
                papers.append(self._paper(kind, data))
            words.append(File(Reader.PRIVATE, "timeline.txt", in_words(line, self.sheet).encode("utf-8")))
        if self.plan.makes("exhibit-list"):
            page = render_pdf(exhibit_list(self.case, self.sheet, self.order, counts))
            papers.append(self._paper("exhibit-list", page.data))
        held = tuple(e for e in self.case.told.exhibits if e.withheld is not None)
        made = self._exhibits(held, True)
        if made is not None:
            below = tuple(_exhibit_marks(held, made))
            papers.append(self._paper("withheld-exhibits", made.data, below=below, skip=made.index))
        return papers, words

    def _exhibits(self, exhibits: Sequence[Exhibit], draft: bool) -> ExhibitsPdf | None:
        """These exhibits as one PDF. PersonError names each that has no file or cites a page it does not have."""
        if not exhibits:
            return None
        from assistant.evidence import Area, ExhibitFile, exhibits_pdf

        by_id: dict[str, OriginalFile] = {f.exhibit: f for f in self.case.kept.files}
        missing = [
            Problem(
                f"Exhibit {e.label} has no file yet.",
                e.title or "exhibits",
                "Attach the file, or take the exhibit out in the review.",
            )
            for e in exhibits
            if e.id not in by_id
        ]
        if missing:
            raise PersonError(missing)
        items = [
            ExhibitFile(
                id=e.id,
                label=e.label,
                title=e.title or "",
                media=by_id[e.id].media,
                data=partial(self._bytes_of, e, by_id[e.id].sha256),
                hide=tuple(Area.parse(text) for text in by_id[e.id].hide),
                file_name=by_id[e.id].name,
                transcript=e.transcript or "",
                prepared_by=e.prepared_by or "",
                pages=by_id[e.id].pages or 1,
            )
            for e in exhibits
        ]
        made = exhibits_pdf(
            items,
            self.sheet.paper,
            self.sheet.language,
            draft,
            dpi=self.options.dpi,
            archival=self.archival,
            progress=lambda done, total: self.options.progress("Setting exhibit pages", done, total),
        )
        numbers = {i.id: i.number for i in self.case.incidents}
        wrong = [
            Problem(
                f"page {last} is named for event {numbers.get(event, '?')}, but it has {made.counts[e.id]}.",
                f"Exhibit {e.label} ({e.title})" if e.title else f"Exhibit {e.label}",
                "Correct the page in the part 'Files that show it'.",
            )
            for e in exhibits
            for event, _, last in e.pins
            if last > made.counts[e.id]
        ]
        if wrong:
            raise PersonError(wrong)
        return made

    def _bytes_of(self, exhibit: Exhibit, digest: str) -> bytes:
        """The original of an exhibit. PersonError names the exhibit, which a person knows, and not its hash."""
        try:
            return self.original(digest)
        except PersonError as error:
            name = f"Exhibit {exhibit.label} ({exhibit.title})" if exhibit.title else f"Exhibit {exhibit.label}"
            raise PersonError(
                [Problem("the file kept for it is not there, or was changed.", name, "Add the original file again.")]
            ) from error

    # -- files -------------------------------------------------------------------------------------------

    @property
    def limit(self) -> int:
        """Most bytes of one file."""
        from assistant.packet.binding import DEFAULT_LIMIT

        rules = self.order.efiling
        return int(rules.max_mb * 1_000_000) if rules is not None and rules.max_mb else DEFAULT_LIMIT

    def _separate(self, papers: Sequence[Paper]) -> list[File]:
        """Each paper as its own file. Court and respondent get the same numbers for the same papers."""
        from assistant.packet.binding import split

        files: list[File] = []
        public = [p for p in papers if set(p.readers) & set(PUBLIC_READERS)]
        secret = [p for p in papers if Reader.CONFIDENTIAL in p.readers and p not in public]
        forms = {p.name for p in self.options.official.papers}
        for group in (public, secret):
            for n, paper in enumerate(group, 1):
                parts = (
                    split(paper, self.sheet.language, self.limit) if self.options.bind else [(paper.name, paper.data)]
                )
                for reader in paper.readers:
                    if reader is not Reader.PRIVATE:
                        made = [File(reader, self._named(f"{n:02d}-{name}.pdf"), data) for name, data in parts]
                        files += made
                        if paper.name in forms:
                            self._official.update(f"{reader.value}/{f.name}" for f in made)
                if paper.fillable is not None:
                    files.append(File(Reader.PRIVATE, f"{paper.name}-fillable.pdf", paper.fillable))
        alone = [p for p in papers if p.readers == (Reader.PRIVATE,)]
        files += [File(Reader.PRIVATE, f"{p.name}.pdf", p.data) for p in alone]
        return files

    def _named(self, name: str) -> str:
        return fitted(name, self.order.efiling)

    def _bound(self, papers: Sequence[Paper], readers: Sequence[Reader]) -> list[File]:
        from assistant.documents.parts import caption
        from assistant.packet.binding import STAMP, Head, bound
        from assistant.values import Values

        rules = self.order.efiling
        stamp = rules.stamp_area.height if rules is not None and rules.stamp_area is not None else STAMP
        told = self.public.told
        head = Head(
            caption(told, self.sheet, self.order, ""),
            Values(told, self.sheet, self.order),
            self.sheet.language,
            self.sheet.paper,
            self.options.draft,
            stamp,
        )
        files: list[File] = []
        done: dict[tuple[str, ...], list[tuple[str, bytes]]] = {}
        for reader in readers:
            own = [p for p in papers if reader in p.readers and not (reader is Reader.PRIVATE and len(p.readers) > 1)]
            if not own:
                continue
            key = tuple(p.name for p in own)
            if reader is Reader.SERVED and key in done:  # the very pages that the court has
                made = [(name.replace(Reader.COURT.value, reader.value, 1), data) for name, data in done[key]]
            else:
                made = done[key] = bound(
                    reader,
                    own,
                    head,
                    limit=self.limit,
                    archival=self.archival,
                    progress=self.options.progress,
                )
            files += [
                File(reader, name if reader is Reader.PRIVATE else self._named(name), data) for name, data in made
            ]
        return files


def manifest(files: Sequence[File]) -> bytes:
    """The hash of every file, in the form that `sha256sum -c` checks from the packet's folder."""
    import hashlib

    rows = (f"{hashlib.sha256(f.data).hexdigest()}  {f.reader.value}/{f.name}\n" for f in files)
    return "".join(rows).encode("ascii")


def flat(data: bytes, title: str, language: str, *, archival: bool = False, below: Sequence[Below] = ()) -> bytes:
    """A PDF whose fields have become part of its pages; with `archival`, marked as PDF/A-2."""
    from assistant.packet.joining import Joiner, Mark

    joiner = Joiner(title, language, data)
    joiner.add(data, title, renumber=False)
    return joiner.finish([Mark(title, 0), *(Mark(b.title, b.page) for b in below)], archival=archival)


def _headings(data: bytes) -> tuple[Below, ...]:
    """The main headings of the declaration, from its bookmarks; its attachment stands in the contents too."""
    from assistant.documents.reading import read_pdf
    from assistant.documents.wording import wording

    reader, attachment = read_pdf(data), wording("declaration")["chronology"]
    return tuple(
        Below(str(mark.title), reader.get_destination_page_number(mark) or 0, listed=str(mark.title) == attachment)
        for mark in reader.outline
        if not isinstance(mark, list)
    )


def _exhibit_marks(exhibits: Sequence[Exhibit], made: ExhibitsPdf) -> list[Below]:
    return [
        Below(
            f"Exhibit {e.label}" + (f", {e.title}" if e.title else ""),
            made.pages[e.id][0] - 1,
            made.counts[e.id],
            listed=True,
        )
        for e in exhibits
    ]

"""One PDF for each reader: cover and contents, every paper, running numbers, bookmarks; in numbered parts if too large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from assistant.disclosure import Reader
from assistant.documents.content import Caption
from assistant.documents.reading import opened
from assistant.documents.wording import wording
from assistant.errors import PersonError
from assistant.packet.model import Paper, Progress, silent

if TYPE_CHECKING:
    from pikepdf import Pdf

    from assistant.values import Values

DEFAULT_LIMIT = 25_000_000  # bytes; the smallest limit that is common among courts, where the sheet states none
_HEAD = 120_000  # bytes kept free for cover, tags and numbers when parts are measured
_OF_OTHER_PAGES = ("/Parent", "/P", "/Pg")  # they lead away from what a page draws
STAMP = 1.0  # inches left free at the top of the cover, where the sheet states no room for a stamp


@dataclass(frozen=True)
class Head:
    """What the covers say. `stamp`: inches left free at the top of the first page."""

    caption: Caption | None
    values: Values
    language: str
    paper: Literal["letter", "a4"]
    draft: bool
    stamp: float = STAMP


@dataclass(frozen=True)
class _Page:
    """One page of one paper."""

    paper: int
    page: int  # from 0, in the paper's own file
    weight: int = 0  # bytes that it brings and no page before it brought


def bound(
    reader: Reader,
    papers: Sequence[Paper],
    head: Head,
    *,
    limit: int = DEFAULT_LIMIT,
    archival: bool = False,
    progress: Progress = silent,
) -> list[tuple[str, bytes]]:
    """The reader's papers as one PDF, or as several none of which is larger than `limit` bytes: (name, bytes).

    The same papers give the same bytes. PersonError when one page alone is larger than the limit.
    """
    counts = [len(opened(paper.data).pages) for paper in papers]
    pages = [_Page(n, p) for n, count in enumerate(counts) for p in range(papers[n].skip, count)]
    binder = _Binder(reader, papers, head, archival, progress)
    whole = binder.bind([pages]) if sum(len(p.data) for p in papers) <= 2 * limit else []
    if not whole or len(whole[0]) > limit:
        whole = binder.in_parts(pages, limit)
    many = len(whole)
    return [
        (f"{reader.value}-packet.pdf" if many == 1 else f"{reader.value}-packet-{_part(n, many)}.pdf", data)
        for n, data in enumerate(whole, 1)
    ]


def split(paper: Paper, language: str, limit: int) -> list[tuple[str, bytes]]:
    """One paper's own file, in numbered parts when it is larger than `limit`: (name without ending, bytes)."""
    if len(paper.data) <= limit:
        return [(paper.name, paper.data)]
    from assistant.packet.joining import Joiner, Mark

    source = opened(paper.data)
    pages = _weighed([_Page(0, n) for n in range(len(source.pages))], [source])
    del source

    def make(parts: list[list[_Page]]) -> list[bytes]:
        made = []
        for part in parts:
            joiner = Joiner(paper.title, language, paper.data)
            joiner.add(paper.data, paper.title, [p.page for p in part], renumber=False)
            at = {p.page: n for n, p in enumerate(part)}
            marks = [Mark(b.title, at[b.page]) for b in paper.below if b.page in at]
            made.append(joiner.finish(marks, first_number=part[0].page + 1))
        return made

    parts = _fitting(pages, [paper], limit, make)
    return [(f"{paper.name}-{_part(n, len(parts))}", data) for n, data in enumerate(parts, 1)]


def _part(n: int, many: int) -> str:
    """'part-02-of-10': as many digits in each, so that names sort as the parts follow."""
    return f"part-{n:0{len(str(many))}d}-of-{many}"


class _Binder:
    def __init__(
        self,
        reader: Reader,
        papers: Sequence[Paper],
        head: Head,
        archival: bool,
        progress: Progress,
    ) -> None:
        self.reader, self.papers, self.head = reader, papers, head
        self.archival, self.progress = archival, progress
        self.words = wording("packet")

    def in_parts(self, pages: list[_Page], limit: int) -> list[bytes]:
        """Cut where a paper or an exhibit begins when that fits, else between pages."""
        return _fitting(_weighed(pages, [opened(paper.data) for paper in self.papers]), self.papers, limit, self.bind)

    def bind(self, parts: list[list[_Page]]) -> list[bytes]:
        """The parts as files. Every part has a cover; the first cover holds the contents of all."""
        # how long the first cover is depends on its rows alone, so a first setting tells where everything stands
        first = self._cover(parts, 1, [0] * len(parts), 0, 0)
        covers = [len(opened(first).pages)] + [1] * (len(parts) - 1)
        starts, at = [], 0
        for part, cover in zip(parts, covers, strict=True):
            starts.append(at)
            at += cover + len(part)
        return [self._part(parts, n, starts, covers, at) for n in range(len(parts))]

    def _part(self, parts: list[list[_Page]], n: int, starts: list[int], covers: list[int], count: int) -> bytes:
        from assistant.packet.joining import Joiner, Mark

        title = self._say(f"title_{self.reader.value}")
        here = list(dict.fromkeys(p.paper for p in parts[n]))
        joiner = Joiner(title, self.head.language, max((self.papers[k].data for k in here), key=len))
        cover = self._cover(parts, n + 1, starts, covers[0], count)
        if len(opened(cover).pages) != covers[n]:
            raise RuntimeError("the contents grew while their page numbers were filled in")
        joiner.add(cover, self.words["contents"])
        marks = [Mark(self.words["contents"], 0)]
        for which in here:
            paper = self.papers[which]
            own = [p.page for p in parts[n] if p.paper == which]
            at = {page: len(joiner.pages) + k for k, page in enumerate(own)}
            joiner.add(paper.data, paper.title, own)
            below = tuple(Mark(b.title, at[b.page]) for b in paper.below if b.page in at)
            marks.append(Mark(paper.title, at[own[0]], below))
            self.progress("Joining the papers", starts[n] + len(joiner.pages), count)
        numbers = range(starts[n] + 1, starts[n] + len(joiner.pages) + 1)
        joiner.number([self._say(f"running_{self.reader.value}", n=str(k), all=str(count)) for k in numbers])
        return joiner.finish(marks, archival=self.archival, first_number=numbers[0])

    def _cover(self, parts: list[list[_Page]], part: int, starts: list[int], contents: int, count: int) -> bytes:
        """The cover of one part. That of the first lists everything."""
        from dataclasses import asdict

        from assistant.documents.pdf import FAMILIES, compile_showing_all

        head = self.head
        end = starts[part] if part < len(starts) else count
        caption: dict[str, Any] | None = None
        if head.caption is not None and self.reader is not Reader.PRIVATE:
            c = asdict(head.caption)
            caption = {
                "court": list(c["court_lines"]),
                "petitioner": {"name": c["petitioner_name"], "label": c["petitioner_label"]},
                "respondent": {"name": c["respondent_name"], "label": c["respondent_label"]},
                "versus": c["versus"],
                "number_label": c["case_number_label"],
                "number": c["case_number"],
            }
        listed = any(b.listed and b.pages for paper in self.papers for b in paper.below)
        lang, _, region = head.language.partition("-")
        standing = self.words.words.get(f"standing_{self.reader.value}")
        data = {
            "title": self._say(f"title_{self.reader.value}"),
            "lang": lang,
            "region": region if len(region) == 2 else None,
            "fonts": list(FAMILIES),
            "paper": "a4" if head.paper == "a4" else "us-letter",
            "draft": head.draft and self.reader is not Reader.PRIVATE,
            "stamp": head.stamp if self.reader is not Reader.PRIVATE else 0,
            "caption": caption,
            "heading": self._say(f"title_{self.reader.value}"),
            "standing": [standing] if standing else [],
            "part": self._say(
                "part",
                part=str(part),
                parts=str(len(parts)),
                first=str(starts[part - 1] + 1),
                last=str(end),
                all=str(count),
            )
            if len(parts) > 1
            else "",
            "contents": self.words["contents_exhibits" if listed else "contents"],
            "head_paper": self.words["head_paper"],
            "head_page": self.words["head_page"],
            "rows": list(self._rows(parts, starts, contents, None if part == 1 else part)),
        }
        return compile_showing_all("packet/packet.typ", data)[0]

    def _rows(
        self, parts: list[list[_Page]], starts: list[int], contents: int, only: int | None
    ) -> list[dict[str, Any]]:
        """A row for each paper, and for each exhibit in it, with its running page."""
        at: dict[tuple[int, int], int] = {}
        part_of: dict[tuple[int, int], int] = {}
        for n, part in enumerate(parts):
            cover = contents if n == 0 else 1
            for k, one in enumerate(part):
                at[(one.paper, one.page)] = starts[n] + cover + k + 1
                part_of[(one.paper, one.page)] = n + 1
        rows = []
        for n, paper in enumerate(self.papers):
            places = [(paper.title, paper.skip, 0, 0)]
            places += [(b.title, b.page, 1, b.pages) for b in paper.below if b.listed]
            for title, page, level, size in places:
                if only is not None and part_of[(n, page)] != only:
                    continue
                held = f" ({size} page{'s' if size != 1 else ''})" if size else ""
                where = f"part {part_of[(n, page)]}, page " if len(parts) > 1 else ""
                rows.append({"t": title + held, "level": level, "page": f"{where}{at[(n, page)]}"})
        return rows

    def _say(self, key: str, **more: str) -> str:
        values = {name: value for name, value in self.head.values.all.items()}
        return self.words[key].format_map({**values, **more})


def _weighed(pages: Sequence[_Page], files: Sequence[Pdf]) -> list[_Page]:
    """Each page with the bytes it brings that no page before it brought."""
    from pikepdf import Array, Dictionary, Stream

    seen: set[tuple[int, tuple[int, int]]] = set()

    def bytes_of(thing: Any, which: int, deep: int) -> int:
        if not isinstance(thing, Array | Dictionary | Stream) or deep > 12:
            return 0
        if thing.is_indirect:
            key = (which, thing.objgen)
            if key in seen:
                return 0
            seen.add(key)
        total = 200
        if isinstance(thing, Stream):
            total += int(thing.get("/Length", 0))
        inner = thing if isinstance(thing, Array) else [v for k, v in thing.items() if k not in _OF_OTHER_PAGES]
        return total + sum(bytes_of(one, which, deep + 1) for one in inner)

    lists = [[page.obj for page in file.pages] for file in files]

    def weight(page: _Page) -> int:
        source = lists[page.paper][page.page]
        return sum(bytes_of(source.get(key), page.paper, 0) for key in ("/Contents", "/Resources"))

    return [replace(page, weight=weight(page)) for page in pages]


def _fitting(pages: Sequence[_Page], papers: Sequence[Paper], limit: int, make: Any) -> list[bytes]:
    """Parts, each at most `limit` bytes, as `make` makes them of lists of pages."""
    units = _units(pages, papers)
    for share in (1.0, 0.9, 0.75, 0.5, 0.25):
        budget = int((limit - _HEAD) * share)
        made: list[bytes] = make(_cut(units, budget))
        if all(len(data) <= limit for data in made):
            return made
    heaviest = max(pages, key=lambda page: page.weight)
    paper = papers[heaviest.paper]
    inside = [b for b in paper.below if b.page <= heaviest.page]
    raise PersonError(
        f"one page alone is larger than the {limit / 1_000_000:g} MB that a file may have.",
        where=inside[-1].title if inside else paper.title,
        remedy="Allow pictures to be made smaller with --dpi 200 (or less), or attach a smaller picture.",
    )


def _units(pages: Sequence[_Page], papers: Sequence[Paper]) -> list[list[_Page]]:
    """Pages that are better kept together: a paper, or one exhibit of it."""
    starts = [{b.page for b in paper.below if b.listed} for paper in papers]
    units: list[list[_Page]] = []
    for page in pages:
        if not units or page.paper != units[-1][-1].paper or page.page in starts[page.paper]:
            units.append([])
        units[-1].append(page)
    return units


def _cut(units: Sequence[list[_Page]], budget: int) -> list[list[_Page]]:
    parts: list[list[_Page]] = [[]]
    size = 0
    for unit in units:
        whole = sum(page.weight for page in unit)
        if parts[-1] and size + whole > budget and whole <= budget:
            parts.append([])
            size = 0
        for page in unit:
            if parts[-1] and size + page.weight > budget:
                parts.append([])
                size = 0
            parts[-1].append(page)
            size += page.weight
    return parts

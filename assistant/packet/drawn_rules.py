"""E-filing rules on what pages show: which way they stand, page numbers, room for a stamp, color, dots of scans.

Each takes the pages as drawn and the court's rules (None: no rule is known) and says how the file stands. What only a
person can judge, such as whether a photo needs its color, is 'look', never 'fail'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from assistant.jurisdiction.efiling import Efiling
    from assistant.packet.drawn import Drawn

Verdict = Literal["pass", "look", "fail"]
Told = tuple[Verdict, str]

_SCAN = 0.9  # share of the page that a picture covers when a sheet of paper was scanned
_SMALL = 0.1  # share below which a picture is a mark or a logo
_ROUNDING = 0.97  # a scan of 300 dots may come out as 299 or 295 where a page was scaled a little
_BARE = 120  # letters of text; a page with fewer shows a picture
JOINED: Final = re.compile(r"(?:court|served|confidential|private)-?packet(?:-?part-?\d+-?of-?\d+)?\.pdf")
_PART: Final = re.compile(r"part-?(\d+)-?of-?\d+\.pdf$")


def on(pages: Sequence[int]) -> str:
    """'page 3' or 'pages 3, 4 and 9 more'."""
    unique = sorted(set(pages))
    if len(unique) == 1:
        return f"page {unique[0]}"
    shown = ", ".join(map(str, unique[:6]))
    return f"pages {shown}" + (f" and {len(unique) - 6} more" if len(unique) > 6 else "")


def orientation(drawn: Drawn) -> Told:
    """Words run from left to right as the page opens."""
    turned = [n for n, look in enumerate(drawn.looks, 1) if look.turned]
    if turned:
        return "fail", f"the words on {on(turned)} run sideways or upside down. Turn the page upright and save it anew."
    wide = [n for n, look in enumerate(drawn.looks, 1) if look.width > look.height]
    if wide:
        return "look", f"{on(wide)} wider than high. See that it reads well on a screen and on paper."
    return "pass", "every page stands upright."


def page_numbers(drawn: Drawn, rules: Efiling | None, name: str) -> Told:
    """Numbers in a row from the first page on; in a later part of a paper, from where the part before ended."""
    if rules is None or rules.page_numbers is None:
        return "pass", "no rule on page numbers is known."
    looks = drawn.looks
    part = _PART.search(name)
    starts = [1]
    if part and int(part[1]) > 1:
        seen = {number - n for n, look in enumerate(looks) for number in look.edge_numbers}
        starts = sorted((s for s in seen if s > 1), key=lambda s: (len(_unnumbered(drawn, s)), s)) or [1]
    missing = _unnumbered(drawn, starts[0])
    # the number of a cover may be left off
    missing = [n for n in missing if n > 1 or len(looks) == 1]
    pictures = [n for n in missing if looks[n - 1].letters < _BARE and looks[n - 1].pictures]
    if words := [n for n in missing if n not in pictures]:
        return "fail", f"{on(words)}: the page number was not found. This court wants them in a row from page 1."
    if pictures:
        return "look", f"{on(pictures)}: a picture, whose page number cannot be read here. See that it is in its row."
    return "pass", "pages are numbered in a row."


def _unnumbered(drawn: Drawn, start: int) -> list[int]:
    return [n for n, look in enumerate(drawn.looks, 1) if start + n - 1 not in look.edge_numbers]


def stamp_room(drawn: Drawn, rules: Efiling | None) -> Told:
    """The upper right corner of the first page is left for the clerk."""
    area = rules.stamp_area if rules is not None else None
    if area is None:
        return "pass", "no rule on room for a stamp is known for these papers."
    size = f"{area.width:g} by {area.height:g} inches"
    if drawn.corner_is_free(area.width, area.height):
        return "pass", f"{size} are free for the stamp on the first page."
    return "fail", f"{size} at the upper right of the first page are for the court's stamp, and something stands there."


def black_and_white(drawn: Drawn, rules: Efiling | None) -> Told:
    """No color in what is set or drawn. A picture may need its color: that a person decides."""
    if rules is None or not rules.black_and_white:
        return "pass", "no rule against color is known."
    by = f" [{rules.cite}]" if rules.cite else ""
    shown = {n: drawn.colour(n - 1) for n in range(1, len(drawn.looks) + 1)}
    if inked := [n for n, colour in shown.items() if colour == "drawn"]:
        return (
            "fail",
            f"color on {on(inked)}; this court wants black and white{by}. Print it to a new PDF without color.",
        )
    if pictures := [n for n, colour in shown.items() if colour]:
        return (
            "look",
            f"pictures in color on {on(pictures)}; this court wants black and white{by}. Keep color only where it "
            "shows what matters, and ask the clerk.",
        )
    return "pass", "no color is used."


def dots(drawn: Drawn, rules: Efiling | None) -> Told:
    """Scans have as many dots to the inch as the court asks for."""
    wanted = rules.dpi if rules is not None else None
    if wanted is None:
        return "pass", "no rule on the dots of scans is known."
    coarse = [
        (n, picture)
        for n, look in enumerate(drawn.looks, 1)
        for picture in look.pictures
        if picture.share >= _SMALL and picture.dpi < wanted * _ROUNDING
    ]
    scans = [(n, picture) for n, picture in coarse if picture.share >= _SCAN]
    if scans:
        least = min(picture.dpi for _, picture in scans)
        where = on([n for n, _ in scans])
        return "fail", f"scans on {where} have {least} dots to the inch; this court asks for {wanted}. Scan again."
    if coarse:
        return (
            "look",
            f"pictures on {on([n for n, _ in coarse])} have fewer than {wanted} dots to the inch. A photo or "
            "screenshot can have no more than it came with; a paper can be scanned again.",
        )
    return "pass", f"no picture has fewer than {wanted} dots to the inch."


def own_file(rules: Efiling | None, name: str) -> Told:
    """Where each paper is to be its own file, a joined packet is not what is sent."""
    if rules is None or not rules.separate_documents:
        return "pass", "no rule against papers joined in one file is known."
    if JOINED.fullmatch(name):
        return "look", "papers are joined in it, and this court takes each as its own file. Send the numbered files."
    return "pass", "one paper in one file, as far as its name tells."


def together(sizes: Sequence[int], rules: Efiling | None) -> Told:
    """All files of one filing against what the court takes at once. Sizes in bytes."""
    total, most = sum(sizes), rules.max_envelope_mb if rules is not None else None
    have = f"{len(sizes)} file{'s' if len(sizes) != 1 else ''}, {max(0.1, total / 1_000_000):.1f} MB"
    if most is None:
        return "pass", f"{have} (this court states no limit for a whole filing that we know)."
    if total > most * 1_000_000:
        return (
            "fail",
            f"{have}; this court takes at most {most:g} MB in one filing. Send them in more than one filing, or make "
            "pictures smaller with --dpi.",
        )
    return "pass", f"{have} of at most {most:g} MB."

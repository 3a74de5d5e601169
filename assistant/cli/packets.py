"""The papers for each reader: plan, packet, preflight."""

from __future__ import annotations

import argparse
import sys

from assistant.cli.common import Commands, chosen_case, given, official_of, with_case, with_forms
from assistant.cli.making import make_papers


def add(commands: Commands) -> None:
    """Add these commands to the program."""
    plan = commands.add("plan", _plan, "show which papers would be made, for whom, and why")
    with_case(plan)
    plan.add_argument("--answers", metavar="FILE", help="plan for an answers file instead of a case")
    with_forms(plan)
    plan.add_argument("--timeline", action="store_true", help="with the picture of time attached")

    packet = commands.add("packet", _packet, "make one numbered file for each reader, and the papers one by one")
    with_case(packet)
    packet.add_argument("--answers", metavar="FILE", help="make it from an answers file, keeping no case")
    packet.add_argument("--out", metavar="DIR", help="where to put the folders (default: ./papers)", default="papers")
    packet.add_argument(
        "--replace", action="store_true", help="put new papers in the place of those made before, which are kept aside"
    )
    with_forms(packet)
    packet.add_argument("--final", action="store_true", help="take the DRAFT mark off")
    packet.add_argument("--timeline", action="store_true", help="attach the picture of time to the declaration")
    packet.add_argument("--pdfa", action="store_true", help="mark the files as PDF/A-2, for courts that ask for it")
    packet.add_argument(
        "--dpi", type=_dpi, metavar="N", help="make pictures smaller: at most N dots to the inch (100 to 600)"
    )
    packet.add_argument(
        "--declaration", metavar="FILE", help="the declaration as a lawyer finished it (DOCX), in place of ours"
    )

    look = commands.add("preflight", _preflight, "check PDF files against what courts' filing systems take")
    look.add_argument("files", metavar="FILE", nargs="+", help="PDF files")
    look.add_argument(
        "--place", metavar="CODE", help="by the rules of this place, such as a code of the list of places"
    )
    look.add_argument("--order", metavar="ORDER", help="by the rules of this order of the place (default: its first)")


def _dpi(text: str) -> int:
    if not text.isdecimal() or not 100 <= int(text) <= 600:
        raise argparse.ArgumentTypeError("a whole number from 100 to 600 is expected")
    return int(text)


def _plan(options: argparse.Namespace) -> int:
    from assistant.packet import plan
    from assistant.terminal.report import print_plan

    answers, _ = given(options)
    case, sheet, order = chosen_case(answers)
    forms = official_of(options, case, sheet, order, draft=True)
    print_plan(plan(case, sheet, order, forms=forms.planned, timeline=options.timeline), order)
    return 0


def _packet(options: argparse.Namespace) -> int:
    return make_papers(
        options,
        bind=True,
        timeline=options.timeline,
        archival=options.pdfa,
        dpi=options.dpi,
        edited=options.declaration,
    )


def _preflight(options: argparse.Namespace) -> int:
    from pathlib import Path

    from assistant.errors import PersonError, cannot_read
    from assistant.jurisdiction import load
    from assistant.packet.preflight import filing, preflight
    from assistant.terminal.report import print_filing, print_preflight

    order, paper = None, "letter"
    if options.place:
        sheet = load(options.place)
        paper = sheet.paper
        order = next((o for o in sheet.orders if options.order in (None, o.id)), None)
        if order is None:
            raise PersonError(
                f"this place has no order '{options.order}'.", remedy=f"Known: {', '.join(o.id for o in sheet.orders)}."
            )
    failed, sizes = False, []
    for name in options.files:
        path = Path(name).expanduser()
        try:
            data = path.read_bytes()
        except OSError as error:
            raise cannot_read(error, path) from None
        results = preflight(path.name, data, order.efiling if order else None, paper)  # type: ignore[arg-type]
        sizes.append(len(data))
        print_preflight(str(path), results, order)
        failed = failed or any(r.verdict == "fail" for r in results)
        sys.stdout.flush()
    whole = filing(sizes, order.efiling if order else None)
    if len(sizes) > 1 or whole.verdict == "fail":
        print_filing(whole)
    return 1 if failed or whole.verdict == "fail" else 0

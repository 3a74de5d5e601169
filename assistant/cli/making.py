"""Making the papers of a case and writing them: what `build` and `packet` share."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from assistant.cli.common import OPENING, chosen_case, given, official_of, today

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.case import Case
    from assistant.jurisdiction import Order, Sheet
    from assistant.packet.finished import FinalText


def make_papers(options: argparse.Namespace, *, edited: str | None = None, **wishes: Any) -> int:
    """Make and write the papers; the command's status. `edited`: a lawyer's DOCX in place of our declaration.

    `wishes` are fields of assistant.packet.Options. With --final, a person decides on what stands against it.
    """
    import gc
    from dataclasses import replace
    from functools import partial
    from pathlib import Path

    from assistant.evidence.apart import watched
    from assistant.evidence.ocr.asking import readings_of
    from assistant.packet import Options, assemble, write
    from assistant.packet.writing import papers_there, stoppable
    from assistant.terminal.progress import Stages
    from assistant.terminal.report import decide_blocks, print_packet

    gc.disable()  # one packet and out: looking for cycles in a long case costs a tenth of the time and frees nothing
    folder = Path(options.out).expanduser()
    papers_there(folder, replace=options.replace)
    answers, store = given(options)
    case, sheet, order = chosen_case(answers)
    draft = not options.final
    with stoppable(), Stages() as told, watched(partial(told, OPENING)):
        how = Options(
            draft=draft,
            official=official_of(options, case, sheet, order, draft=draft),
            final_text=_finished(Path(edited).expanduser(), case, sheet, order, folder, draft) if edited else None,
            progress=told,
            readings=readings_of(store),
            **wishes,
        )
        packet = assemble(case, sheet, order, store.original, today(), how)
        if options.final and (packet.blocks or packet.leaks):
            told.close()
            if not decide_blocks(packet, store):
                return 1
            packet = assemble(case, sheet, order, store.original, today(), replace(how, allow_leaks=True))
        paths = write(packet, folder, replace=options.replace, progress=told)
    print_packet(packet, paths, how.official.missing)
    return 0


def _finished(path: Path, case: Case, sheet: Sheet, order: Order, folder: Path, draft: bool) -> FinalText:
    from assistant.disclosure import public_case
    from assistant.packet.finished import finished, office_here
    from assistant.packet.writing import staging_in

    with staging_in(folder) as staging:
        return finished(path, public_case(case, order), sheet, order, staging, draft=draft, office=office_here())

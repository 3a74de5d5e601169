"""The other way to do the same job: docxtpl for each document, LibreOffice to PDF, pikepdf to fill and join.

It makes the same papers from the same content: the declaration (DOCX and PDF), next steps and things to
check as PDF, and a filled petition page. It shares our reading and checking, so only the making differs.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from assistant.answersfile import read_answers
from assistant.case import case_from
from assistant.checks import check, support
from assistant.disclosure import public_case
from assistant.documents.declaration import declaration
from assistant.documents.docx import render_docx
from assistant.documents.next_steps import next_steps
from assistant.documents.petition import petition
from assistant.documents.things_to_check import things_to_check
from assistant.forms.petition import petition_pdf
from assistant.jurisdiction import load


def main(folder: Path, soffice: str) -> None:
    import pikepdf

    today = date(2026, 11, 24)
    answers = read_answers(folder / "answers.yaml", today)
    sheet = load(answers.value("place.jurisdiction"))
    order = sheet.order(answers.value("order.type"))
    case = case_from(answers, sheet)
    public = public_case(case, order)
    findings = check(case, sheet, today)
    out = folder / "peer"
    out.mkdir(exist_ok=True)
    for name, document in (
        ("declaration", declaration(public, sheet, order, {}, draft=True)),
        ("next-steps", next_steps(case, sheet, order)),
        ("things-to-check", things_to_check(case, sheet, order, findings, support(case, order, today))),
    ):
        (out / f"{name}.docx").write_bytes(render_docx(document))
    blank = folder / "blank.pdf"
    if not blank.exists():  # made once, as a form's blank would be at hand
        blank.write_bytes(petition_pdf(petition(public, sheet, order, draft=True)))
    subprocess.run(
        [
            soffice,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(out),
            *[str(out / f"{n}.docx") for n in ("declaration", "next-steps", "things-to-check")],
        ],
        check=True,
        capture_output=True,
    )
    with pikepdf.open(blank) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if field.get("/FT") == "/Tx":
                field.V = pikepdf.String(str(field.get("/V", "")))
        pdf.Root.AcroForm.NeedAppearances = True
        pdf.generate_appearance_streams()
        pdf.save(out / "petition.pdf")
    with pikepdf.new() as joined:
        for name in ("petition", "declaration"):
            with pikepdf.open(out / f"{name}.pdf") as part:
                joined.pages.extend(part.pages)
        joined.save(out / "packet.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

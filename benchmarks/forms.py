"""What filling costs, form by form: seconds beside plain pypdf and pikepdf, and peak memory.

    .venv/bin/python benchmarks/forms.py [FOLDER OF PDFS]

Each figure is one whole process, cold, best of three: reading the blank, filling every text field with a name and
ticking every box, and saving, ours live and flat. 'kept' is the same with a form of the library, whose reading is kept
beside it, as everyday use has it. The other two do what they can: pypdf sets values and draws
appearances in the form's own fonts, pikepdf sets values and draws with its default generator. Neither flattens, wraps
text of a fixed size, or draws other scripts.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMS = ROOT.parent / "shared" / "official-forms"

FRESH = """
from assistant.forms.blank import read_blank
data = open(sys.argv[1], "rb").read()
blank = read_blank(data)
took("read")
"""
KEPT = """
from pathlib import Path
from assistant.forms.library import Library
library = Library(Path(sys.argv[2]))
digest = sys.argv[3]
data, blank = library.bytes_of(digest), library.blank(digest)
took("read")
"""
FILL = """
from assistant.forms.fill import fill_form
from assistant.forms.model import Overflow, TextEntry, TickEntry
entries = []
for field in blank.fields:
    if all(widget.hidden for widget in field.widgets) or field.sum_of or field.format:
        continue
    if field.kind == "text":
        wide = field.widgets[0].rect[2] - field.widgets[0].rect[0]
        entries.append(TextEntry(field.name, "Jo Bell" if wide > 60 and not field.max_length else "7", Overflow("item 1")))
    elif field.kind in ("tick", "radio"):
        entries.append(TickEntry(field.name, widget=0))
made = fill_form(data, blank, entries, language="en-US", title="A form")
took("fill")
"""
PYPDF = """
import io, logging
logging.disable(logging.CRITICAL)
from pypdf import PdfReader, PdfWriter
writer = PdfWriter(clone_from=PdfReader(sys.argv[1]))
fields = writer.get_fields() or {}
values = {}
for name, field in fields.items():
    if field.get("/FT") == "/Tx":
        values[name] = "Jo Bell"
    elif field.get("/FT") == "/Btn" and "/_States_" in field:
        values[name] = next((s for s in field["/_States_"] if s != "/Off"), "/Off")
for page in writer.pages:
    if "/Annots" in page:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
writer.write(io.BytesIO())
"""
PIKEPDF = """
import io
import pikepdf
from pikepdf.form import Form, DefaultAppearanceStreamGenerator, CheckboxField, TextField
with pikepdf.open(sys.argv[1]) as pdf:
    form = Form(pdf, DefaultAppearanceStreamGenerator)
    for _, field in form.items():
        try:
            if isinstance(field, TextField):
                field.value = "Jo Bell"
            elif isinstance(field, CheckboxField):
                field.checked = True
        except Exception:
            pass
    pdf.save(io.BytesIO())
"""
HEAD = """
import resource, sys, time
start = time.perf_counter()
def took(what):
    print(what, time.perf_counter() - start)
"""
TAIL = """
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def run(program: str, path: Path, *more: str) -> dict[str, float] | None:
    """Best of three whole processes: seconds in all, seconds until each step, peak MB. None when it fails."""
    best: dict[str, float] | None = None
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", HEAD + program + TAIL, str(path), *more], cwd=ROOT, capture_output=True, text=True
        )
        if done.returncode:
            return None
        found = {"all": time.perf_counter() - start}
        found |= {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}
        if best is None or found["all"] < best["all"]:
            best = found
    return best


def kept(path: Path) -> dict[str, float] | None:
    """Like `run`, with a form that the library holds already."""
    from assistant.errors import PersonError
    from assistant.forms.blank import read_blank
    from assistant.forms.library import Library

    data = path.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        try:
            Library(Path(folder)).add(data, read_blank(data))
        except PersonError:
            return None
        return run(KEPT + FILL, path, folder, hashlib.sha256(data).hexdigest())


def main() -> None:
    """Print the table."""
    sys.path.insert(0, str(ROOT))
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FORMS
    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        sys.exit(f"No PDF in {folder}.")
    print("Seconds for a whole process, and peak MB. 'fill' is ours without start-up and reading the blank.")
    print(
        f"{'form':34}{'ours':>7}{'read':>7}{'fill':>7}{'kept':>7}{'pypdf':>8}{'pikepdf':>9}{'MB':>7}{'pypdf':>7}{'pikepdf':>9}"
    )
    for path in paths:
        ours, plain, pike = (run(program, path) for program in (FRESH + FILL, PYPDF, PIKEPDF))
        if ours is None:
            print(f"{path.name:34} has no boxes, or cannot be read")
            continue
        row = f"{path.name:34}{ours['all']:7.2f}{ours['read']:7.2f}{ours['fill'] - ours['read']:7.2f}"
        again = kept(path)
        row += f"{again['all']:7.2f}" if again else f"{'-':>7}"
        for other, width in ((plain, 8), (pike, 9)):
            row += f"{other['all']:{width}.2f}" if other else f"{'fails':>{width}}"
        row += f"{ours['peak']:7.0f}"
        for other, width in ((plain, 7), (pike, 9)):
            row += f"{other['peak']:{width}.0f}" if other else f"{'-':>{width}}"
        print(row, flush=True)


if __name__ == "__main__":
    main()

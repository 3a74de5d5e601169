"""Small PDFs for tests, written byte by byte so that each can be as odd as the files that courts publish."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass, field

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
MARK = "<< /Type /XObject /Subtype /Form /BBox [0 0 10 10] /Length 0 >>\nstream\n\nendstream"


@dataclass
class Maker:
    """Objects are added and numbered from 1; `save` writes them with a right cross-reference table."""

    objects: list[bytes] = field(default_factory=list)

    def add(self, body: str | bytes) -> int:
        self.objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(self.objects)

    def reserve(self) -> int:
        return self.add(b"null")

    def put(self, number: int, body: str | bytes) -> None:
        self.objects[number - 1] = body if isinstance(body, bytes) else body.encode("latin-1")

    def stream(self, data: bytes, keys: str = "", *, packed: bool = False) -> int:
        if packed:
            data, keys = zlib.compress(data), keys + " /Filter /FlateDecode"
        return self.add(b"<< /Length %d %s >>\nstream\n" % (len(data), keys.encode()) + data + b"\nendstream")

    def save(self, root: int) -> bytes:
        out = io.BytesIO()
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
        out.write(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, start))
        return out.getvalue()


Words = list[tuple[float, float, float, str]]  # left, baseline, size, text


def text_field(name: str, rect: tuple[float, float, float, float], more: str = "") -> str:
    """A text field that is its own widget."""
    return f"/FT /Tx /T ({name}) /Subtype /Widget /Rect [{' '.join(map(str, rect))}] /F 4 {more}"


def tick(name: str, rect: tuple[float, float, float, float], on: str = "Yes", more: str = "") -> str:
    """A tick that is its own widget, with one on-state."""
    return (
        f"/FT /Btn /T ({name}) /Subtype /Widget /Rect [{' '.join(map(str, rect))}] /F 4 "
        f"/AP << /N << /{on} @mark /Off @mark >> >> /AS /Off {more}"
    )


def form_pdf(
    fields: list[str],
    pages: list[Words] | None = None,
    *,
    acroform: str = "",
    root: str = "",
    page: str = "",
    fonts: bool = True,
) -> bytes:
    """A form: `fields` are bodies of field dictionaries, each on the first page."""
    m = Maker()
    catalog, tree, font = m.reserve(), m.reserve(), m.add(FONT)
    mark = m.add(MARK)
    sheets = pages or [[(72, 720, 12, "A form")]]
    numbers = [m.add(f"<< /Type /Annot {body.replace('@mark', f'{mark} 0 R')} >>") for body in fields]
    kids = []
    for n, words in enumerate(sheets):
        drawn = "".join(f"BT /F1 {size} Tf {x} {y} Td ({escaped(text)}) Tj ET\n" for x, y, size, text in words)
        content = m.stream(drawn.encode("cp1252"))
        own = " ".join(f"{number} 0 R" for number in numbers if not n)
        kids.append(
            m.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R "
                f"/Resources << /Font << /F1 {font} 0 R >> >> /Annots [{own}] {page} >>"
            )
        )
    m.put(tree, f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>")
    all_fields = " ".join(f"{number} 0 R" for number in numbers)
    given = f"/DR << /Font << /Helv {font} 0 R >> >>" if fonts else ""
    m.put(
        catalog,
        f"<< /Type /Catalog /Pages {tree} 0 R {root} "
        f"/AcroForm << /Fields [{all_fields}] /DA (/Helv 10 Tf 0 g) {given} {acroform} >> >>",
    )
    return m.save(catalog)


def escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def locked(data: bytes, algorithm: str, password: str = "") -> bytes:
    """The same file, encrypted as courts do: an owner password, and `password` to open it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="the court's own", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()

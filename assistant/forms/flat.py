"""A filled form made flat for filing: what boxes show becomes part of the page, and no box is left."""

from __future__ import annotations

from typing import Any

from assistant.forms.boxes import PUSH, inherited, prints


def flatten(pdf: Any, title: str) -> None:
    """Draw what every annotation prints into its page, then take annotations and form out.

    Where the blank is tagged, what a box shows takes the box's place in the tag tree. Push buttons that look like
    buttons, signatures that nobody made, links and notes that do not print leave no mark; a button that is mere words
    in a sentence stays, as it prints from the blank. Bookmarks are made where the blank has none.
    """
    import pikepdf

    tags = _Tags(pdf)
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if annotations is not None:
            shown = [a for a in annotations if isinstance(a, pikepdf.Dictionary)]
            _draw(pdf, page, shown, tags)
            del page.obj["/Annots"]
        if "/Tabs" in page.obj:
            del page.obj["/Tabs"]
    tags.write()
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]
    _bookmarks(pdf, title)


def _draw(pdf: Any, page: Any, annotations: list[Any], tags: _Tags) -> None:
    import pikepdf

    commands: list[bytes] = []
    names: Any = None
    for annotation in annotations:
        stream = _look(annotation)
        place = tags.place(page.obj, annotation, stream is not None)
        if stream is None:
            continue
        matrix = onto_its_place(annotation, stream)
        if matrix is None:
            continue
        if names is None:
            names = _own_objects(pdf, page)
        name = f"/Box{len(commands)}"
        while name in names:
            name += "x"
        names[name] = stream
        stream["/Type"], stream["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        drawn = b"q %s cm %s Do Q" % (b" ".join(b"%.5g" % v for v in matrix), name.encode("ascii"))
        commands.append(b"/Form <</MCID %d>> BDC %s EMC" % (place, drawn) if place is not None else drawn)
    if commands:
        page.contents_add(pdf.make_stream(b"q"), prepend=True)
        page.contents_add(pdf.make_stream(b"Q\n" + b"\n".join(commands)))


def _own_objects(pdf: Any, page: Any) -> Any:
    """The page's own table of form objects: pages may share one, and then a name would stand for two things."""
    import pikepdf

    resources = inherited(page.obj, "/Resources")
    own: Any = pikepdf.Dictionary(dict(resources.items())) if resources is not None else pikepdf.Dictionary()
    table = own.get("/XObject")
    own["/XObject"] = pikepdf.Dictionary(dict(table.items())) if table is not None else pikepdf.Dictionary()
    page.obj["/Resources"] = own
    return own["/XObject"]


def _look(annotation: Any) -> Any:
    """The appearance that prints now; None for nothing."""
    import pikepdf

    kind = annotation.get("/Subtype")
    if not prints(annotation) or kind in ("/Popup", "/Link"):
        return None
    if kind == "/Widget":
        type_ = inherited(annotation, "/FT")
        if type_ == "/Btn" and int(inherited(annotation, "/Ff", 0)) & PUSH and _has_a_face(annotation):
            return None
        if type_ == "/Sig" and inherited(annotation, "/V") is None:
            return None
    if _is_push(annotation) and annotation.get("/H", "/I") != "/N":  # it shows that it is pressed: a button after all
        return None
    looks = annotation.get("/AP")
    drawn = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if isinstance(drawn, pikepdf.Dictionary):
        drawn = drawn.get(str(annotation.get("/AS", "/Off")))
    if not isinstance(drawn, pikepdf.Stream) or not drawn.read_bytes().strip():
        return None
    return drawn


def _has_a_face(button: Any) -> bool:
    """Has the push button a background or a border? One without is words of the page that can be pressed: 'form AB-1'."""
    look = button.get("/MK")
    return look is not None and any(len(look[key]) > 0 for key in ("/BG", "/BC") if key in look)


def onto_its_place(annotation: Any, stream: Any) -> tuple[float, ...] | None:
    """Maps the appearance's box, turned by its own matrix, onto the annotation's rectangle (ISO 32000-2, 12.5.5)."""
    box = [float(v) for v in stream.get("/BBox", (0, 0, 0, 0))]
    a, b, c, d, e, f = (float(v) for v in stream.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    low, high = min(y for _, y in corners), max(y for _, y in corners)
    rect = [float(v) for v in annotation["/Rect"]]
    x1, x2, y1, y2 = min(rect[0::2]), max(rect[0::2]), min(rect[1::2]), max(rect[1::2])
    if right - left < 1e-6 or high - low < 1e-6 or x2 - x1 < 1e-6 or y2 - y1 < 1e-6:
        return None
    sx, sy = (x2 - x1) / (right - left), (y2 - y1) / (high - low)
    return sx, 0.0, 0.0, sy, x1 - left * sx, y1 - low * sy


def _is_push(annotation: Any) -> bool:
    return inherited(annotation, "/FT") == "/Btn" and bool(int(inherited(annotation, "/Ff", 0)) & PUSH)


class _Tags:
    """The tag tree while boxes become page content (ISO 32000-2, 14.7): what a tag said of a box, it says of its text."""

    def __init__(self, pdf: Any) -> None:
        import pikepdf

        self._pdf = pdf
        root = pdf.Root.get("/StructTreeRoot")
        tree = root.get("/ParentTree") if isinstance(root, pikepdf.Dictionary) else None
        # a number tree flattened: key -> value, as pikepdf keeps order
        self._entries: dict[int, Any] = _numbers_in(tree) if tree is not None else {}
        self._root = root if tree is not None else None
        self._changed = False

    def place(self, page: Any, annotation: Any, drawn: bool) -> int | None:
        """Take the annotation out of the tree; its content's number on the page if something is drawn in its place."""
        import pikepdf

        key = annotation.get("/StructParent")
        if self._root is None or key is None:
            return None
        element = self._entries.pop(int(key), None)
        self._changed = True
        if not isinstance(element, pikepdf.Dictionary):
            return None
        number = self._new_number(page, element) if drawn else None
        kids = element.get("/K")
        many = list(kids) if isinstance(kids, pikepdf.Array) else [kids] if kids is not None else []
        kept = [kid for kid in many if not _is_reference(kid, annotation)]
        if number is not None:
            kept.append(pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page, MCID=number))
        if kept:
            element["/K"] = pikepdf.Array(kept)
        elif "/K" in element:
            del element["/K"]
        is_box = annotation.get("/Subtype") == "/Widget" and inherited(annotation, "/FT") == "/Btn"
        if number is not None and is_box and not _is_push(annotation):
            words = str(inherited(annotation, "/TU", "")).strip()
            element["/Alt"] = pikepdf.String(f"{words} ☒".strip())  # a mark drawn with lines has no text of its own
        return number

    def _new_number(self, page: Any, element: Any) -> int | None:
        import pikepdf

        if "/StructParents" not in page:
            page["/StructParents"] = max(self._entries, default=-1) + 1
            self._entries[int(page["/StructParents"])] = self._pdf.make_indirect(pikepdf.Array())
        marked = self._entries.get(int(page["/StructParents"]))
        if not isinstance(marked, pikepdf.Array):
            return None
        marked.append(element)
        return len(marked) - 1

    def write(self) -> None:
        """Put the changed number tree back."""
        import pikepdf

        if self._root is None or not self._changed:
            return
        flat = [part for key in sorted(self._entries) for part in (key, self._entries[key])]
        self._root["/ParentTree"] = self._pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(flat)))
        self._root["/ParentTreeNextKey"] = max(self._entries, default=-1) + 1


def _numbers_in(tree: Any) -> dict[int, Any]:
    found: dict[int, Any] = {}
    todo, seen = [tree], set()
    while todo:
        node = todo.pop()
        if node.is_indirect and node.objgen in seen:
            continue
        seen.add(node.objgen)
        todo.extend(node.get("/Kids", ()))
        numbers = node.get("/Nums", ())
        for n in range(0, len(numbers) - 1, 2):
            found[int(numbers[n])] = numbers[n + 1]
    return found


def _is_reference(kid: Any, annotation: Any) -> bool:
    import pikepdf

    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" and _same(kid.get("/Obj"), annotation)


def _same(a: Any, b: Any) -> bool:
    return a is not None and a.objgen == b.objgen


def _bookmarks(pdf: Any, title: str) -> None:
    """The form's title, and each page under it, where the blank has no bookmarks."""
    from pikepdf import OutlineItem

    with pdf.open_outline() as outline:
        if outline.root:
            return
        top = OutlineItem(title, 0)
        if len(pdf.pages) > 1:
            top.children.extend(OutlineItem(f"Page {n}", n - 1) for n in range(1, len(pdf.pages) + 1))
        outline.root.append(top)

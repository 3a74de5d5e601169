"""Printing a document's content in the terminal: the same words as on its page."""

from __future__ import annotations

from assistant.documents.content import Bullets, Document, Facts, Heading, Para, Signature, Table, Words
from assistant.terminal.screen import Screen


def show_document(document: Document, screen: Screen) -> None:
    """Headings, paragraphs, lists; tables as one entry a row, which a narrow screen and a screen reader can follow."""
    for block in document.blocks:
        match block:
            case Heading(text=text, level=1):
                screen.say()
                screen.heading(text)
            case Heading(text=text):
                screen.say()
                screen.say(text, strong=True)
            case Para(text=text):
                screen.say(text)
            case Words(text=text):
                screen.say(text, indent="  ")
            case Bullets(items=items):
                for item in items:
                    screen.say(f"- {item}", hang="  ")
            case Facts(rows=rows):
                for label, value in rows:
                    screen.say(f"{label}: {value}", hang="  ")
            case Table(header=header, rows=rows):
                for row in rows:
                    cells = [f"{h}: {c}" for h, c in zip(header, row, strict=True) if c]
                    screen.say("- " + "; ".join(cells), hang="  ")
            case Signature(oath=oath, lines=lines):
                screen.say(oath)
                for label, value in lines:
                    screen.say(f"{label}: {value}")


def show_columns(heads: list[str], rows: list[tuple[str, list[str]]], screen: Screen, width: int) -> None:
    """Texts side by side: one column for each head, as many as fit the width; the rest below in further sets."""
    import textwrap

    least = 34
    many = 1 if screen.plain else max(1, min(len(heads), (width + 3) // (least + 3)))
    for start in range(0, len(heads), many):
        part = heads[start : start + many]
        column = (width - 3 * (len(part) - 1)) // len(part)
        for title, texts in (("", part), *((t, c[start : start + many]) for t, c in rows)):
            if title:
                screen.say(title, strong=True)
            if len(part) == 1:
                screen.say(texts[0] if title else f"== {texts[0]}")
            else:
                cells = [[line for p in t.split("\n") for line in (textwrap.wrap(p, column) or [""])] for t in texts]
                for n in range(max(map(len, cells))):
                    screen.raw("   ".join((c[n] if n < len(c) else "").ljust(column) for c in cells).rstrip())
            screen.say()

"""The numbered attachment of a form: what did not fit in its boxes, as a tagged PDF (PDF/UA-1), in any script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.forms.model import Continued
from assistant.forms.showing import shown


@dataclass(frozen=True)
class AttachmentStyle:
    """How a court wants attachments: plain data, so that a law sheet can give it. Empty labels are left out.

    In `continued` and `whole`, which stand in the form's box, and in `heading` {number} is the attachment's number
    and {item} the form's own name of the place; the first of them that the box has room for is used.
    """

    title: str = "Attachment"  # at the head of each page, beside the form's number
    short_title_label: str = "Short title:"
    case_number_label: str = "Case number:"
    heading: str = "Attachment {number}, {item}"
    continued: tuple[str, ...] = (
        "(continued in Attachment {number}, {item})",
        "(see Attachment {number}, {item})",
        "(Attachment {number})",
        "(Att. {number})",
        "Att. {number}",
    )
    whole: tuple[str, ...] = (
        "(see Attachment {number}, {item})",
        "(Attachment {number})",
        "(Att. {number})",
        "Att. {number}",
    )
    page_of: str = "Page {page} of {pages}"
    oath: str = ""  # the sentence that repeats, or carries over, the oath; '' = none
    paper: Literal["letter", "a4"] = "letter"
    own_page: bool = False  # each attachment begins a page


def attachment_pdf(
    continued: Sequence[Continued],
    *,
    style: AttachmentStyle,
    form: str,
    short_title: str,
    case_number: str,
    language: str,
    first: int = 1,
    draft: bool = False,
) -> bytes:
    """The attachments of one form, numbered from `first`, as PDF bytes. The same content gives the same bytes.

    `form` is the form's number or name, `short_title` the short title of the case, `language` an IETF tag ('en-US').
    Every character of each text stands in it once, in its paragraphs; one that no font has stands as its name.
    """
    from assistant.documents.pdf import FAMILIES, compile_showing_all

    lang, _, region = language.partition("-")
    sections = [
        {
            "heading": _plain(style.heading.format(number=number, item=part.item)),
            "title": _plain(part.title),
            # the break in the box stands for the white space at the beginning
            "text": shown(part.text.strip(), one_line=False).display,
        }
        for number, part in enumerate(continued, first)
    ]
    page, _, rest = style.page_of.partition("{page}")
    of, _, end = rest.partition("{pages}")
    data = {
        "lang": lang,
        "region": region if len(region) == 2 else None,
        "fonts": list(FAMILIES),
        "paper": "a4" if style.paper == "a4" else "us-letter",
        "title": _plain(style.title.format(form=form)),
        # a PDF must have a title to be PDF/UA
        "named": _plain(" ".join(filter(None, (style.title.format(form=form), form)))) or "Attachment",
        "form": _plain(form),
        "short_title": [style.short_title_label, _plain(short_title)],
        "case_number": [style.case_number_label, _plain(case_number)],
        "page_of": [page, of, end] if style.page_of else None,
        "oath": _plain(style.oath),
        "own_page": style.own_page,
        "draft": draft,
        "sections": sections,
    }
    return compile_showing_all("form/attachment.typ", data)[0]


def _plain(text: str) -> str:
    return shown(text, one_line=True).display

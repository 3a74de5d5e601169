"""The declaration and the chronology attached to it, as content.

The order is the one that courts and legal-aid guides ask for: who I am and how I know; the most recent
event; the worst; the pattern and what came before; effects and why now; what I ask with the fact behind
each request; exhibits; the oath. Each of the person's longer texts stands exactly once, verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.case.model import Incident, PublicCase, Told
from assistant.chronology import in_order, most_recent
from assistant.dates import day_text
from assistant.documents.content import Block, Document, Facts, Heading, Para, Signature, Table, Words
from assistant.documents.oath import sworn
from assistant.documents.parts import Pages, brief, caption, cite, date_style
from assistant.documents.wording import Wording, wording
from assistant.jurisdiction import Order, Sheet
from assistant.jurisdiction.words import spelled
from assistant.questions.events import CHANGES, CHILDREN, POLICE
from assistant.values import BLANK, Values, age

KIND = "declaration"
_CHANGES = {o.id: o.label for o in CHANGES}
_CHILDREN = {o.id: o.label for o in CHILDREN}
_POLICE = {o.id: o.label for o in POLICE}
_KNOWN = {"yes": "Yes", "no": "No", "unknown": "I do not know"}
# sentences of ours alone, with no answer in them, that are spelled as the place spells
_OURS = frozenset({"orders", "no_orders", "relationship"})
_NOTHING = frozenset({"no", "none", "nothing", "n/a"})


def declaration(
    case: PublicCase, sheet: Sheet, order: Order, pages: Pages, *, draft: bool, picture: bool = False
) -> Document:
    """The content of the declaration with its chronology. Takes only what the public may see.

    `pages`: how many pages each exhibit has. `picture`: the picture of time is attached.
    """
    return _Builder(case.told, sheet, order, pages, picture).document(draft)


class _Builder:
    def __init__(self, told: Told, sheet: Sheet, order: Order, pages: Pages, picture: bool = False) -> None:
        self.told, self.sheet, self.order, self.pages = told, sheet, order, pages
        self.picture = picture
        self.words: Wording = wording(KIND)
        self.values = Values(told, sheet, order)
        self.style = date_style(sheet)
        self.terms = sheet.terms_of(order, told.hides_address)
        self.exhibits = {e.id: e for e in told.exhibits}
        self.recent = most_recent(told.incidents)
        worst = told.incident(told.worst) if told.worst else None
        self.worst = worst if worst is not None and worst is not self.recent else None

    def document(self, draft: bool) -> Document:
        """All blocks in order, as one Document."""
        blocks: list[Block] = [
            *self._who(),
            *self._lead(),
            *self._pattern(),
            *self._effects(),
            *self._asks(),
            *self._exhibits(),
            *self._oath(),
            *self._chronology(),
        ]
        return Document(
            kind=KIND,
            title=self.words.title if self.terms.declaration.casefold() == "declaration" else self.terms.declaration,
            blocks=tuple(blocks),
            caption=caption(self.told, self.sheet, self.order, self._fill("paper_title")),
            footer=self.terms.declaration,
            language=self.sheet.language,
            paper=self.sheet.paper,
            draft=draft,
        )

    def _fill(self, key: str, **more: str) -> str:
        text = self.words[key].format_map({**{n: v or BLANK for n, v in self.values.all.items()}, **more})
        text = spelled(text, self.sheet) if key in _OURS else text
        return re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)  # an answer that ends its own sentence

    def _line(self, key: str, **more: str) -> Para:
        return Para(self._fill(key, **more), numbered=True)

    def _titled(self, key: str, text: str | None, source: str) -> Iterator[Block]:
        """A small heading and the person's own words under it, when there are any; a bare 'No' as a fact."""
        if text and text.strip(" .!\n").casefold() in _NOTHING:
            yield Facts(((self.words[key], text),), self.words[key])
        elif text:
            yield Heading(self.words[key], 2)
            yield Words(text, source, numbered=True)

    # -- who I am -------------------------------------------------------------------------------------

    def _who(self) -> Iterator[Block]:
        told = self.told
        yield Heading(self.words["who"])
        yield self._line("signer_other" if told.filer else "signer_self")
        yield self._line("knowledge")
        if told.petitioner.age is not None:
            yield self._line("age")
        if told.petitioner.vulnerability:
            yield Para(self._fill("limits"), numbered=True)
            yield Words(told.petitioner.vulnerability, "petitioner.vulnerability")
        if told.relationships:
            yield self._line("relationship")
        yield from self._titled("how_known", told.how_known, "relationship.details")
        since = [
            (self.words[k], v) for k, v in (("began", told.relationship_began), ("ended", told.relationship_ended)) if v
        ]
        if since:
            yield Facts(tuple(since), self.words["how_known"])
        yield from self._titled("shared", told.shared_places, "relationship.shared_places")
        yield from self._respondent()
        if told.why_here:
            yield self._line("venue")
        yield from self._protected()

    def _respondent(self) -> Iterator[Block]:
        person = self.told.respondent
        rows = list(person.known_as)
        if person.age is not None:
            rows.insert(0, ("Age", age(person)))
        if rows:
            yield Para(self._fill("named" if person.name else "unnamed"), numbered=True)
            yield Facts(tuple(rows), self.terms.respondent.capitalize())

    def _protected(self) -> Iterator[Block]:
        people = self.told.protected
        if not people:
            return
        yield Heading(self.words["protect"], 2)
        yield Table(
            ("Name", "Age", "Connection to me", "Lives with me", "Why"),
            (0.2, 0.08, 0.2, 0.12, 0.4),
            tuple(
                (
                    p.name or BLANK,
                    age(p),
                    p.relation or "",
                    "" if p.lives_with is None else ("Yes" if p.lives_with else "No"),
                    p.why or "",
                )
                for p in people
            ),
            self.words["protect"],
        )

    # -- events ---------------------------------------------------------------------------------------

    def _lead(self) -> Iterator[Block]:
        if self.recent:
            yield Heading(self.words["recent"])
            yield from self._incident(self.recent, numbered=True)
        if self.worst:
            yield Heading(self.words["worst"])
            yield from self._incident(self.worst, numbered=True)

    def _incident(self, incident: Incident, *, numbered: bool) -> Iterator[Block]:
        base = f"incidents.{incident.id}."
        yield Heading(self._event_title(incident), 2)
        rows = tuple(self._facts(incident))
        if rows:
            yield Facts(rows, self._event_title(incident))
        if incident.story:
            yield Words(incident.story, base + "story", numbered=numbered)
        if incident.said:
            yield Para(self.words["said"])
            yield Words(quoted(incident.said), base + "said")
        if incident.effect:
            yield Para(self.words["effect"])
            yield Words(incident.effect, base + "effect", numbered=numbered)

    def _event_title(self, incident: Incident) -> str:
        when = self._when(incident)
        return f"{when}: {incident.title}" if incident.title else when

    def _when(self, incident: Incident) -> str:
        if incident.when is not None:
            text = incident.when.text(self.style)
            return text[:1].upper() + text[1:]
        return "Date not known" if "when" in incident.gaps else "Date not yet written"

    def _facts(self, i: Incident) -> Iterator[tuple[str, str]]:
        """What is known about one event, beside the person's own words.

        The kinds of conduct they picked are not here: they are our words, for counting, not theirs to swear to.
        """
        yield "Date", self._when(i)
        if i.time:
            yield "Time", i.time
        if i.place:
            yield "Place", i.place
        for label, text in (
            ("Injuries", i.injury),
            ("Care", i.care),
            ("Weapon", i.weapon),
            ("Children", _CHILDREN.get(i.children or "")),
            ("How I know", i.how_known),
        ):
            if text:
                yield label, text
        for witness in i.witnesses:
            yield "Witness", ": ".join(t for t in (witness.name or "Name not known", witness.saw) if t)
        if i.police.level:
            yield "Police", self._police(i)
        if i.exhibits:
            yield "Exhibits", self._cites(i)

    def _police(self, i: Incident) -> str:
        p = i.police
        # that the person thought of calling is theirs to tell; the paper says only what there was
        parts = [spelled(_POLICE.get(p.level or "", "") if p.involved else _POLICE["none"], self.sheet)]
        parts += [
            f"{label} {text}"
            for label, text in (
                ("agency:", p.agency),
                ("number:", p.report),
                ("officer:", p.officer),
                ("result:", p.result),
            )
            if text
        ]
        return "; ".join(t for t in parts if t)

    def _cites(self, i: Incident) -> str:
        return "; ".join(cite(self.exhibits[e], self.pages, i.id) for e in i.exhibits if e in self.exhibits)

    # -- the pattern and the rest ---------------------------------------------------------------------

    def _pattern(self) -> Iterator[Block]:
        told = self.told
        yield Heading(self.words["pattern"])
        yield self._line("attached") if told.incidents else self._line("no_events")
        if self.picture and any(i.when is not None for i in told.incidents):
            yield self._line("attached_picture")
        yield from self._titled("history", told.history, "history.story")
        if told.stop_story:
            yield from self._titled("stop", told.stop_story, "stop.story")
        yield from self._weapons()
        yield from self._children()
        yield from self._cases()
        yield from self._own_answers()

    def _own_answers(self) -> Iterator[Block]:
        """What only this place asks, and time its limit leaves out."""
        told = self.told
        answered = [a for a in told.own_answers if a.text]
        if answered:
            yield Heading(self.words["own"], 2)
        for answer in answered:
            yield Para(answer.label[0].upper() + answer.label[1:], numbered=True)
            yield Words(answer.text or "", f"court.asks.{answer.id}.answer")
        if told.left_out:
            yield Heading(self.words["left_out"], 2)
            yield Table(
                ("What it was", "From", "To"),
                (0.56, 0.22, 0.22),
                tuple((p.label, self._day(p.start), self._day(p.end)) for p in told.left_out),
                self.words["left_out"],
            )

    def _day(self, day: date | None) -> str:
        return day_text(day, self.style) if day else "Not known"

    def _weapons(self) -> Iterator[Block]:
        firearms = self.told.firearms
        at_work = _KNOWN.get(str(self.told.detail("weapons.work_gun"))) if self.order.wants("work-gun") else None
        if firearms.has is None and not at_work:
            return
        yield Heading(self.words["weapons"], 2)
        if firearms.has:
            yield self._line(f"weapons_{firearms.has}")
        told = (
            ("What I know of them", firearms.kinds),
            ("Where they are kept", firearms.where),
            ("Must carry a firearm at work", at_work),
        )
        rows = [(k, v) for k, v in told if v]
        if rows:
            yield Facts(tuple(rows), self.words["weapons"])

    def _children(self) -> Iterator[Block]:
        told = self.told
        if told.children:
            yield Heading(self.words["children"], 2)
            whose = {
                "ours": "Child of both",
                "mine": "My child",
                "theirs": "The other person's child",
                "other": "Another child in the home",
            }
            yield Table(
                ("Name", "Age", "Whose child"),
                (0.5, 0.15, 0.35),
                tuple(
                    (c.name or BLANK, "" if c.age is None else str(c.age), whose.get(c.whose or "", ""))
                    for c in told.children
                ),
                self.words["children"],
            )
        yield from self._titled("children_cases", told.children_cases, "children.cases")

    def _cases(self) -> Iterator[Block]:
        told = self.told
        if told.cases or told.prior_orders or told.against_me or told.none_of & {"cases.list", "cases.orders"}:
            yield Heading(self.words["other_cases"], 2)
        if told.cases:
            yield Table(
                ("Kind", "Court", "Number", "When"),
                (0.28, 0.34, 0.2, 0.18),
                tuple(tuple(t or "" for t in (c.kind, c.court, c.number, c.when)) for c in told.cases),
                self.words["cases"],
            )
        elif "cases.list" in told.none_of:
            yield self._line("no_cases")
        if told.prior_orders:
            yield Para(self.words["orders"], numbered=True)
            yield Table(
                ("Protects", "Court", "Number", "Made", "Ends", "In force"),
                (0.16, 0.26, 0.16, 0.15, 0.15, 0.12),
                tuple(
                    (
                        {"me": "Me", "them": "The other person", "other": "Someone else"}.get(o.protects or "", ""),
                        o.court or "",
                        o.number or "",
                        o.made or "",
                        o.ends or "",
                        "" if o.in_force is None else ("Yes" if o.in_force else "No"),
                    )
                    for o in told.prior_orders
                ),
                self.words["orders"],
            )
            for o in told.prior_orders:
                if o.broken:
                    yield Words(o.broken, f"cases.orders.{o.id}.broken", numbered=True)
        elif "cases.orders" in told.none_of:
            yield self._line("no_orders")
        yield from self._titled("against_me", told.against_me, "cases.against_me")

    def _effects(self) -> Iterator[Block]:
        effects, told = self.told.effects, self.told
        if not (effects.changes or effects.story or effects.fear_next or effects.why_now or told.address_risk):
            return
        yield Heading(self.words["effects"])
        if effects.changes:
            yield self._line(
                "changes",
                changes="; ".join(
                    _CHANGES[c].lower() if c != "fear" else _CHANGES[c] for c in effects.changes if c in _CHANGES
                ),
            )
        if effects.story:
            yield Words(effects.story, "effects.story", numbered=True)
        yield from self._titled("fear_next", effects.fear_next, "effects.fear_next")
        yield from self._titled("why_now", effects.why_now, "effects.why_now")
        yield from self._titled("address_risk", told.address_risk, "confidential.address_risk")

    def _asks(self) -> Iterator[Block]:
        told = self.told
        if not (told.requests or told.temporary or told.other_request):
            return
        yield Heading(self.words["ask"])
        if told.temporary:
            yield self._line("temporary")
        for request in told.requests:
            yield Para(f"{request.label}." if not request.label.endswith(".") else request.label, numbered=True)
            if request.because:
                yield Words(request.because, f"relief.why.{request.id}.because")
        yield from self._titled("other", told.other_request, "relief.other")
        for key, value in (
            ("distance", told.distance),
            ("length", told.order_length),
            ("told", told.told_respondent),
            ("fee", told.fee_basis),
        ):
            if value:
                yield self._line(key)
        if told.hearing_wanted is not None:
            yield self._line("hearing")
        if told.only_financial is not None:
            yield self._line("financial_yes" if told.only_financial else "financial_no")

    def _exhibits(self) -> Iterator[Block]:
        if not self.told.exhibits:
            return
        yield Heading(self.words["exhibits"])
        for exhibit in self.told.exhibits:
            count = self.pages.get(exhibit.id)
            size = f" ({count} page{'' if count == 1 else 's'})" if count else ""
            yield self._line("exhibit", exhibit=f"Exhibit {exhibit.label}{size}", title=exhibit.title or BLANK)
            if exhibit.foundation:
                yield Words(exhibit.foundation, f"exhibits.{exhibit.id}.foundation")

    def _oath(self) -> Iterator[Block]:
        oath = sworn(
            self.told, self.sheet, self.order, heading=self.words["oath"], hides_address=self.told.hides_address
        )
        yield Heading(oath.heading)
        yield Signature(oath.sentence, oath.lines)
        if oath.jurat:
            yield Heading(self.words["officer"], 2)
            yield Para(oath.jurat)

    # -- the chronology -------------------------------------------------------------------------------

    def _chronology(self) -> Iterator[Block]:
        incidents = in_order(self.told.incidents, self.order.chronology.order)
        yield Heading(self.words["chronology"], page_break=True)
        if not incidents:
            yield Para(self.words["no_events"])
            return
        newest = self.order.chronology.order != "oldest-first"
        yield Para(self.words["chronology_newest" if newest else "chronology_oldest"])
        yield Table(
            ("Date", "Place", "What happened, in brief", "Witnesses", "Police", "Exhibit"),
            (0.18, 0.17, 0.25, 0.14, 0.15, 0.11),
            tuple(self._row(i) for i in incidents),
            self.words["chronology"],
        )
        yield Heading(self.words["own_words"])
        for incident in incidents:
            if incident is self.recent or incident is self.worst:
                heading = self.words["recent" if incident is self.recent else "worst"]
                yield Heading(self._event_title(incident), 2)
                yield Para(self._fill("told_above", heading=heading, paper=self.terms.declaration.lower()))
            else:
                yield from self._incident(incident, numbered=False)

    def _row(self, i: Incident) -> tuple[str, ...]:
        when = i.when.short(self.style) if i.when else self._when(i)
        level = i.police.level or ""
        police = spelled(_POLICE.get(level, ""), self.sheet) if i.police.involved else ("None" if level else "")
        number = f" ({i.police.report})" if i.police.report else ""
        return (
            f"{when}, {i.time}" if i.time and i.when else when,
            i.place or "",
            i.title or "",
            "; ".join(w.name or "Name not known" for w in i.witnesses),
            police + number,
            "; ".join(brief(self.exhibits[e], self.pages, i.id) for e in i.exhibits if e in self.exhibits),
        )


def quoted(said: str) -> str:
    """Each line that was said in quotation marks, unless it has its own; the words are untouched."""
    marks = "\"“'‘«„"
    return "\n".join(
        line if not line.strip() or line.strip()[0] in marks else f"“{line.strip()}”" for line in said.split("\n")
    )

"""The review: every section with its answers; any of them can be changed, items added or taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answers import Status
from assistant.interview import Progress, Step, item_title, look_at, progress, section_steps
from assistant.questions import path_of
from assistant.questions.model import Group

if TYPE_CHECKING:
    from assistant.terminal.session import Session

STATUS_WORDS = {
    Status.UNKNOWN: "(I do not know)",
    Status.DECLINED: "(would rather not say)",
    Status.LATER: "(for later)",
    Status.SKIPPED: "(skipped)",
    None: "(not asked yet)",
}
_DONE_ALREADY = ("pause", "repeat")  # words that need no answer but the list again


def review(session: Session) -> bool:
    """List the sections until the person is done. True when done."""
    screen = session.screen
    while True:
        found = progress(session.answers, session.today)
        screen.heading("Review. Nothing is final until you sign.")
        for p in found:
            screen.say(f"{p.position}. {p.section.title}: {p.words}", indent="  ", hang="   ")
        screen.say("Type a number to see or change that part, 'done' to finish, or x to leave.")
        word = session._command(typed := screen.read())
        if typed.strip().casefold() in ("done", "d"):
            session.vault.save()
            return True
        if word in ("help", "why"):
            screen.say(
                "Each part shows its answers. You can change one, add an event, or take one out. "
                "Changing one answer never erases another."
            )
        elif typed.strip().isdecimal() and 1 <= int(typed) <= len(found):
            _section(session, found[int(typed) - 1])
        elif word not in _DONE_ALREADY:
            screen.say("That is not one of the numbers.")


@dataclass(frozen=True)
class _Row:
    text: str
    paths: tuple[str, ...]


def _rows(session: Session, p: Progress) -> list[_Row]:
    look = look_at(session.answers, session.today)
    rows: list[_Row] = []
    heading = ""
    for step in section_steps(p.section, look):
        if step.kind not in ("question", "any"):
            continue
        if step.heading != heading:
            heading = step.heading
            if heading:
                rows.append(_Row(heading, ()))
        rows.append(_Row(f"{_ask(step)} {shown_answer(session, step)}", (step.path,)))
    return rows


def _ask(step: Step) -> str:
    return step.question.asked(step.look) if step.question else (step.group.ask_any if step.group else "")


def shown_answer(session: Session, step: Step) -> str:
    """The answer as one short text; hidden ones are not shown."""
    from assistant.terminal.session import _HIDDEN_DEFAULT

    status = session.answers.status(step.path)
    if step.kind == "any" and step.group is not None:
        ids = session.answers.ids(step.path)
        if ids:
            return f"Yes ({len(ids)})"
        if status is Status.ANSWERED:
            return "No" if session.answers.value(step.path) is False else "(all taken out)"
        return STATUS_WORDS[status]
    if status is not Status.ANSWERED or step.question is None:
        return STATUS_WORDS.get(status, "")
    text = session._default(step, step.question)
    if text == _HIDDEN_DEFAULT:
        return "(answered; hidden)"
    text = " / ".join(line for line in text.split("\n") if line.strip())
    return text if len(text) <= 160 else text[:150].rstrip() + f" ... ({len(text.split())} words)"


def _section(session: Session, p: Progress) -> None:
    screen = session.screen
    while True:
        rows = _rows(session, p)
        numbered = [r for r in rows if r.paths]
        screen.heading(p.section.title)
        n = 0
        for row in rows:
            if row.paths:
                n += 1
                screen.say(f"{n}. {row.text}", indent="  ", hang="   ")
            else:
                screen.say(row.text, strong=True)
        lists = [part for part in p.section.parts if isinstance(part, Group) and not part.over]
        extra = "".join(
            f" 'add' for another {g.one}, 'remove 1' to take {g.one} 1 out, 'restore' to bring one back."
            for g in lists[:1]
        )
        screen.say(f"Type a number to change that answer, 'all' to go through all, or back.{extra}")
        typed = screen.read().strip()
        word = session._command(typed)
        if word == "back" or typed.casefold() in ("done", ""):
            return
        if typed.casefold() == "all":
            _open_again(session, p)
            session.ask_again([path for r in _rows(session, p) for path in r.paths])
        elif typed.isdecimal() and 1 <= int(typed) <= len(numbered):
            session.ask_again(numbered[int(typed) - 1].paths)
        elif lists and _list_command(session, p, lists, typed.casefold()):
            continue
        elif word not in _DONE_ALREADY:
            screen.say("That is not one of the choices.")


def _open_again(session: Session, p: Progress) -> None:
    """A part that was skipped as a whole is asked when the person comes back to it."""
    session.answers.given.pop(f"{p.section.key}.!", None)


def _list_command(session: Session, p: Progress, lists: list[Group], typed: str) -> bool:
    words = typed.split()
    if not words or words[0] not in ("add", "remove", "restore"):
        return False
    group = next((g for g in lists if g.one == words[-1]), lists[0])
    path = path_of(p.section, group)
    ids = session.answers.ids(path)
    gone = session.answers.removed.get(path, [])
    if words[0] == "add":
        session.add_item(path, group)
    elif words[0] == "restore":
        if not gone:
            session.screen.say("Nothing was taken out.")
        else:
            session.answers.restore(path, gone[-1])
            session.screen.say(
                f"Back again: {item_title(group, session.answers, path, session.answers.ids(path)[-1], len(ids) + 1)}"
            )
    elif len(words) > 1 and words[1].isdecimal() and 1 <= int(words[1]) <= len(ids):
        n = int(words[1])
        session.screen.say(
            f"Taken out: {item_title(group, session.answers, path, ids[n - 1], n)}. "
            "It is kept; type 'restore' to bring it back."
        )
        session.answers.remove(path, ids[n - 1])
    else:
        session.screen.say(f"Say which one, for example: remove {max(1, len(ids))}")
    session.vault.save()
    return True

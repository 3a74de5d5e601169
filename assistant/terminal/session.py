"""The interview on a screen: one question at a time, saved after each answer.

Words that work at every question: back, skip, later, help, why, repeat, pause, x, 'I do not know',
'I would rather not say'. `x` leaves at once from anywhere, even in the middle of a long text.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from assistant.answers import Status
from assistant.characters import unprintable
from assistant.errors import PersonError
from assistant.interview import ANY, Step, first_new, for_later, progress, steps
from assistant.jurisdiction.hotlines import lines_for
from assistant.jurisdiction.words import spelled
from assistant.questions.foundations import offered_blanks
from assistant.questions.kinds import (
    Choice,
    Choices,
    FilePath,
    Kind,
    Option,
    PartMissing,
    Refused,
    Story,
    Unclear,
    YesNo,
    tidy_newlines,
)
from assistant.questions.logs import LogFile
from assistant.questions.model import Group, Look, Question
from assistant.terminal.attaching import Attaching
from assistant.terminal.editor import edit
from assistant.terminal.offered import FILL, Unfinished, filled, say_offer
from assistant.terminal.review import review
from assistant.terminal.screen import Left, Screen
from assistant.terminal.words import COMMANDS, DECLINED_WORDS, UNKNOWN_WORDS
from assistant.vault import Vault

_SHORT = frozenset({"no", "none", "nothing", "yes"})  # whole answers, even where a long text is asked
_HARD_BEFORE_BREAK = 3
_MINUTES_BEFORE_BREAK = 20


class Back(Exception):
    """The person asked for the question before."""


class Session:
    """One sitting at a case."""

    def __init__(self, vault: Vault, screen: Screen, today: date) -> None:
        self.vault, self.screen, self.today = vault, screen, today
        self.answers = vault.answers
        self.asked: list[str] = []  # paths in the order shown, for back
        self.section = ""
        self.heading = ""
        self.hard = 0
        self.files = Attaching(vault, screen, self._yes)
        self.break_at = time.monotonic() + _MINUTES_BEFORE_BREAK * 60

    # -- the loop ------------------------------------------------------------------------------------

    def run(self) -> bool:
        """Ask until everything was asked, then show the review. False when the person left before the end."""
        try:
            self._ask_new()
            waiting = for_later(self.answers, self.today)
            if waiting and self._yes(f"You left {_count(len(waiting), 'question')} for later. Go through them now?"):
                for path in [s.path for s in waiting]:
                    self._ask_path(path)
                self._ask_new()
            return review(self)
        except Left:
            self.leave()
            return False

    def leave(self) -> None:
        """Save, clear the screen, say nothing."""
        self.vault.save()
        self.screen.clear()

    def _ask_new(self) -> None:
        """Go on from the first step that is new; `back` walks over what was shown before and forward again."""
        step = first_new(self.answers, self.today)
        until: str | None = None  # while walking forward again after `back`, the step to get back to
        while step is not None:
            try:
                self._show(step)
            except Back:
                until = until or step.path
                step = self._before(step) or step
                continue
            step = self._after(step, until)
            if step is None or step.path == until:
                until = None

    def _before(self, step: Step) -> Step | None:
        """The step shown before this one, if it still applies."""
        known = {s.path: s for s in self._steps() if s.kind not in ("notice", "warn")}
        order = list(known)
        if step.path in order:
            at = order.index(step.path)
            return known[order[at - 1]] if at else None
        while self.asked:
            path = self.asked.pop()
            if path in known and path != step.path:
                return known[path]
        return None

    def _after(self, step: Step, until: str | None) -> Step | None:
        """The next step that is new; on the way forward after `back`, simply the next one."""
        if until is None:
            return first_new(self.answers, self.today)
        passed = False
        for other in self._steps():
            if passed and (other.is_new() or other.kind not in ("notice", "warn")):
                return other
            passed = passed or other.path == step.path
        return first_new(self.answers, self.today)

    def _steps(self) -> list[Step]:
        return list(steps(self.answers, self.today))

    def _ask_path(self, path: str) -> None:
        """Ask one question again, by its path; `back` from it changes nothing."""
        step = next((s for s in self._steps() if s.path == path), None)
        if step is not None:
            try:
                self._show(step)
            except Back:
                return

    # -- one step ------------------------------------------------------------------------------------

    def _show(self, step: Step) -> None:
        if step.section.key != self.section:
            self.section = step.section.key
            self._section_heading(step)
        if step.heading != self.heading:
            self.heading = step.heading
            if step.heading:
                self.screen.heading(step.heading)
        match step.kind:
            case "notice":
                self._notice(step)
            case "warn":
                self._warn(step)
            case "any":
                self._any(step)
            case "more":
                self._more(step)
            case "question":
                self._question(step)
        if step.kind not in ("notice", "warn"):
            self.asked.append(step.path)
        self.vault.save()

    def _section_heading(self, step: Step) -> None:
        if step.section.key == "safety":
            return
        at = next((p for p in progress(self.answers, self.today) if p.section.key == step.section.key), None)
        self.screen.heading(f"Part {at.position} of {at.of}: {step.section.title}" if at else step.section.title)

    def _notice(self, step: Step) -> None:
        assert step.notice is not None
        self.screen.say()
        self.screen.say(spelled(step.notice.text(step.look), step.look.sheet))
        self.screen.say("Press Enter to go on.")
        while True:
            word = self._command(self.screen.read())
            if word == "back":
                raise Back
            if word in ("help", "why", "repeat"):
                self.screen.say("Nothing to answer here. Press Enter to go on, or type x to leave.")
                continue
            break
        self.answers.read.append(step.path)

    def _warn(self, step: Step) -> None:
        """Said before a hard part, with the choice to go on, skip it, or leave it for later."""
        self.screen.say()
        self.screen.say(step.section.warn)
        self.screen.say("Press Enter to go on. Or type: skip, later, back, pause, x.")
        while True:
            word = self._command(self.screen.read())
            if word == "back":
                raise Back
            if word in ("skip", "later"):
                self.answers.mark(step.path, Status.SKIPPED if word == "skip" else Status.LATER)
            elif word in ("help", "why", "repeat"):
                self.screen.say(step.section.warn)
                continue
            break
        self.answers.read.append(step.path)

    def _any(self, step: Step) -> None:
        assert step.group is not None
        group = step.group
        has = bool(self.answers.ids(step.path))
        known = "yes" if has else ("no" if self.answers.value(step.path) is False else "")
        got = self._get(ANY, group.ask_any, step.look, help=group.help, why=group.why, default=known)
        if isinstance(got, Status):
            self.answers.mark(step.path, got)
        elif got is True:
            self.answers.put(step.path, True)
            if not has:
                self.answers.add(step.path)
        elif has:
            self.screen.say(f"The {group.one}s you wrote stay. To take one out, use the review at the end.")
        else:
            self.answers.put(step.path, False)

    def _more(self, step: Step) -> None:
        assert step.group is not None
        path = step.path.removesuffix(".more")
        got = self._get(
            ANY,
            step.group.ask_more,
            step.look,
            help=step.group.help,
            why=step.group.why,
            default="no" if self.answers.value(step.path) is False else "",
        )
        if got is True:
            self.answers.add(path)
            self.answers.given.pop(step.path, None)
        elif isinstance(got, Status):
            self.answers.mark(step.path, got)
        else:
            self.answers.put(step.path, False)

    def _question(self, step: Step) -> None:
        assert step.question is not None
        question = step.question
        if question.warn:
            self.screen.say()
            self.screen.say(question.warn)
        default = self._default(step, question)
        offered = "" if default or question.offer is None else question.offer(step.look)
        if offered:
            say_offer(self.screen, offered)
        got = self._get(
            question.kind,
            question.asked(step.look),
            step.look,
            help=" ".join(t for t in (question.help, question.more(step.look) if question.more else "") if t),
            why=question.why,
            default=default,
            path=step.path,
            offered=offered,
        )
        if isinstance(question.kind, FilePath) and not isinstance(got, Status) and got is not _KEEP:
            take = self.files.log if isinstance(question.kind, LogFile) else self.files.exhibit
            got = take(step, str(got))
            if got is None:
                self._question(step)
                return
        if got is Status.SKIPPED and isinstance(question.kind, FilePath) and self.files.left_out(step):
            return
        if isinstance(got, Status):
            self.answers.mark(step.path, got)
        elif got is not _KEEP:
            self.answers.put(step.path, got)
            if question.key == "dated":
                self.files.use_date(step, str(got))
        else:
            answer = self.answers.get(step.path)
            if answer is not None and answer.status is not Status.ANSWERED:
                self.answers.put(step.path, answer.value)
        if question.hard and isinstance(got, str):
            self._after_hard()

    def _after_hard(self) -> None:
        self.screen.say("Saved. Nothing here is sent anywhere.")
        self.hard += 1
        if self.hard >= _HARD_BEFORE_BREAK or time.monotonic() > self.break_at:
            self.screen.say("You can take a break now: type pause. Or go on.")
            self.hard = 0
            self.break_at = time.monotonic() + _MINUTES_BEFORE_BREAK * 60

    def _default(self, step: Step, question: Question) -> str:
        """What Enter keeps, as text. Hidden answers are not shown again: another person may look at the screen."""
        answer = self.answers.get(step.path)
        if answer is None or answer.value is None:
            return ""
        if not question.again:
            return _HIDDEN_DEFAULT
        if isinstance(answer.value, dict) and "sha256" in answer.value:
            return str(answer.value.get("name", ""))
        if isinstance(answer.value, dict) and "edtf" in answer.value:
            from assistant.dates import When

            return When.from_json(answer.value).text()
        return _as_text(question.kind, answer.value, step.look)

    # -- reading one answer --------------------------------------------------------------------------

    def _get(
        self,
        kind: Kind,
        ask: str,
        look: Look,
        *,
        help: str,
        why: str,
        default: str = "",
        path: str = "",
        offered: str = "",
    ) -> object:
        """Ask until there is a value, a Status, or _KEEP for the answer already there. May raise Back or Left."""
        options = self._options(kind, look)
        ask, help, why = (spelled(text, look.sheet) for text in (ask, help, why))
        self._put(ask, kind, options, default, look)
        wholes: tuple[str, ...] = ()  # what the next answer alone would finish
        while True:
            typed = self._read(kind, default or offered, path)
            word = self._command(typed)
            if word == "back":
                raise Back
            if word == "skip":
                return Status.SKIPPED
            if word == "later":
                return Status.LATER
            if word == "help":
                self._help(help, kind, look)
            elif word == "why":
                self.screen.say(why or "It helps to fill in the papers. You can skip it.")
            elif word == "repeat" or word == "pause":
                self._put(ask, kind, options, default, look)
            elif (option := _asked_more(typed, options)) is not None:
                self.screen.heading(option.label)
                self.screen.say(option.more)
            elif _plain(typed) in UNKNOWN_WORDS:
                return Status.UNKNOWN
            elif _plain(typed) in DECLINED_WORDS:
                return Status.DECLINED
            elif not typed.strip() and default:
                return _KEEP
            elif not typed.strip():
                self.screen.say("Type an answer, or: skip, later, 'I do not know'. Type help for help.")
            else:
                value, wholes = self._parse(kind, _finished(kind, typed, wholes, look), look)
                if value is not None:
                    return value

    def _options(self, kind: Kind, look: Look) -> Sequence[Option]:
        if isinstance(kind, Choice | Choices):
            return kind.options(look)
        return ()

    def _put(self, ask: str, kind: Kind, options: Sequence[Option], default: str, look: Look) -> None:
        self.screen.say()
        self.screen.say(ask, strong=True)
        for n, option in enumerate(options, 1):
            self.screen.say(f"{n}. {option.label}", indent="  ", hang="   ")
            if option.detail:
                self.screen.say(option.detail, indent="     ")
        if isinstance(kind, Choices):
            self.screen.say("Type the numbers with commas between, or 'none'.")
        elif isinstance(kind, Choice):
            self.screen.say("Type the number.")
            if any(o.more for o in options):
                self.screen.say("To read all that the sheet says of one, type for example: more 1")
        elif isinstance(kind, YesNo):
            self.screen.say("(yes or no)")
        elif isinstance(kind, Story):
            self.screen.say(
                "Type or paste as much as you like. When done, type a full stop alone on a line. "
                "Type 'edit' to write in a text editor."
            )
        elif kind.hint:
            self.screen.say(f"({spelled(kind.hint, look.sheet)})")
        if default:
            self._put_default(kind, default)

    def _put_default(self, kind: Kind, default: str) -> None:
        if default == _HIDDEN_DEFAULT:
            self.screen.say("You answered this already. It is not shown here. Press Enter to keep it.")
        elif isinstance(kind, Story):
            self.screen.say("What you wrote so far:")
            self.screen.say(default, indent="  ")
            self.screen.say("Press Enter to keep it, type 'add' to write more, or type it anew.")
        else:
            self.screen.say(f"Now: {default.removesuffix('.')}. Press Enter to keep it.")

    def _read(self, kind: Kind, default: str, path: str) -> str:
        first = self.screen.read(path=isinstance(kind, FilePath))
        if not isinstance(kind, Story):
            return _printable(first, self.screen)
        return self._read_story(first, default, path)

    def _read_story(self, first: str, default: str, path: str) -> str:
        """Lines up to a full stop alone on a line. `x` on a line of its own saves what is there and leaves."""
        word = first.strip().casefold()
        before: list[str] = []
        if word == ".":  # the full stop that would end an answer a bare 'No' had ended already
            return ""
        if word == "edit":
            return edit("" if default == _HIDDEN_DEFAULT else default, self.vault.folder, self.screen)
        if word == FILL and offered_blanks(default):
            return self._fill(default, path)
        if word == "add" and default and default != _HIDDEN_DEFAULT:
            before = [default, ""]
            first = self.screen.read()
        elif not first.strip() or self._is_command(first) or _plain(first) in UNKNOWN_WORDS | DECLINED_WORDS | _SHORT:
            return first
        lines = [*before, *tidy_newlines(first).split("\n")]
        if len(lines) > 1 and lines[-1].strip() == ".":
            return _printable("\n".join(lines[:-1]), self.screen)
        while True:
            try:
                more = tidy_newlines(self.screen.read())
                if more.strip().casefold() in ("x", "exit"):
                    raise Left
            except Left:
                self._keep_draft(path, lines)
                raise
            if more.strip() == ".":
                break
            if more.strip().casefold() == "pause":
                self._pause()
                continue
            lines += more.split("\n")
            if len(lines) > 1 and lines[-1].strip() == "." and "\n" in more:
                lines.pop()
                break
        return _printable("\n".join(lines), self.screen)

    def _fill(self, text: str, path: str) -> str:
        """The offered sentence, filled in and looked over. What was typed is kept when the person leaves."""
        try:
            text = filled(self.screen, text)
        except Unfinished as left:
            self._keep_draft(path, [left.text])
            raise
        self._keep_draft(path, [text])
        self.screen.say()
        self.screen.say("This is what stands there now:")
        self.screen.say(text, indent="  ")
        if offered_blanks(text):
            self.screen.say("What stands in [ ] is still open. You can fill it in later.")
        if self._yes("Is it true as it stands?"):
            return _printable(text, self.screen)
        self.screen.say(f"Type '{FILL}' or 'edit' to change it, or write your own words.")
        return self._read_story(self.screen.read(), text, path)

    def _keep_draft(self, path: str, lines: list[str]) -> None:
        text = _printable("\n".join(lines), self.screen)
        if path and text.strip():
            self.answers.put(path, text)
            self.answers.mark(path, Status.LATER)

    def _parse(self, kind: Kind, typed: str, look: Look) -> tuple[object | None, tuple[str, ...]]:
        """The value, or None when it was said why there is none; then also what the next answer alone would finish."""
        try:
            return kind.parse(typed, look), ()
        except Unclear as error:
            self.screen.say(f"{error} Which one?")
            shown = [r for r, _ in error.readings]
            for n, reading in enumerate(shown, 1):
                self.screen.say(f"{n}. {reading}", indent="  ")
            picked = self.screen.read().strip()
            if picked.isdecimal() and 1 <= int(picked) <= len(shown):
                return kind.parse(error.readings[int(picked) - 1][1], look), ()
            self.screen.say("Please type the date again, with the month as a word.")
        except PartMissing as error:
            self.screen.say(str(error))
            return None, error.wholes
        except Refused as error:
            self.screen.say(str(error))
        return None, ()

    # -- commands ------------------------------------------------------------------------------------

    def _is_command(self, typed: str) -> bool:
        return _plain(typed) in ("back", "skip", "later", "help", "why", "repeat", "pause", "save", "x", "exit", "?")

    def _command(self, typed: str) -> str:
        """The command word that was typed, or ''. Leaves on x; pauses on pause."""
        word = _plain(typed)
        if word in ("x", "exit", "quit"):
            raise Left
        if word == "pause":
            self._pause()
            return "pause"
        if word == "save":
            self.vault.save()
            self.screen.say("Saved.")
            return "repeat"
        return {"?": "help"}.get(word, word) if word in ("back", "skip", "later", "help", "why", "repeat", "?") else ""

    def _pause(self) -> None:
        """A neutral screen until Enter."""
        self.vault.save()
        self.screen.clear()
        self.screen.say("Notes. Press Enter to go on.")
        if _plain(self.screen.read()) in ("x", "exit", "quit"):
            raise Left

    def _help(self, text: str, kind: Kind, look: Look) -> None:
        self.screen.say(text or "A short answer is enough.")
        self.screen.say(f"Expected: {spelled(kind.name, look.sheet)}.")
        self.screen.say(f"You can always type: {COMMANDS}. Also: 'I do not know', 'I would rather not say'.")
        self.screen.say(" ".join(lines_for(self.answers.value("place.jurisdiction"))))

    def _yes(self, ask: str) -> bool:
        try:
            return self._get(ANY, ask, Look(self.answers, self.today), help="", why="") is True
        except Back:
            return False

    # -- for the review screen -----------------------------------------------------------------------

    def ask_again(self, paths: Sequence[str]) -> None:
        """Ask these questions again, then any that their answers opened."""
        for path in paths:
            self._ask_path(path)
        self._ask_new()

    def add_item(self, path: str, group: Group) -> None:
        """Add an item to a list and ask about it."""
        self.answers.put(path, True)
        self.answers.add(path)
        self.vault.save()
        self._ask_new()


class _Keep:
    """The answer already there stays."""


_KEEP = _Keep()
_HIDDEN_DEFAULT = "\0hidden"


def _finished(kind: Kind, typed: str, wholes: Sequence[str], look: Look) -> str:
    """What was begun before with this answer in it ('about October 10', then '2026'); else the answer as it is."""
    if len(typed.split()) == 1:
        for made in (whole.format(typed.strip()) for whole in wholes):
            try:
                kind.parse(made, look)
            except Unclear:
                return made
            except Refused:
                continue
            return made
    return typed


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").strip().casefold().rstrip(".!").split()) if len(text) < 60 else ""


def _count(n: int, word: str) -> str:
    return f"{n} {word}" + ("" if n == 1 else "s")


def _as_text(kind: Kind, value: object, look: Look) -> str:
    if isinstance(kind, Choice | Choices):
        labels = {o.id: o.label for o in kind.options(look)}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(c), str(c)) for c in chosen) or "none"
    shown = kind.show(value, look)
    return str(shown)


def _printable(text: str, screen: Screen) -> str:
    """Typed text with what cannot be printed shown as U+FFFD, so that nothing vanishes unseen."""
    bad = unprintable(tidy_newlines(text))
    if not bad:
        return text
    for char in set(bad):
        text = text.replace(char, "\ufffd")
    screen.say(
        f"{_count(len(bad), 'character')} in this text cannot be printed. Each now shows as \ufffd. Please look it over."
    )
    return text


def start(folder: Path, plain: bool, today: date) -> int:
    """Open or begin the case in `folder` and ask. Returns the exit status."""
    screen = Screen(plain)
    vault = Vault.open(folder)
    resumed = bool(vault.answers.given)
    if resumed:
        screen.say("Notes. Going on where you stopped. Type x to leave.")
    vault.save()
    finished = _guarded(lambda: Session(vault, screen, today).run(), screen)
    if finished:
        screen.say("Saved. To make the papers: paperwork build. To see things to check: paperwork check.")
    return 0


def _guarded(run: Callable[[], bool], screen: Screen) -> bool:
    """Run the session; when the terminal has no questionary screen (some Windows shells), go on in line mode."""
    try:
        return run()
    except PersonError:
        raise
    except Exception as error:
        if type(error).__name__ == "NoConsoleScreenBufferError" and os.name == "nt":
            screen.plain = True
            return run()
        raise


def _asked_more(typed: str, options: Sequence[Option]) -> Option | None:
    """The option that 'more 2' asks about; None for anything else."""
    words = typed.split()
    if len(words) != 2 or words[0].casefold() != "more" or not words[1].isdigit():
        return None
    number = int(words[1])
    return options[number - 1] if 1 <= number <= len(options) and options[number - 1].more else None

"""What the person said, exactly. Nothing here is ever erased by another answer.

An answer lies at a path: `petitioner.name`, or inside a list `incidents.i3.place`,
`incidents.i3.witnesses.w1.contact`. List items get a short id that never changes or comes back.
Values are plain JSON: text, true/false, whole numbers, lists of text, small dicts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class Status(StrEnum):
    """How a question stands. None of these is 'no'."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"  # "I do not know"
    DECLINED = "declined"  # "I would rather not say"
    LATER = "later"  # come back to it
    SKIPPED = "skipped"  # passed over for now


SETTLED: Final = frozenset({Status.ANSWERED, Status.UNKNOWN, Status.DECLINED})


@dataclass(frozen=True, slots=True)
class Answer:
    """How one question stands, and the value under it (kept even when the status says there is none now)."""

    status: Status
    value: Any = None
    by: str = "person"  # person, helper or file

    @property
    def is_settled(self) -> bool:
        """Nothing more to ask: answered, not known, or not to be said."""
        return self.status in SETTLED


@dataclass
class Answers:
    """All answers of one case, and the order of the items in its lists."""

    given: dict[str, Answer] = field(default_factory=dict)
    items: dict[str, list[str]] = field(default_factory=dict)  # list path -> item ids, in order
    removed: dict[str, list[str]] = field(default_factory=dict)  # taken out, but kept
    read: list[str] = field(default_factory=list)  # notices already shown

    def get(self, path: str) -> Answer | None:
        return self.given.get(path)

    def value(self, path: str) -> Any:
        """The value, or None when there is no answer or it is not an answered one."""
        answer = self.given.get(path)
        return answer.value if answer is not None and answer.status is Status.ANSWERED else None

    def status(self, path: str) -> Status | None:
        """The status; None means not asked yet."""
        answer = self.given.get(path)
        return answer.status if answer else None

    def put(self, path: str, value: Any, by: str = "person") -> None:
        self.given[path] = Answer(Status.ANSWERED, value, by)

    def mark(self, path: str, status: Status, by: str = "person") -> None:
        """Record that there is no value now. The value given before is kept underneath."""
        before = self.given.get(path)
        self.given[path] = Answer(status, before.value if before else None, by)

    def ids(self, group: str) -> list[str]:
        """Ids of the items of the list at `group`, in order."""
        return list(self.items.get(group, ()))

    def add(self, group: str) -> str:
        """Append an item to the list at `group` and return its new id."""
        known = self.items.setdefault(group, [])
        gone = self.removed.get(group, [])
        letter = group.rsplit(".", 1)[-1][0]
        new = f"{letter}{len(known) + len(gone) + 1}"
        known.append(new)
        return new

    def remove(self, group: str, item: str) -> None:
        """Take an item out of its list. Its answers stay and `restore` brings it back."""
        self.items[group].remove(item)
        self.removed.setdefault(group, []).append(item)

    def restore(self, group: str, item: str) -> None:
        self.removed[group].remove(item)
        self.items.setdefault(group, []).append(item)

    def to_json(self) -> dict[str, Any]:
        """Everything as plain JSON; `from_json` reads it back."""
        return {
            "given": {k: _answer_json(a) for k, a in self.given.items()},
            "items": self.items,
            "removed": self.removed,
            "read": self.read,
        }

    @classmethod
    def from_json(cls, data: Any) -> Answers:
        """The reverse of to_json; ValueError when the data is not of that shape."""
        try:
            given = {
                str(k): Answer(Status(a.get("status", "answered")), a.get("value"), str(a.get("by", "person")))
                for k, a in data["given"].items()
            }
            return cls(
                given,
                _lists(data.get("items", {})),
                _lists(data.get("removed", {})),
                [str(r) for r in data.get("read", [])],
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a saved case") from error


def _answer_json(answer: Answer) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if answer.status is not Status.ANSWERED:
        data["status"] = answer.status.value
    if answer.value is not None:
        data["value"] = answer.value
    if answer.by != "person":
        data["by"] = answer.by
    return data


def _lists(data: dict[str, Any]) -> dict[str, list[str]]:
    return {str(k): [str(i) for i in v] for k, v in data.items()}


def walk_texts(value: Any) -> Iterator[str]:
    """Every text inside an answer's value, dict keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from walk_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk_texts(inner)

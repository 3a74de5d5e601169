"""What an imported incident log says about an event and no other question asks. Never asked anew."""

from __future__ import annotations

from assistant.questions.kinds import Choice, Line, Option, Story
from assistant.questions.model import Question

CHANNELS = (
    Option("in_person", "In person"),
    Option("phone", "Phone"),
    Option("text", "Text message"),
    Option("email", "Email"),
    Option("social", "Social media"),
    Option("mail", "Mail or delivery"),
    Option("third_party", "Through another person"),
    Option("device_tracking", "Device or tracking"),
    Option("work", "At work"),
    Option("court", "In court"),
    Option("other", "Something else"),
)
RECORDED = (
    Option("same_day", "The same day"),
    Option("within_week", "Within a week"),
    Option("later", "Later"),
    Option("unknown", "I do not know"),
)


def _given(key: str) -> Question:
    """A question of an imported log: never asked anew, shown and changeable where the log gave an answer."""
    kind, ask, why = _FROM_LOGS[key]
    return Question(key, kind, ask, why=why, when=lambda look: look.status(f".{key}") is not None)


_KEEP = "Your log says it. It is kept with the event."
_FROM_LOGS = {
    "log_zone": (Line(60), "Which time zone does your log name?", _KEEP),
    "log_channel": (Choice(lambda look: CHANNELS), "How did it reach you?", _KEEP),
    "log_who": (Line(), "Who does your log say did it?", _KEEP),
    "log_action": (Story(), "What did you do then, as your log has it?", _KEEP),
    "log_told": (Line(), "Does your log say that they were told to stop?", _KEEP),
    "log_recorded": (Choice(lambda look: RECORDED), "When did you write this down?", _KEEP),
    "log_notes": (
        Story(),
        "What else does your log say? It stays in your private notes.",
        "No other question has a place for it, and nothing of it is lost.",
    ),
}
LOG_QUESTIONS = tuple(_given(key) for key in _FROM_LOGS)

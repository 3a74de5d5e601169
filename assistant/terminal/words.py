"""Words that mean the same at every question."""

from __future__ import annotations

UNKNOWN_WORDS = frozenset(
    {
        "unknown",
        "i do not know",
        "i don't know",
        "do not know",
        "don't know",
        "dont know",
        "not sure",
        "i am not sure",
        "i'm not sure",
        "idk",
        "i do not remember",
        "i don't remember",
    }
)
DECLINED_WORDS = frozenset(
    {
        "i would rather not say",
        "i'd rather not say",
        "rather not say",
        "prefer not to say",
        "i prefer not to say",
        "decline",
        "declined",
    }
)
COMMANDS = "back, skip, later, help, why, repeat, pause, x (leave)"

"""Values of a law sheet that must be words of the vocabulary."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from assistant.jurisdiction.vocabulary import (
    BEARS_ON_RELIEF,
    CONDUCT,
    MUST_SHOW,
    REDACTED,
    RELATIONSHIPS,
    SHOWN_BY,
    TOPICS,
)


def _word_of(words: dict[str, object], kind: str) -> AfterValidator:
    def known(value: str) -> str:
        if value not in words:
            raise ValueError(f"'{value}' is not a known {kind}; known: {', '.join(sorted(words))}")
        return value

    return AfterValidator(known)


Relationship = Annotated[str, _word_of(dict(RELATIONSHIPS), "relationship")]


Conduct = Annotated[str, _word_of(dict(CONDUCT), "kind of conduct")]


Topic = Annotated[str, _word_of(dict(TOPICS), "topic")]


ShownBy = Annotated[str, _word_of(dict(SHOWN_BY), "way to show an element")]


MustShow = Annotated[str, _word_of(dict(MUST_SHOW), "signature line")]


BearsOnRelief = Annotated[str, _word_of(dict(BEARS_ON_RELIEF), "fact that bears on a request")]


RedactedThing = Annotated[str, _word_of(dict(REDACTED), "thing to redact")]

"""The one vocabulary of named values that documents, forms and `when` use. To add one: one line.

`people`, `events` and `court` hold the values; `make` the short ways to write them; `vocabulary` looks names up.
Each value is classed: a public one is made from what public papers may hold (`Told`) and the law sheet; a
confidential one from the hidden half of a case as well, and only where that half was given.
A value that is not known is '' (a tick: not set); a document decides whether that shows as a blank line.
"""

from assistant.values.make import age
from assistant.values.model import Unreachable
from assistant.values.vocabulary import (
    BLANK,
    ROWS,
    VALUES,
    NoSuchName,
    Resolved,
    Values,
    names_in,
    resolve,
    values_of,
)

__all__ = [
    "BLANK",
    "ROWS",
    "VALUES",
    "NoSuchName",
    "Resolved",
    "Unreachable",
    "Values",
    "age",
    "names_in",
    "resolve",
    "values_of",
]

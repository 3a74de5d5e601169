"""Message exports, call lists and incident logs: read from the file each time, as one kind of record.

One module for each format; `detect` says which it is by its content, `reading` opens it, `taking` keeps the
file with the case. What is said about a file (its zone, which name is the person) stands in the answers.
"""

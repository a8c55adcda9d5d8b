"""One file of many, whatever sort it is: a report of Postmortems in JSON, or a write-up in any form that is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.conf import settings

from incidents.people.models import User

from . import bringing, returning
from .bringing import Outcome, Terms
from .converting import ENDINGS, Converted, Unreadable, convert, decode, too_large, with_our_line_ends

REPORT = ".json"
#: What is taken, by ending, for dialogs and for folders.
TAKEN = (*ENDINGS, REPORT)


def is_report(name: str) -> bool:
    return name.lower().endswith(REPORT)


def text_of(data: bytes, name: str) -> Converted:
    """What a file says. Raises Unreadable."""
    most = settings.IMPORT_FILE_BYTES
    if not is_report(name):
        made = convert(data, name, most)
        return replace(made, text=with_our_line_ends(made.text))
    if len(data) > most:
        raise Unreadable(too_large(most))
    return Converted(decode(data))


def bring(text: str, name: str, terms: Terms, *, by: User, at: dt.datetime, dry: bool = False) -> Outcome:
    """Take in what the file of that name says. Raises Unreadable. `dry` only says what would be."""
    if is_report(name):
        return returning.bring(text, name, terms.visibility, by=by, at=at, dry=dry)
    return bringing.bring(text, name, terms, by=by, at=at, dry=dry)

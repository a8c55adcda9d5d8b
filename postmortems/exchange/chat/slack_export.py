"""Slack's JSON: one day's list of messages, an answer of its interface, or a channel's folder in a zip. Pure."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from .markup import plain
from .messages import MOST, Message, Transcript, Unreadable, clean

NAME = "slack"
NOTICES = frozenset(
    {
        *(
            f"{kind}_{what}"
            for kind in ("channel", "group")
            for what in ("join", "leave", "topic", "purpose", "name")
        ),
        *("channel_archive", "channel_unarchive", "group_archive", "channel_convert_to_private"),
        *("channel_posting_permissions", "bot_add", "bot_remove", "bot_enable", "bot_disable"),
        *("pinned_item", "unpinned_item", "reminder_add", "sh_room_created", "huddle_thread", "tombstone"),
    }
)
YEARS = range(1990, 2200)
NOT_SLACK = "This JSON is not a Slack export: it should be a list of messages, each with a “ts” and a “text”."


def parsed(text: str) -> Any:
    """JSON as Python, or Unreadable with a sentence."""
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("This JSON is nested too deeply to be a Slack export.") from None
    except ValueError as error:
        where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"This is not complete JSON: it breaks off{where}. Save the export again.") from None


def people_of(data: Any) -> dict[str, dict[str, str]]:
    """users.json: the id of each person → name and email."""
    rows = data.get("members", []) if isinstance(data, dict) else data
    found = {}
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("id"), str):
            profile = _dict(row.get("profile"))
            name = _first(row.get("real_name"), profile.get("real_name"), *_names(profile), row.get("name"))
            found[row["id"]] = {"name": name or row["id"], "email": _text(profile.get("email"))}
    return found


def messages_of(data: Any) -> list[dict[str, Any]] | None:
    """The rows of one day, whichever way they are wrapped; None for JSON of another kind."""
    rows = data.get("messages") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None
    return rows if not rows or any("ts" in row for row in rows) else None


def read(
    days: Iterable[list[dict[str, Any]]],
    *,
    channel: str = "",
    people: Mapping[str, Mapping[str, str]] | None = None,
) -> Transcript:
    """The messages of these days, in the order of their times."""
    people = people or {}
    rows = [row for day in days for row in day]
    names = {ident: person["name"] for ident, person in people.items()}
    for row in rows:
        # People of other workspaces stand in no users.json, but each message carries its author.
        if isinstance(row.get("user"), str) and row["user"] not in names and (name := _own_name(row)):
            names[row["user"]] = name
    made = [message for row in rows if (message := _message(row, people, names))]
    unique = list({message.id: message for message in made}.values())
    if len(unique) > MOST:
        raise Unreadable(
            f"The export holds {len(unique):,} messages; {MOST:,} is the most that is read at once. "
            "Leave out the days that the incident did not touch."
        )
    unique.sort(key=lambda message: (message.at, message.id))
    return Transcript(NAME, tuple(unique), clean(channel), len(rows) - len(made))


def _message(
    row: dict[str, Any], people: Mapping[str, Mapping[str, str]], names: Mapping[str, str]
) -> Message | None:
    ts, at = _text(row.get("ts")), _instant(row.get("ts"))
    if at is None or row.get("hidden") is True:
        return None
    user, subtype = _text(row.get("user")), _text(row.get("subtype"))
    bot = bool(row.get("bot_id")) or subtype == "bot_message"
    author = names.get(user) or _own_name(row) or user or "Unknown"
    text = plain(_text(row.get("text")) or _attached(row), names).strip()
    links = _links(row)
    if not text and links:
        text = ", ".join(label for label, _ in links)
    if not text:
        return None
    if subtype == "me_message":
        text = f"{author} {text}"
    answered = _text(row.get("thread_ts"))
    return Message(
        clean(author)[:120],
        clean(text),
        at=at,
        written=f"{at:%Y-%m-%d %H:%M:%S} UTC",
        id=ts,
        email=_text(_dict(people.get(user)).get("email")).casefold(),
        thread=answered if answered != ts else "",
        links=links,
        noise="notice" if subtype in NOTICES else "bot" if bot else "",
    )


def _instant(ts: Any) -> dt.datetime | None:
    try:
        at = dt.datetime.fromtimestamp(float(ts), dt.UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return at if at.year in YEARS else None


def _names(profile: Mapping[str, Any]) -> tuple[Any, ...]:
    return profile.get("display_name"), profile.get("name")


def _own_name(row: Mapping[str, Any]) -> str:
    profile, bot = _dict(row.get("user_profile")), _dict(row.get("bot_profile"))
    return _first(profile.get("real_name"), *_names(profile), row.get("username"), bot.get("name"))


def _attached(row: Mapping[str, Any]) -> str:
    """What a program put beside its empty text."""
    found = []
    for part in row.get("attachments") or ():
        part = _dict(part)
        found.append(_first(part.get("text"), part.get("title"), part.get("pretext"), part.get("fallback")))
    return "\n".join(filter(None, found))


def _links(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The message itself where the export has its address, and its files."""
    found = [("Message in Slack", _text(row.get("permalink")))]
    files = row.get("files")
    for file in files if isinstance(files, list) else ():
        file = _dict(file)
        name = _first(file.get("title"), file.get("name")) or "File"
        found.append((name, _text(file.get("permalink")) or _text(file.get("url_private"))))
    good = [
        (clean(label)[:200], clean(url)) for label, url in found if url.startswith(("https://", "http://"))
    ]
    return tuple((label, url) for label, url in good if len(url) <= 1000 and not url.split()[1:])[:10]


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _first(*values: Any) -> str:
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")

"""Slack's marks in a message as people read them: names, links, letters, pictures of moods. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

#: The ones that people in an incident use; any other stays as its name between colons.
EMOJI = {
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "eyes": "👀", "fire": "🔥", "rotating_light": "🚨",
    "white_check_mark": "✅", "heavy_check_mark": "✔️", "x": "❌", "warning": "⚠️", "tada": "🎉",
    "pray": "🙏", "raised_hands": "🙌", "clap": "👏", "rocket": "🚀", "bug": "🐛", "wave": "👋",
    "thinking_face": "🤔", "sweat_smile": "😅", "slightly_smiling_face": "🙂", "smile": "😄",
    "red_circle": "🔴", "large_green_circle": "🟢", "large_yellow_circle": "🟡", "question": "❓",
    "exclamation": "❗", "bulb": "💡", "lock": "🔒", "hourglass": "⌛", "mag": "🔍", "point_up": "☝️",
    "chart_with_upwards_trend": "📈", "chart_with_downwards_trend": "📉", "ok_hand": "👌", "heart": "❤️",
}  # fmt: skip
_MARK = re.compile(r"<([^<>\n]+)>")
_EMOJI = re.compile(r":([a-z0-9_+-]{1,40}):(?::skin-tone-\d:)?")


def plain(text: str, names: Mapping[str, str]) -> str:
    """The text with `names` for people and channels, links as Markdown, and its letters unescaped."""
    marked = _MARK.sub(lambda found: _said(found[1], names), text)
    lively = _EMOJI.sub(lambda found: EMOJI.get(found[1], found[0]), marked)
    return html.unescape(lively)


def _said(mark: str, names: Mapping[str, str]) -> str:
    inner, _, label = mark.partition("|")
    if inner.startswith("@"):
        return f"@{label or names.get(inner[1:], inner[1:])}"
    if inner.startswith("#"):
        return f"#{label or names.get(inner[1:], inner[1:])}"
    if inner.startswith("!"):
        word = inner[1:].partition("^")[0]
        return label if label else f"@{word}"
    if not inner.startswith(("http://", "https://", "mailto:", "tel:")):
        return f"<{mark}>"
    address = inner.partition(":")[2] if inner.startswith(("mailto:", "tel:")) else inner
    if not label or label == address or address != inner:
        return label or address
    return f"[{label}]({inner})"

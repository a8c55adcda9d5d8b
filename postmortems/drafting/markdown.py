"""Markdown to safe HTML, for any input, within a second.

Pure: no Django. python-markdown needs hours for some short texts (5,000 `[` are enough), and nothing can stop
it inside a thread. So a text that is small and calm, by limits that were measured, is rendered here;
any other in a child process that is killed when its time is over. What cannot be rendered is shown as it
was written.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

#: Part of what a stored rendering depends on. Raise it when the same text gives other HTML.
RENDERER = 1
#: In its place where a text has no stored rendering yet.
NOT_RENDERED = 0
#: Seconds that a child process gets, its start included.
PATIENCE = 0.8

_CALM_SIZE = 32_000
_CALM_BLOCK = 5_000
_CALM_LINES = 150
_CALM_IN_BLOCK = {"[": 60, "<": 60, "`": 300, ">": 400, "|": 1500, "*": 500, "_": 500}
_CALM_IN_ALL = {
    "*": 1500,
    "_": 1500,
    "\\": 2000,
    "|": 3000,
    "<": 200,
    "```": 80,
    "~~~": 80,
    "[^": 60,
    "](": 300,
}
#: One line of words in which nothing is a mark, a reference or an address: most of what stands on a timeline. It
#: takes a thousandth of what the library takes for it, and gives the same.
_PLAIN = re.compile(
    r"(?!.*(?:www|ftp|INC-|PM-))[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9,.;:%()’“”–?]|(?<! ) (?! )|(?<=\w)-(?=\w))*(?<! )",
    re.I,
)
_DEEP = re.compile(r"^(?:[ \t]{41}|(?:[ \t]*[>*+-]|[ \t]*\d{1,9}[.)]){11})", re.MULTILINE)


def render(text: str, prefix: str = "text") -> str:
    """The HTML of `text`. `prefix` keeps the ids of several texts on one page apart."""
    if not text.strip():
        return ""
    if _PLAIN.fullmatch(text):
        return f"<p>{text}</p>"
    if is_calm(text):
        try:
            return _convert(text, prefix)
        except (
            Exception
        ):  # python-markdown raises anything at all on odd input; the words must still be shown
            return _as_written(text)
    return _in_child(text, prefix) or _as_written(text)


def is_calm(text: str) -> bool:
    """Whether rendering is known to take far less than a second, from counts alone."""
    if len(text) > _CALM_SIZE or _DEEP.search(text):
        return False
    if any(text.count(token) > most for token, most in _CALM_IN_ALL.items()):
        return False
    return all(
        len(block) <= _CALM_BLOCK
        and block.count("\n") <= _CALM_LINES
        and all(block.count(token) <= most for token, most in _CALM_IN_BLOCK.items())
        for block in re.split(r"\n[ \t]*\n", text)
    )


def _as_written(text: str) -> str:
    return f'<pre class="as-written" tabindex="0">{html.escape(text)}</pre>'


def _in_child(text: str, prefix: str) -> str:
    try:
        done = subprocess.run(
            [sys.executable, "-m", __spec__.name if __spec__ else __name__, prefix],
            input=text.encode(),
            capture_output=True,
            timeout=PATIENCE,
            cwd=Path(__file__).parents[2],
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout.decode()


def _convert(text: str, prefix: str) -> str:
    # Imported late: a process that renders nothing should not pay for the library.
    from .markdown_engine import convert

    return convert(text, prefix)


def _as_child() -> None:
    """Read a text, write its HTML. Limits itself, in case nobody is left to kill it."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    sys.stdout.buffer.write(_convert(sys.stdin.buffer.read().decode(), sys.argv[1]).encode())


if __name__ == "__main__":
    _as_child()

"""The living text: several people's words in one document that merges and loses none.

Pure: pycrdt and text, no database. One document a postmortem, one root-level text a section, named
`s:<section key>`. What is written here is an *update*: some bytes that can be applied in any order, and
more than once, on any replica.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pycrdt import Doc, Text, TransactionEvent

from incidents.audit.diff import edits

#: The longest section, in bytes of UTF-8.
LIMIT = 256 * 1024
#: The author of every change that is made at the document's newest state, under its row lock. Changes at
#: an older state get a random one, since two changes must never share both author and clock.
HOUSE = 1
_ROOT = "s:"


class TextRefused(ValueError):
    """A text that cannot be kept. The message is a sentence for the person."""


class UnclearText(TextRefused):
    """Half of a surrogate pair: no text in any encoding."""

    def __init__(self) -> None:
        super().__init__(
            "The text holds half a character, which cannot be stored. Take it out or type it again."
        )


class TextTooLong(TextRefused):
    """More than LIMIT bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(
            f"The text is {-(-size // 1024)} KiB long; a section holds {LIMIT // 1024} KiB. Split it into two."
        )


class BrokenLog(Exception):
    """An update that cannot be applied, or a document that does not survive being written and read."""


def clean(text: str) -> str:
    """The form in which every text enters the document, whoever sends it.

    Line ends become LF: CR counts once in an editor and twice in the document, so that typing would land
    elsewhere. NUL goes: Postgres refuses it. Raises TextRefused.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise UnclearText from None
    if size > LIMIT:
        raise TextTooLong(size)
    return text


class Replica:
    """One copy of a document at one state."""

    def __init__(self, updates: Iterable[bytes] = (), *, author: int | None = None) -> None:
        self._doc: Doc = Doc(client_id=author)
        with _named_panics(), self._doc.transaction():
            for update in updates:
                self._doc.apply_update(update)

    def take(self, update: bytes) -> bytes:
        """Integrate an update; gives what was integrated, empty when it was all known already."""
        with self._listening() as integrated, _named_panics():
            self._doc.apply_update(update)
        return b"".join(integrated)

    def text(self, key: str) -> str:
        """The text of one section; empty for one that nobody has written in."""
        return str(self._doc.get(_ROOT + key, type=Text))

    def texts(self) -> dict[str, str]:
        """The text of every section by its key."""
        names = [name for name in self._doc.keys() if name.startswith(_ROOT)]  # noqa: SIM118
        return {name.removeprefix(_ROOT): self.text(name.removeprefix(_ROOT)) for name in names}

    def write(self, texts: dict[str, str]) -> bytes:
        """Make sections read as given, as insertions and deletions; gives the update, empty for no change.

        An index of pycrdt counts bytes of UTF-8. Python's strings hold whole code points, so that an edit
        never parts the two halves of a surrogate pair, which would make replicas diverge for ever.
        """
        with self._listening() as made, _named_panics(), self._doc.transaction():
            for key, new in texts.items():
                root = self._doc.get(_ROOT + key, type=Text)
                old = str(root)
                # From the end to the beginning: the bytes before an edit are still those of `old`.
                for at, delete, insert in edits(old, new):
                    start = len(old[:at].encode())
                    end = start + len(old[at : at + delete].encode())
                    if end > start:
                        del root[start:end]
                    if insert:
                        root.insert(start, insert)
        return b"".join(made)

    def encode(self) -> bytes:
        """The whole document as one update."""
        return self._doc.get_update()

    @contextmanager
    def _listening(self) -> Iterator[list[bytes]]:
        heard: list[bytes] = []

        def hear(event: TransactionEvent) -> None:
            heard.append(event.update)

        subscription = self._doc.observe(hear)
        try:
            yield heard
        finally:
            self._doc.unobserve(subscription)


def merge(base: Iterable[bytes], now: Iterable[bytes], texts: dict[str, str]) -> tuple[Replica, bytes]:
    """Make sections read as given, as somebody who last saw `base` and was offline since.

    Gives the document as it stands with both, and the update to store: what was integrated, never the
    bytes of the writer.
    """
    current = Replica(now)
    said = Replica(base).write(texts)
    return current, current.take(said) if said else b""


def compacted(updates: Iterable[bytes]) -> bytes:
    """The same document as one update. Raises BrokenLog unless it reads the same when it is read again.

    Through a document: joining updates as bytes takes minutes for a long log.
    """
    replica = Replica(updates)
    state = replica.encode()
    if Replica([state]).texts() != replica.texts():
        raise BrokenLog("the compacted document reads differently")
    return state


@contextmanager
def _named_panics() -> Iterator[None]:
    """A panic of pycrdt is a BaseException that no `except Exception` would hold."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except ValueError as error:
        raise BrokenLog("an update cannot be read") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise BrokenLog("the document refused an update") from error
        raise

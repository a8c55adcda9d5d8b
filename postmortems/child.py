"""Another process that a command runs and waits for, so that nothing of either stays behind, however it ends."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

from postmortems import bootstrap

#: How a command is told to end by what started it; Ctrl-C is Python's own.
ENDINGS = (signal.SIGTERM, signal.SIGHUP)
#: How long the process may take to finish after it was asked, in seconds.
FAREWELL = 20


@contextlib.contextmanager
def ending_in_order() -> Iterator[None]:
    """While inside, a signal that ends the command is an exit like any other: what it started is stopped."""

    def leave(number: int, _frame: object) -> None:
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_IGN)  # it is on its way out; a second one would cut that short
        sys.exit(128 + number)

    before = {ending: signal.signal(ending, leave) for ending in ENDINGS}
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)


def run_to_the_end(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """Run `command` in the project's folder; gives its exit code."""
    process = subprocess.Popen(command, cwd=bootstrap.ROOT, env=environment or os.environ)
    try:
        while True:
            # Ctrl-C goes to the process too, which reports what it has; the database waits for that.
            with contextlib.suppress(KeyboardInterrupt):
                return process.wait()
    except SystemExit:
        # As Ctrl-C would: the signal that ended us came to us alone.
        end(process, by=signal.SIGINT, patience=FAREWELL)
        raise


def end(process: subprocess.Popen[bytes], *, by: signal.Signals = signal.SIGTERM, patience: float) -> None:
    """Ask it to end, and make it after `patience` seconds."""
    process.send_signal(by)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

"""Reading what was sent, one file after another. What claims, what settles and what survives is in the models."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from postmortems.exchange.batches.models import BatchFile, NoLongerHeld

#: No write-up takes that long. A process that still reads is ended by the kernel, and the file tried again or left.
LONGEST = 60

log = logging.getLogger(__name__)


def work_one() -> bool:
    """Read one file; false when none waits. Whatever a file does, the ones behind it are read."""
    file = BatchFile.objects.claim(at=timezone.now())
    if file is None:
        return False
    try:
        file.take_in(at=timezone.now())
    except NoLongerHeld:
        log.warning("%s of batch %s was taken over by another reader.", file.pk, file.batch_id)
    except (InterfaceError, OperationalError):
        raise
    except Exception:
        # It is claimed again until it has been tried often enough.
        log.exception("File %s of batch %s could not be read.", file.pk, file.batch_id)
    finally:
        file.let_go()
    return True


@contextmanager
def bounded(seconds: int = LONGEST) -> Iterator[None]:
    """End this process, by the kernel, when what is inside takes longer; even a search that never returns."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)

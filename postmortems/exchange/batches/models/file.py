"""One file of a batch: kept, claimed by a reader, and settled."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.models import Q
from django.urls import reverse

from incidents.audit.models import Event
from incidents.people.models import User
from incidents.timeline.models import Incident
from postmortems.exchange import beforehand, filing
from postmortems.exchange.bringing import ASKED, CREATED, THERE
from postmortems.exchange.converting import Converted, Unreadable
from postmortems.exchange.packing import Found

#: For so long a file waits for its answer.
KEPT_FOR = dt.timedelta(days=30)
#: A file that ends the process which reads it is tried so often, and then left.
MOST_ATTEMPTS = 3
#: The class of the database's advisory locks that say who reads which file.
_READING = 7_066_712

LEFT_ALONE = f"Reading it was broken off {MOST_ATTEMPTS} times, so it is left alone."
TOO_LONG_AGO = f"It waited {KEPT_FOR.days} days for an answer and is not kept any longer. Bring it in again."


class NoLongerHeld(Exception):
    """Somebody else has taken the file over meanwhile, so that nothing may be settled here."""


class NothingToAnswer(Exception):
    """The file waits for no answer: it has one, or was swept."""


class BatchFileQuerySet(models.QuerySet["BatchFile"]):
    def visible_to(self, user: Any) -> BatchFileQuerySet:
        """One's own. Administrators see those of others, unless they or what was made of them is restricted."""
        own = Q(batch__by=user)
        if not user.is_admin:
            return self.filter(own)
        open_ones = Q(incident=None) | Q(incident__in=Incident.objects.visible_to(user))
        return self.filter(own | (open_ones & Q(batch__visibility=Incident.Visibility.EVERYONE)))

    def tally(self) -> dict[int, Counter[str]]:
        """How many files of each outcome every batch has."""
        found: dict[int, Counter[str]] = {}
        counted = self.order_by().values_list("batch_id", "outcome").annotate(n=models.Count("pk"))
        for batch_id, outcome, n in counted:
            found.setdefault(batch_id, Counter())[outcome] = n
        return found

    def unfinished(self) -> BatchFileQuerySet:
        return self.filter(outcome__in=BatchFile.UNFINISHED)

    def claim(self, *, at: dt.datetime) -> BatchFile | None:
        """The next file to read, held by this connection until `let_go`; or nothing.

        Row locks let two that look at once pass by each other. The advisory lock says for how long a file is
        held, and is gone together with a process that was killed.
        """
        while True:
            with transaction.atomic():
                file = self._next()
                if file is None:
                    return None
                if file.attempts < MOST_ATTEMPTS:
                    file.outcome, file.attempts = BatchFile.Outcome.WORKING, file.attempts + 1
                    file.save(update_fields=["outcome", "attempts"])
                    return file
                file.settle(BatchFile.Outcome.FAILED, LEFT_ALONE, at=at)
            file.let_go()

    def _next(self) -> BatchFile | None:
        free = self.select_related("batch__by", "batch__severity").select_for_update(
            of=("self",), skip_locked=True
        )
        # Being read and held by nobody: its reader is gone. There are no more of these than readers.
        for left_behind in free.filter(outcome=BatchFile.Outcome.WORKING).order_by("pk"):
            if left_behind.hold():
                return left_behind
        # By position first, so that three files need not wait for the thousand that were sent before them.
        file = free.filter(outcome=BatchFile.Outcome.WAITING).order_by("position", "pk").first()
        return file if file is not None and file.hold() else None

    def sweep(self, at: dt.datetime) -> int:
        """Forget the bytes of files whose answer never came; gives how many."""
        old = self.filter(outcome=BatchFile.Outcome.ASKED, finished_at__lt=at - KEPT_FOR)
        return old.update(outcome=BatchFile.Outcome.FAILED, why=TOO_LONG_AGO, raw=None)


class BatchFile(models.Model):
    """One file of a batch. Its bytes are kept until it is clear what becomes of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        WORKING = "working", "Being read"
        CREATED = "created", "Created"
        ASKED = "asked", "Needs an answer"
        THERE = "there", "Already there"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    UNFINISHED = (Outcome.WAITING, Outcome.WORKING)

    batch = models.ForeignKey("postmortems.FileBatch", on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=400)
    raw = models.BinaryField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    why = models.TextField(blank=True, help_text="What has to be answered, or why it failed.")
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = BatchFileQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(
                fields=["position", "id"],
                condition=Q(outcome__in=["waiting", "working"]),
                name="batch_file_unfinished",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="batch_file_one_a_position"),
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "working", "asked"], raw__isnull=False)
                | Q(outcome__in=["created", "there", "failed", "cancelled"], raw=None),
                name="batch_file_bytes_until_it_is_clear",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where its question is answered."""
        return reverse("exchange:batch_file", args=[self.batch_id, self.pk])

    @classmethod
    def of(cls, batch: Any, position: int, found: Found, *, at: dt.datetime) -> BatchFile:
        """A row for one file that was sent, not stored yet."""
        row = cls(batch=batch, position=position, name=found.name.replace("\x00", "\ufffd")[:400])
        try:
            row.raw = found.data()
        except Unreadable as refusal:
            row.outcome, row.why, row.finished_at = cls.Outcome.FAILED, str(refusal), at
        return row

    @property
    def short_name(self) -> str:
        """Without the folders that it lay in."""
        return self.name.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """Where it lay, with the slash."""
        return self.name[: -len(self.short_name)] if self.short_name else self.name

    @property
    def mark(self) -> str:
        """Its outcome among the states that have a mark."""
        return f"file_{self.outcome}"

    @property
    def asks(self) -> bool:
        return self.outcome == self.Outcome.ASKED

    def read(self) -> Converted:
        """Its text. Raises Unreadable."""
        return filing.text_of(bytes(self.raw or b""), self.name)

    def take_in(self, *, at: dt.datetime) -> None:
        """Read it, and make a record of it where nothing is open; in the name of whoever sent it."""
        by = self.batch.by
        if not by.may_write:
            sentence = f"{by} may not bring anything in any more."
            return self.settle(self.Outcome.FAILED, sentence, at=at)
        try:
            text = self.read().text
            if filing.is_report(self.name):
                beforehand.refuse_others(by)
            # Record and row are one commit: what was made before a process ended is never made again.
            with transaction.atomic():
                made = filing.bring(text, self.short_name, self.batch.terms, by=by, at=at)
                self.settle(_OUTCOMES[made.state], made.why, made.incident, at=at)
        except Unreadable as refusal:
            self.settle(self.Outcome.FAILED, str(refusal), at=at)
        except (DataError, IntegrityError, ValueError) as error:
            why = (str(error).splitlines() or [type(error).__name__])[0][:200]
            self.settle(self.Outcome.FAILED, f"It could not be stored: {why}", at=at)
        return None

    def settle(
        self, outcome: str, why: str = "", incident: Incident | None = None, *, at: dt.datetime
    ) -> None:
        """Say what became of it. Raises NoLongerHeld when another reader has it by now."""
        held = BatchFile.objects.filter(pk=self.pk, outcome=self.Outcome.WORKING, attempts=self.attempts)
        self.outcome, self.why, self.incident, self.finished_at = outcome, why, incident, at
        self.raw = self.raw if self.asks else None
        if not held.update(outcome=outcome, why=why, incident=incident, finished_at=at, raw=self.raw):
            raise NoLongerHeld

    def answer(self, incident: Incident, *, by: User, at: dt.datetime) -> None:
        """Its question was answered, and this incident came of it. Raises NothingToAnswer.

        The update closes the race of two answers: the second one finds none that asks.
        """
        with transaction.atomic():
            asking = BatchFile.objects.filter(pk=self.pk, outcome=self.Outcome.ASKED)
            if not asking.update(
                outcome=self.Outcome.CREATED, why="", incident=incident, finished_at=at, raw=None
            ):
                raise NothingToAnswer
            Event.record("batch_file.answered", self, by=by, at=at, incident=incident)

    def hold(self) -> bool:
        """Take it for this connection; false while another one has it."""
        return bool(_lock("pg_try_advisory_lock", self.pk))

    def let_go(self) -> None:
        _lock("pg_advisory_unlock", self.pk)


_OUTCOMES = {
    CREATED: BatchFile.Outcome.CREATED,
    THERE: BatchFile.Outcome.THERE,
    ASKED: BatchFile.Outcome.ASKED,
}


def _lock(function: str, key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_READING, key])
        return bool(cursor.fetchone()[0])

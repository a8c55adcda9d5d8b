"""The living text in the database: the update log, its snapshots, and the one path on which it is written."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce

from .. import markdown
from ..living import HOUSE, BrokenLog, Replica, compacted, merge

if TYPE_CHECKING:
    from .postmortem import Postmortem

#: How long a form may stay open and still be merged. Nothing that this needs is pruned.
FORM_LIFE = dt.timedelta(days=7)


class BaseGone(Exception):
    """The form is older than what the log still holds. Nothing was stored; the page shows both texts."""

    def __init__(self) -> None:
        super().__init__(
            "This form was opened more than seven days ago, so your words cannot be merged by themselves."
            " Nothing was overwritten: compare your text with the one that stands now."
        )


@dataclass(frozen=True)
class Merged:
    """What a write came to: the document as it stands now, and whether this write changed it."""

    replica: Replica
    seq: int
    changed: bool


class Draft(models.Model):
    """The head of one postmortem's living text. Every write locks this row, and only this one."""

    #: After so many updates, or bytes of them, since the last snapshot another one is made.
    SNAPSHOT_ROWS = 500
    SNAPSHOT_BYTES = 512 * 1024

    postmortem = models.OneToOneField(
        "postmortems.Postmortem", on_delete=models.CASCADE, related_name="living"
    )
    lineage = models.UUIDField(default=uuid.uuid4, help_text="Another one after a restore from a backup.")
    seq = models.BigIntegerField(default=0)
    text_seq = models.BigIntegerField(default=0, help_text="The sequence that the sections' text stands for.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(text_seq__lte=models.F("seq")), name="draft_text_not_ahead")
        ]

    def __str__(self) -> str:
        return f"text of {self.postmortem_id} at {self.seq}"

    @classmethod
    def begin(cls, postmortem: Postmortem, texts: dict[str, str], *, by: Any, at: dt.datetime) -> Draft:
        """Turn the first texts into a living document: once, in the transaction that makes the postmortem."""
        draft = cls.objects.create(postmortem=postmortem)
        replica = Replica(author=HOUSE)
        # Even a document without a word has its first row, so that every form has a base.
        draft._append(replica.write(texts) or replica.encode(), by=by, at=at)
        return draft

    @classmethod
    def locked(cls, postmortem: Postmortem) -> Draft:
        """The head, locked until the transaction ends, so that commit order is sequence order.

        What else the write needs must be read *after* this returns: a join in this statement would show
        the other rows as they were before the wait.
        """
        draft = cls.objects.select_for_update().get(postmortem_id=postmortem.pk)
        draft.postmortem = postmortem
        return draft

    @classmethod
    def wrote_since(cls, postmortem: Postmortem, seq: int, *, besides: Any) -> list[str]:
        """The names of those who wrote after `seq`."""
        rows = Update.objects.filter(draft__postmortem=postmortem, seq__gt=seq).exclude(author=besides)
        return list(rows.order_by("author__name").values_list("author__name", flat=True).distinct())

    def write(
        self,
        texts: dict[str, str],
        *,
        base_seq: int | None,
        by: Any,
        at: dt.datetime,
        once: str = "",
        prepared: dict[str, str] | None = None,
    ) -> Merged:
        """Make sections read as given, as somebody who last saw `base_seq`; None: what stands now.

        The head must be locked. `once` names the form: what it saved before belongs to what its writer
        saw. So the same save again changes nothing, and a later one adds only what is new in it, even
        when the first one's answer was lost or its page was gone back to. `prepared` maps texts to HTML
        that was rendered before the lock was taken. Raises BaseGone.
        """
        log = _Log.read(self, self.seq if base_seq is None else base_seq, by, once)
        if self.text_seq < self.seq:
            self._derive(Replica(log.now()))
        if base_seq is None or base_seq >= self.seq:
            # Under the lock and at the newest state, the one steady author's clock just goes on.
            replica = Replica(log.now(), author=HOUSE)
            update = replica.write(texts)
        else:
            replica, update = merge(log.seen(), log.now(), texts)
        if update:
            self._append(update, by=by, at=at, once=once)
            self._derive(replica, texts, prepared)
            if log.is_long(update):
                self._snapshot([*log.now(), update], at=at)
        return Merged(replica, self.seq, changed=bool(update))

    def _append(self, update: bytes, *, by: Any, at: dt.datetime, once: str = "") -> None:
        self.seq += 1
        self.text_seq = self.seq
        Update.objects.create(draft=self, seq=self.seq, author=by, data=update, at=at, once=once)
        self.save(update_fields=["seq", "text_seq"])

    def _derive(
        self, replica: Replica, keys: Iterable[str] | None = None, prepared: dict[str, str] | None = None
    ) -> None:
        """Store the Markdown of sections, from a replica at the locked sequence and nothing else.

        HTML is stored where it is ready; rendering, which may take a second, is not done under the lock.
        """
        for key in replica.texts() if keys is None else keys:
            text = replica.text(key)
            html = (prepared or {}).get(text)
            self.postmortem.sections.filter(key=key).update(
                text=text,
                html=html or "",
                renderer=markdown.NOT_RENDERED if html is None else markdown.RENDERER,
                text_seq=self.seq,
            )

    def _snapshot(self, updates: list[bytes], *, at: dt.datetime) -> None:
        """Keep the document in one piece, and drop what no form of the last seven days can be based on."""
        state = compacted(updates)
        read = Replica([state]).texts()
        stored = self.postmortem.sections.values_list("key", "text")
        if any(read.get(key, "") != text for key, text in stored):
            raise BrokenLog("the log and the sections differ; nothing was deleted")
        Snapshot.objects.create(draft=self, seq=self.seq, state=state, at=at)
        # Whatever was shown after a snapshot was made has its sequence or a later one.
        oldest = Snapshot.objects.filter(draft=self, at__lte=at - FORM_LIFE).order_by("-seq").first()
        if oldest is not None:
            Update.objects.filter(draft=self, seq__lte=oldest.seq).delete()
            Snapshot.objects.filter(draft=self, seq__lt=oldest.seq).delete()


class Update(models.Model):
    """One change to the document, as it was integrated. Rows are never changed."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="updates")
    seq = models.BigIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    data = models.BinaryField()
    at = models.DateTimeField()
    once = models.CharField(max_length=43, blank=True, help_text="The form that it came from.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "seq"], name="update_seq_once")]
        indexes = [models.Index(fields=["draft", "once"], condition=~Q(once=""), name="update_of_form")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"update {self.seq}"


class Snapshot(models.Model):
    """The whole document at one sequence, so that nobody has to read the log from its beginning."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="snapshots")
    seq = models.BigIntegerField()
    state = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "seq"], name="snapshot_seq_once")]

    def __str__(self) -> str:
        return f"snapshot at {self.seq}"


class _Log:
    """The rows from a base on: the newest snapshot that the base has, and all that came after it."""

    def __init__(self, rows: Iterable[tuple[int, bytes, str]], base: int) -> None:
        found = sorted(rows, key=lambda row: row[0])
        self._base = base
        self._own = {seq for seq, _, what in found if what == "own"}
        self._states = [(seq, bytes(data)) for seq, data, what in found if what == "state"]
        self._updates = [(seq, bytes(data)) for seq, data, what in found if what == "update"]
        whole = bool(self._updates) and self._updates[0][0] == 1
        if base < 1 or not (whole or any(seq <= base for seq, _ in self._states)):
            raise BaseGone

    @classmethod
    def read(cls, draft: Draft, base: int, by: Any, once: str) -> _Log:
        """One query: the rows that `base` and the newest state need, and which the form `once` wrote."""
        snapshots = Snapshot.objects.filter(draft=draft)
        start = Coalesce(
            Subquery(snapshots.filter(seq__lte=base).order_by("-seq").values("seq")[:1]),
            Value(0),
            output_field=models.BigIntegerField(),
        )
        states = snapshots.filter(seq__gte=start).values_list("seq", "state", Value("state"))
        updates = Update.objects.filter(draft=draft, seq__gt=start)
        parts = [updates.values_list("seq", "data", Value("update"))]
        if once:
            nothing = Value(b"", output_field=models.BinaryField())
            parts.append(updates.filter(author=by, once=once).values_list("seq", nothing, Value("own")))
        return cls(states.union(*parts, all=True), base)

    def now(self) -> list[bytes]:
        """What makes a replica of the newest state."""
        start = self._states[-1:]
        after = start[0][0] if start else 0
        return [*(state for _, state in start), *(data for seq, data in self._updates if seq > after)]

    def seen(self) -> list[bytes]:
        """What makes a replica of what the writer saw: the base, and the form's own saves since."""
        start = [state for state in self._states if state[0] <= self._base][-1:]
        after = start[0][0] if start else 0
        rows = [
            data for seq, data in self._updates if after < seq and (seq <= self._base or seq in self._own)
        ]
        return [*(state for _, state in start), *rows]

    def is_long(self, update: bytes) -> bool:
        """Whether it is time for another snapshot, with `update` at the end."""
        after = self._states[-1][0] if self._states else 0
        sizes = [len(update), *(len(data) for seq, data in self._updates if seq > after)]
        return len(sizes) >= Draft.SNAPSHOT_ROWS or sum(sizes) >= Draft.SNAPSHOT_BYTES

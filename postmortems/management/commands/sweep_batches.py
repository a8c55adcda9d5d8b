"""Forgets files of the import whose question nobody answered. Safe at any time, and as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from postmortems.exchange.batches.models import KEPT_FOR, BatchFile


class Command(BaseCommand):
    help = "Forget the bytes of files that were brought in and have waited a month for an answer."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = BatchFile.objects.all().sweep(timezone.now())
        self.stdout.write(f"Forgot {gone} files that waited {KEPT_FOR.days} days for an answer.")

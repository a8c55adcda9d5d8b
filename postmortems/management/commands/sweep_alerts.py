"""Empties the bodies of alerts that came long ago. Safe at any time, and as often as one likes."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from incidents.alerts.models import AlertDelivery


class Command(BaseCommand):
    help = "Empty the bodies of alerts that came last before ALERT_BODY_DAYS; what became of them stays."

    def handle(self, *args: Any, **options: Any) -> None:
        at, days = timezone.now(), settings.ALERT_BODY_DAYS
        if not days:
            self.stdout.write("ALERT_BODY_DAYS is 0: every body is kept.")
            return
        emptied = AlertDelivery.objects.all().empty_bodies(unheard_since=at - dt.timedelta(days=days), at=at)
        self.stdout.write(f"Emptied {emptied} bodies that came more than {days} days ago.")

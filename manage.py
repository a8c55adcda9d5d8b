#!/usr/bin/env python3
"""The project's one command: `up` starts everything, `test` checks everything, the rest is Django's."""

import os
import sys

from postmortems import bootstrap


def main() -> None:
    bootstrap.enter(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postmortems.settings")
    from django.core.management import execute_from_command_line

    from postmortems import database

    with database.at_hand(sys.argv[1:]):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

"""A report as JSON: everything that a version keeps, in the form that `Report.of` reads again."""

import json

from postmortems.archive.report import Report


def write(report: Report) -> str:
    """The report as indented JSON, instants in UTC; it says its version, when it was published and its zone.

    Names are in the order of the alphabet: the database has an order of its own, and the same report is the same file.
    """
    return json.dumps(report.frozen, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

"""A spreadsheet takes no cell for a formula."""

import csv
import io

import pytest

from incidents.actions import sheet


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", "\n=1", "＝1", "－2"])
def test_formulas_are_guarded(bad):
    assert sheet.guarded(bad) == f"'{bad}"


@pytest.mark.parametrize("fine", ["", None, "Add a limit", "a=b", 3, "2026-11-12"])
def test_the_rest_stays(fine):
    assert sheet.guarded(fine) == ("" if fine is None else str(fine))


def test_what_is_written_is_read_again():
    row = ["INC-1", 'He said "no", twice', "two\nlines", *[""] * (len(sheet.COLUMNS) - 3)]
    read = list(csv.reader(io.StringIO(sheet.write([row]).removeprefix("\ufeff"))))
    assert read == [list(sheet.COLUMNS), row]

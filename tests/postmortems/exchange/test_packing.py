"""Zips and folders: what is found in them, and the ones that are made to do harm."""

import io
import os
import stat
import zipfile

import pytest

from postmortems.exchange import packing
from postmortems.exchange.converting import Unreadable, convert
from postmortems.exchange.packing import Limits

MEGABYTE = 1024 * 1024


def packed(parts, **how):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, **how) as file:
        for name, data in parts:
            file.writestr(name, data)
    held.seek(0)
    return held


def outcomes(held, **limits):
    found = {}
    for one in packing.in_zip(held, Limits(**limits)):
        try:
            found[one.name] = one.data()
        except Unreadable as refusal:
            found[one.name] = str(refusal)
    return found


def test_files_of_a_zip_come_in_order_without_litter():
    parts = [("b/two.md", "2"), ("a.md", "1"), ("__MACOSX/a.md", "x"), ("b/.DS_Store", "x"), ("b/", "")]
    assert outcomes(packed(parts)) == {"a.md": b"1", "b/two.md": b"2"}


@pytest.mark.parametrize("name", ["../up.md", "a/../../up.md", "/etc/up.md", "C:/up.md", "..\\up.md"])
def test_a_name_that_leads_out_of_the_zip_is_refused(name):
    assert list(outcomes(packed([(name, "x")])).values()) == ["Its name leads out of the zip."]


def test_names_of_devices_and_signs_that_hide_are_only_names():
    found = outcomes(packed([("NUL.md", "x"), ("a\u202egpj.md", "y")]))
    assert found == {"NUL.md": b"x", "a\ufffdgpj.md": b"y"}


def test_a_link_is_not_followed():
    link = zipfile.ZipInfo("link.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert outcomes(packed([(link, "/etc/passwd")])) == {
        "link.md": "It is a link to another file, which is not followed."
    }


def test_a_password_is_asked_to_be_taken_off():
    held = packed([("a.md", "words")])
    raw = bytearray(held.getvalue())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert outcomes(io.BytesIO(bytes(raw))) == {
        "a.md": "It is protected with a password. Pack it without one."
    }


def test_a_bomb_is_not_opened():
    found = outcomes(packed([("bomb.md", "0" * 9_000_000), ("large.md", "0" * (10 * 1024 * 1024 + 1))]))
    assert found["bomb.md"] == "It unpacks to far more than a write-up. It is not opened."
    assert found["large.md"] == "It is larger than 10 MB, the most that a write-up may have here."


def test_the_number_of_files_is_bounded():
    two = [("a.md", "1"), ("b.md", "2")]
    assert len(outcomes(packed(two), zip_files=2)) == 2
    with pytest.raises(Unreadable, match="more than 2 files"):
        outcomes(packed([*two, ("c.md", "3")]), zip_files=2)


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_what_a_zip_unpacks_to_is_bounded(over):
    held = packed([("a.md", b"1" * MEGABYTE), ("b.md", b"2" * (MEGABYTE + over))])
    if over <= 0:
        assert len(outcomes(held, zip_bytes=2 * MEGABYTE)) == 2
        return
    with pytest.raises(Unreadable, match="unpacks to more than 2 MB"):
        outcomes(held, zip_bytes=2 * MEGABYTE)


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_one_file_is_bounded_in_a_zip_and_beside_it(over, tmp_path):
    data = os.urandom(MEGABYTE + over)
    (tmp_path / "a.md").write_bytes(data)
    (beside,) = packing.in_paths([tmp_path / "a.md"], Limits(file=MEGABYTE))
    inside = outcomes(packed([("a.md", data)]), file=MEGABYTE)["a.md"]
    if over <= 0:
        assert beside.data() == inside == data
        return
    assert inside == "It is larger than 1 MB, the most that a write-up may have here."
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        beside.data()


def test_a_hundred_thousand_entries_are_refused():
    with pytest.raises(Unreadable, match="more than 2,000 files"):
        outcomes(packed((f"{n}.md", b"") for n in range(100_000)))


def test_what_is_no_zip_or_is_damaged_gets_a_sentence():
    with pytest.raises(Unreadable, match="it is damaged"):
        outcomes(io.BytesIO(b"PK\x03\x04 and no more"))
    held = packed([("a.md", "words " * 100)])
    raw = bytearray(held.getvalue())
    raw[40:44] = b"\xff\xff\xff\xff"
    assert outcomes(io.BytesIO(bytes(raw))) == {"a.md": "It is damaged, or packed in a way that is not read."}


def test_a_zip_in_a_zip_is_not_opened():
    inner = next(packing.in_zip(packed([("inner.zip", packed([("a.md", "x")]).getvalue())]), Limits()))
    with pytest.raises(Unreadable, match="A zip is not opened here"):
        convert(b"PK", inner.name)


def test_a_folder_gives_what_is_read_and_follows_no_link(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.md").write_text("1")
    (tmp_path / "graph.png").write_bytes(b"x")
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    (tmp_path / "ring").symlink_to(tmp_path)
    (tmp_path / "z.zip").write_bytes(packed([("b.md", "2")]).getvalue())
    found = [
        (one.name.removeprefix(f"{tmp_path}/"), one.data()) for one in packing.in_paths([tmp_path], Limits())
    ]
    assert found == [("deep/a.md", b"1"), ("z.zip/b.md", b"2")]

"""The steps of `up`: the port, the address, one at a time, static files when they changed."""

import socket

import pytest

from postmortems import serving


@pytest.fixture
def lock(tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "LOCK", tmp_path / "var" / "up.lock")


def test_a_taken_port_gives_the_next_free_one():
    with serving.listen("127.0.0.1", 8890) as first, serving.listen("127.0.0.1", 8890) as second:
        assert second.getsockname()[1] > first.getsockname()[1]


def test_a_port_that_is_none_is_refused():
    with pytest.raises((OSError, OverflowError)):
        serving.listen("127.0.0.1", 70_000)


def test_a_host_that_is_not_ours_is_refused():
    with pytest.raises(OSError, match="assign"):
        serving.listen("192.0.2.1", 8890)


@pytest.mark.parametrize(
    ("host", "address"), [("127.0.0.1", "http://127.0.0.1:"), ("0.0.0.0", "http://127.0.0.1:")]
)
def test_the_address_is_one_to_type_in(host, address, monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    with serving.listen(host, 8890) as listening:
        assert serving.address_of(listening) == f"{address}{listening.getsockname()[1]}"


def test_a_given_address_is_told_as_given(monkeypatch, settings):
    monkeypatch.setenv("SITE_URL", "https://pm.example.org/")
    settings.SITE_URL = "https://pm.example.org"
    with socket.socket() as listening:
        assert serving.address_of(listening) == "https://pm.example.org"


def test_only_names_of_this_machine_may_be_asked_for():
    assert serving.names_of_this_machine("10.1.2.3") == ["10.1.2.3"]
    assert serving.names_of_this_machine("::1") == ["[::1]"]
    everywhere = serving.names_of_this_machine("0.0.0.0")
    assert socket.gethostname() in everywhere and "*" not in everywhere


def test_a_second_one_is_told_where_the_first_is(lock):
    with serving.only_one():
        serving.announce("http://127.0.0.1:8001")
        assert serving.served_at() == "http://127.0.0.1:8001"
        with pytest.raises(serving.RunsAlready, match=r"127\.0\.0\.1:8001"), serving.only_one():
            pass
    assert serving.served_at() is None


def test_one_that_was_killed_does_not_stand_in_the_way(lock):
    serving.LOCK.parent.mkdir()
    serving.announce("http://127.0.0.1:8001")
    assert serving.served_at() is None
    with serving.only_one():
        assert serving.served_at() is None


def test_static_files_are_collected_when_they_changed_and_only_then(tmp_path, settings):
    source = tmp_path / "static"
    source.mkdir()
    (source / "a.css").write_text("a {}")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], tmp_path / "collected"
    assert serving.collect_static()
    assert not serving.collect_static()
    (source / "a.css").write_text("a { color: red }")
    assert serving.collect_static()
    assert (tmp_path / "collected" / "a.css").read_text() == "a { color: red }"


@pytest.mark.django_db(transaction=True)
def test_a_schema_that_is_up_to_date_is_left_alone():
    assert serving.migrate() is False

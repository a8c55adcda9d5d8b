"""A double click, a retry and a back button make one row."""

import threading

import pytest
from django.db import connection

from incidents.audit.once import Once, OnceField, fresh_key
from incidents.catalog.models import Tag
from tests.cast import NOW, assemble


def making(name):
    return lambda: f"/tags/{Tag.objects.create(name=name).pk}/"


def test_the_second_send_gives_the_address_of_the_first(cast):
    key = fresh_key()
    first, made = Once.spend(key, by=cast.ben, at=NOW, make=making("a"))
    again, made_again = Once.spend(key, by=cast.ben, at=NOW, make=making("b"))
    assert (made, made_again) == (True, False)
    assert again == first
    assert list(Tag.objects.values_list("name", flat=True)) == ["a"]


def test_a_key_belongs_to_its_person(cast):
    key = fresh_key()
    theirs, _ = Once.spend(key, by=cast.ben, at=NOW, make=making("a"))
    mine, made = Once.spend(key, by=cast.priya, at=NOW, make=making("b"))
    assert made and mine != theirs


def test_what_was_refused_can_be_sent_again(cast):
    key = fresh_key()

    def refuse():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Once.spend(key, by=cast.ben, at=NOW, make=refuse)
    assert Once.spend(key, by=cast.ben, at=NOW, make=making("a"))[1]


def test_each_showing_of_a_form_has_its_own_key():
    field = OnceField()
    assert field.get_bound_field is not None
    assert field.initial() != field.initial()
    assert field.clean("") == ""


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_makes_it():
    cast, key, done = assemble(), fresh_key(), []
    gate = threading.Barrier(2)

    def click(name):
        gate.wait(60)
        done.append(Once.spend(key, by=cast.ben, at=NOW, make=making(name)))
        connection.close()

    threads = [threading.Thread(target=click, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(made for _, made in done) == [False, True]
    assert len({url for url, _ in done}) == 1
    assert Tag.objects.count() == 1

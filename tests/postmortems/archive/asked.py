"""What the tests of the archive ask of its search, and what they look at in the answer."""

from django.http import QueryDict

from postmortems.archive.asking import Ask
from postmortems.archive.finding import Search
from tests.cast import NOW


def ask(query="", user=None, **more):
    return Search(Ask.read(QueryDict(query)), user=user, at=NOW, **more)


def titles(query, user):
    return [row.title for row in ask(query, user).rows]


def counts(search, name):
    return {choice.label: choice.reports for choice in search.counts.facets[name]}

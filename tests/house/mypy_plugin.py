"""django-stubs' plugin for mypy, without the relations that it cannot follow."""

from collections.abc import Iterator
from typing import Any

from mypy.options import Options
from mypy_django_plugin.main import NewSemanalDjangoPlugin


class Plugin(NewSemanalDjangoPlugin):
    """Leaves out the tables of events that pghistory makes at run time.

    No source defines them, so the plugin looks for them again in every round; with enough models in one
    cycle of imports mypy runs out of rounds and gives up on all of them.
    """

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        relations = self.django_context.get_model_relations
        self.django_context.get_model_relations = lambda model: written(relations(model))  # type: ignore[method-assign]


def written(relations: Any) -> Iterator[Any]:
    from pghistory.models import Event

    return (relation for relation in relations if not issubclass(relation.related_model, Event))


def plugin(version: str) -> type[Plugin]:
    return Plugin

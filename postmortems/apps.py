from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import psycopg_any


class PostmortemsConfig(AppConfig):
    name = "postmortems"
    verbose_name = "Postmortems"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start on a driver that was never measured; hand the floor below its renderer."""
        if psycopg_any.is_psycopg3:
            raise ImproperlyConfigured(
                "The package psycopg (3) is installed, and Django prefers it in silence. Postmortems runs on "
                "psycopg2: take it out with .venv/bin/python -m pip uninstall psycopg"
            )
        from incidents.audit import wording
        from incidents.timeline import prose
        from postmortems.archive import events as archive
        from postmortems.archive import indexing
        from postmortems.archive import panels as archive_panels
        from postmortems.drafting import events as drafting
        from postmortems.drafting import markdown
        from postmortems.drafting import panels as drafting_panels
        from postmortems.exchange import events as exchange
        from postmortems.exchange import panels as exchange_panels
        from postmortems.reviews import events as reviews

        prose.use(markdown.render)
        drafting_panels.install()
        indexing.listen()
        archive_panels.install()
        exchange_panels.install()
        for room in (drafting, reviews, archive, exchange):
            wording.register(room.EVENTS)

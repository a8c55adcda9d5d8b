from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = "Incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put into place what rooms tell other rooms: panels for pages, words for events."""
        from incidents.actions import events as actions
        from incidents.actions import panels as actions_panels
        from incidents.alerts import events as alerts
        from incidents.alerts import panels as alerts_panels
        from incidents.audit import wording
        from incidents.catalog import events as catalog
        from incidents.people import events as people
        from incidents.timeline import events as timeline

        actions_panels.install()
        alerts_panels.install()
        for room in (people, catalog, timeline, actions, alerts):
            wording.register(room.EVENTS)
        wording.find_subjects("actionitem", actions.actions)

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = "Incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from incidents.actions import panels as actions
        from incidents.alerts import panels as alerts

        actions.install()
        alerts.install()

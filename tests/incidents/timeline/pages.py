"""What the tests of an incident's pages say again and again."""

from django.urls import reverse


def url(name, incident, *more):
    return reverse(f"timeline:{name}", args=[incident.pk, *more])


def errors(answer):
    return answer.context["form"].errors

"""The templates: everybody who writes sees them, administrators change them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.audit.once import Once
from incidents.people.access import Request, admin_only, writers_only

from ..forms import NewTemplateForm, TemplateForm, TemplateSectionForm
from ..models import Template, TemplateRefused, TemplateSection


@writers_only
def templates(request: Request) -> HttpResponse:
    """All of them."""
    found = Template.objects.prefetch_related("sections")
    return render(request, "drafting/templates.html", {"templates": found})


@admin_only
def new(request: Request) -> HttpResponse:
    """Add one."""
    form = NewTemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, at = dict(form.cleaned_data), timezone.now()
        key = given.pop("once")

        def add() -> str:
            return Template.add(by=request.user, at=at, **given).get_absolute_url()

        return redirect(Once.spend(key, by=request.user, at=at, make=add)[0])
    page = {"form": form, "heading": "A new template", "label": "Add the template"}
    return render(request, "drafting/template_form.html", page, status=422 if form.is_bound else 200)


@writers_only
def template(request: Request, slug: str) -> HttpResponse:
    """One template with its sections."""
    found = get_object_or_404(Template.objects.prefetch_related("sections"), slug=slug)
    return render(request, "drafting/template.html", {"template": found, "sections": found.sections.all()})


@admin_only
def revise(request: Request, slug: str) -> HttpResponse:
    """Its name and what it is for."""
    found = get_object_or_404(Template, slug=slug)
    initial = {"name": found.name, "description": found.description}
    form = TemplateForm(request.POST or None, template=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        found.revise(by=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect(found)
    page = {"form": form, "template": found, "heading": f"Rename {found}", "label": "Save"}
    return render(request, "drafting/template_form.html", page, status=422 if form.is_bound else 200)


@admin_only
@require_POST
def default(request: Request, slug: str) -> HttpResponse:
    """Offer this one first."""
    found = get_object_or_404(Template, slug=slug)
    found.make_default(by=request.user, at=timezone.now())
    messages.success(request, f"{found} is offered first from now on.")
    return redirect(found)


@admin_only
@require_POST
def removal(request: Request, slug: str) -> HttpResponse:
    """Take a template away; no postmortem changes."""
    found = get_object_or_404(Template, slug=slug)
    try:
        found.discard(by=request.user, at=timezone.now())
    except TemplateRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    messages.success(
        request, f"The template {found} is removed. Postmortems that began with it stay as they are."
    )
    return redirect("drafting:templates")


@admin_only
def section(request: Request, slug: str, key: str = "") -> HttpResponse:
    """One of its sections, or a new one."""
    found = get_object_or_404(Template, slug=slug)
    row = get_object_or_404(TemplateSection, template=found, key=key) if key else None
    form = TemplateSectionForm(request.POST or None, initial=TemplateSectionForm.of(row) if row else None)
    if request.method == "POST" and form.is_valid():
        write = row.revise if row else found.add_section
        write(by=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect(found)
    heading = row.heading if row else f"A new section of {found}"
    page = {
        "form": form,
        "template": found,
        "heading": heading,
        "label": "Save" if row else "Add the section",
    }
    return render(request, "drafting/template_form.html", page, status=422 if form.is_bound else 200)


@admin_only
@require_POST
def place(request: Request, slug: str, key: str) -> HttpResponse:
    """Move a section one place up or down."""
    row = get_object_or_404(TemplateSection.objects.select_related("template"), template__slug=slug, key=key)
    order = list(row.template.sections.values_list("key", flat=True))
    step = -1 if request.POST.get("to") == "up" else 1
    row.move(order.index(key) + step, by=request.user, at=timezone.now())
    return redirect(row.template)


@admin_only
@require_POST
def section_removal(request: Request, slug: str, key: str) -> HttpResponse:
    """Take a section out of the template."""
    row = get_object_or_404(TemplateSection.objects.select_related("template"), template__slug=slug, key=key)
    row.discard(by=request.user, at=timezone.now())
    messages.success(request, f"{row.heading} is no longer in {row.template}.")
    return redirect(row.template)

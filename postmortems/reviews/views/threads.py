"""Threads: read them, begin one, reply, settle it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from incidents.audit.once import Once
from postmortems.drafting.models import Postmortem
from postmortems.reviews.forms import CommentForm, ThreadForm
from postmortems.reviews.models import ReviewRefused, Thread
from postmortems.reviews.standing import Standing

from .found import HtmxRequest, postmortem_for, thread_for

#: What the form says about where it stands, so that the answer comes back there.
FROM_DRAFT, FROM_LIST = "draft", "threads"
#: Under this name the form of a new thread keeps what is typed on the device, until it is sent.
KEPT_NEW = "new-comment-"


@require_safe
def threads(request: HtmxRequest, pm: int) -> HttpResponse:
    """All threads of one postmortem, the open ones first."""
    postmortem = postmortem_for(request, pm)
    found = list(Thread.objects.filter(postmortem=postmortem).whole())
    for thread in found:
        thread.postmortem = postmortem
    return render(
        request,
        "reviews/threads.html",
        {
            "postmortem": postmortem,
            "may_write": postmortem.incident.may_change(request.user),
            "open_threads": [t for t in found if t.is_open],
            "resolved_threads": [t for t in found if not t.is_open],
            "place": FROM_LIST,
        },
    )


@require_safe
def thread(request: HtmxRequest, pm: int, pk: int) -> HttpResponse:
    """One thread: where a link to it leads."""
    return render(request, "reviews/thread.html", _about(request, thread_for(request, pm, pk)))


def new(request: HtmxRequest, pm: int) -> HttpResponse:
    """Begin a thread on a section, an entry, an action or the whole."""
    postmortem = postmortem_for(request, pm, writing=True)
    form = ThreadForm(
        request.POST or None, standing=Standing.of(postmortem), initial={"about": _asked_about(request)}
    )
    if form.is_valid():
        try:
            url, _ = _opened(request, postmortem, form)
        except ReviewRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            if request.htmx and request.POST.get("from") == FROM_DRAFT:
                return render(request, "reviews/_begun.html", {"postmortem": postmortem_for(request, pm)})
            messages.success(request, "Your comment is there.", extra_tags=f"kept:{KEPT_NEW}{pm}")
            return redirect(url)
    inline = request.htmx and not request.htmx.boosted
    template = "reviews/_new_thread.html" if inline else "reviews/new_thread.html"
    status = 422 if form.is_bound and not inline else 200
    return render(request, template, {"postmortem": postmortem, "form": form}, status=status)


@require_POST
def reply(request: HtmxRequest, pm: int, pk: int) -> HttpResponse:
    """Add a comment to a thread."""
    thread = thread_for(request, pm, pk)
    form = CommentForm(request.POST)
    refusal = "Write something before you send it."
    if form.is_valid():
        try:
            _replied(request, thread, form)
        except ReviewRefused as refused:
            refusal = str(refused)
        else:
            return _answered(request, thread, "Your reply is there.")
    about = {**_about(request, thread), "refusal": refusal, "typed": request.POST.get("text", "")}
    if request.htmx:
        return render(request, "reviews/_thread.html", about)
    return render(request, "reviews/thread.html", about, status=422)


@require_POST
def resolution(request: HtmxRequest, pm: int, pk: int) -> HttpResponse:
    """Settle a thread. What stands in the reply field is said first, so that it is not lost."""
    thread = thread_for(request, pm, pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        _replied(request, thread, form)
    thread.resolve(by=request.user, at=timezone.now())
    return _answered(request, thread, "The thread is resolved.")


@require_POST
def reopening(request: HtmxRequest, pm: int, pk: int) -> HttpResponse:
    """Take a settled thread up again."""
    thread = thread_for(request, pm, pk)
    thread.reopen(by=request.user, at=timezone.now())
    return _answered(request, thread, "The thread is open again.")


def _opened(request: HtmxRequest, postmortem: Postmortem, form: ThreadForm) -> tuple[str, bool]:
    at = timezone.now()

    def make() -> str:
        thread = Thread.open(
            postmortem,
            text=form.cleaned_data["text"],
            by=request.user,
            at=at,
            **form.target,  # type: ignore[arg-type]
        )
        return _back(request, thread)

    return Once.spend(form.cleaned_data["once"], by=request.user, at=at, make=make)


def _replied(request: HtmxRequest, thread: Thread, form: CommentForm) -> None:
    at = timezone.now()

    def make() -> str:
        thread.reply(form.cleaned_data["text"], by=request.user, at=at)
        return thread.get_absolute_url()

    Once.spend(form.cleaned_data["once"], by=request.user, at=at, make=make)


def _asked_about(request: HtmxRequest) -> str:
    for kind in ("section", "entry", "action"):
        if value := request.GET.get(kind):
            return f"{kind}:{value}"
    return ""


def _answered(request: HtmxRequest, thread: Thread, said: str) -> HttpResponse:
    """The thread as it is now, in its place; the whole page goes back there when no script asked."""
    if not request.htmx:
        messages.success(request, said, extra_tags=f"kept:thread-{thread.pk}")
        return redirect(_back(request, thread))
    fresh = thread_for(request, thread.postmortem_id, thread.pk)
    return render(request, "reviews/_thread_changed.html", _about(request, fresh))


def _back(request: HtmxRequest, thread: Thread) -> str:
    pages = {
        FROM_DRAFT: thread.postmortem.get_absolute_url(),
        FROM_LIST: reverse("reviews:threads", args=[thread.postmortem_id]),
    }
    page = pages.get(request.POST.get("from", ""), thread.get_absolute_url())
    return f"{page}#thread-{thread.pk}"


def _about(request: HtmxRequest, thread: Thread) -> dict[str, Any]:
    place = request.POST.get("from", "")
    return {
        "thread": thread,
        "postmortem": thread.postmortem,
        "may_write": thread.postmortem.incident.may_change(request.user),
        "place": place,
        "beside_draft": place == FROM_DRAFT,
    }

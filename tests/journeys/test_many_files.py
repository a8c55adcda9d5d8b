"""A zip of five files of five fates, in a browser: sent, watched, answered, and sent again."""

import io
import zipfile

import pytest
from django.utils import timezone

from incidents.timeline.models import Incident
from postmortems.exchange.batches.models import FileBatch
from postmortems.exchange.batches.working import work_one
from postmortems.exchange.bringing import Terms
from postmortems.exchange.packing import Found
from tests.journeys.steps import is_open_to_all
from tests.postmortems.exchange.batches.conftest import FIVE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def five():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, data in FIVE.items():
            made.writestr(name, data)
    return {"name": "written before.zip", "mimeType": "application/zip", "buffer": file.getvalue()}


def read_all():
    for _ in range(20):
        if not work_one():
            return


def send(page, five, cast):
    page.locator("#many input[type=file]").set_input_files(five)
    page.get_by_label("Severity").select_option(str(cast.severities["sev2"].pk))
    page.get_by_role("button", name="Bring them in").click()
    page.wait_for_url("**/import/batches/*/")


@pytest.mark.parametrize("javascript", [True, False])
def test_five_files_of_five_fates(visit, cast, five, javascript):
    page = visit(cast.ben, "/import/", javascript=javascript)
    send(page, five, cast)
    page.get_by_text("0 of 5 read").wait_for()
    if javascript:
        is_open_to_all(page)
    work_one()
    if not javascript:
        page.get_by_role("link", name="Refresh").click()
    page.get_by_text("1 of 5 read").wait_for()
    if javascript:
        is_open_to_all(page)
    read_all()
    if not javascript:
        page.get_by_role("link", name="Refresh").click()
    page.locator("#batch-now").get_by_text(
        "1 needs an answer, 2 failed, 1 created, 1 already there"
    ).wait_for()
    assert page.get_by_text("There is no text in it.").is_visible()
    if javascript:
        is_open_to_all(page)

    page.get_by_role("link", name="Answer for search.txt").click()
    page.locator("[name=answer-date]").fill("2025-03-09")
    page.locator("[name=title]").fill("Slow search")
    page.get_by_role("button", name="Create incident and draft").click()
    page.wait_for_url("**/import/batches/*/")
    page.locator("#batch-now").get_by_text("2 failed, 2 created, 1 already there").wait_for()
    assert Incident.objects.count() == 2

    page.get_by_role("link", name="Bring in more").click()
    send(page, five, cast)
    read_all()
    page.reload()
    # The answered text is known by its words, so nothing is asked again.
    page.locator("#batch-now").get_by_text("2 failed, 3 already there").wait_for()
    assert Incident.objects.count() == 2


def test_several_files_that_are_dropped_go_into_the_form_for_many(visit, cast):
    page = visit(cast.ben, "/import/")
    page.evaluate(
        """() => {
        const files = new DataTransfer();
        for (const name of ["a.md", "b.md"]) files.items.add(new File(["words"], name));
        document.dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
        }"""
    )
    assert page.locator("#many input[type=file]").evaluate("field => field.files.length") == 2
    assert page.locator("[data-keep=paste] input[type=file]").evaluate("field => field.files.length") == 0
    page.get_by_role("button", name="Bring them in").click()
    page.wait_for_url("**/import/batches/*/")
    assert FileBatch.objects.get().files.count() == 2


@pytest.mark.parametrize("width", [1280, 375])
def test_nothing_scrolls_sideways_with_long_names(visit, cast, width):
    names = [
        f"{'a folder with a long name/' * 6}{'unbroken' * 20}.md",
        "short.png",
        *(f"{n}.md" for n in range(60)),
    ]
    found = [Found(name, lambda: b"nothing to read") for name in names]
    batch = FileBatch.send(found, Terms(visibility="restricted"), by=cast.ben, at=timezone.now())
    for _ in range(5):
        work_one()
    for path in (batch.get_absolute_url(), "/import/batches/", "/import/"):
        page = visit(cast.ben, path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

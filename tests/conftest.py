"""What every test may ask for."""

import copy
import os
import urllib.parse
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect

from tests import answering, sessions
from tests import browser as the_browser
from tests import cast as the_cast

# Playwright runs a loop of its own in the thread of the test, and Django takes that for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# What a page comes to, it comes to on a machine that is busy with other things as well.
expect.set_options(timeout=30_000)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Last come the tests that empty every table and leave it so: what others put back would meet what
    Django makes anew after them."""
    items.sort(key=leaves_tables_empty)


def leaves_tables_empty(item: pytest.Item) -> bool:
    """Whether it commits for real and does not ask for what the migrations have put into the tables."""
    return commits(item) and not asks_for(item, "serialized_rollback", "django_db_serialized_rollback")


def commits(item: pytest.Item) -> bool:
    """Whether what it does to the database is seen by others, so that no transaction may stand around it."""
    return asks_for(item, "transaction", "transactional_db", "live_server")


def asks_for(item: pytest.Item, keyword: str, *fixtures: str) -> bool:
    """Whether the test asks for this of the database, with its mark or with a fixture."""
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get(keyword)) or bool({*fixtures} & {*getattr(item, "fixturenames", ())})


def shares_the_cast(item: pytest.Item) -> bool:
    """Whether nothing is different for it when the cast of its module is there already."""
    names = getattr(item, "fixturenames", ())
    uses_database = "db" in names or item.get_closest_marker("django_db") is not None
    return ("cast" in names or not uses_database) and not commits(item)


@pytest.fixture(scope="module")
def cast_of_module(request, django_db_setup, django_db_blocker):
    """The cast, made once for the tests of a module, each of whose transactions is a savepoint in the one here.

    None where one of them commits, or counts on a database without a cast.
    """
    if not all(map(shares_the_cast, (item for item in request.session.items if item.path == request.path))):
        yield None
        return
    with django_db_blocker.unblock(), transaction.atomic():
        made = the_cast.assemble()
        # What is checked at the end of a transaction is checked here, or every test would check it again.
        connection.check_constraints()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def cast(cast_of_module, db):
    """The people of the tests; see tests/cast.py. Each test has objects of its own, whatever it makes of them."""
    return the_cast.assemble() if cast_of_module is None else copy.deepcopy(cast_of_module)


@pytest.fixture
def incident(cast):
    """An incident that everyone here may see."""
    return the_cast.an_incident(cast)


@pytest.fixture
def secret(cast):
    """A restricted incident: Ben opened it, Priya responds; for everyone else it does not exist."""
    found = the_cast.an_incident(cast, "Leaked signing key", visibility="restricted")
    found.involvements.create(user=cast.priya, role="responder")
    return found


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database of the tests; it can only be dropped once nobody is connected to it any more.

    A thread of the live server closes its own when the browser has closed its, behind our back.
    """
    first = connections["default"]
    yield
    with django_db_blocker.unblock():
        first.close()
        connections.close_all()
        sessions.end_all(first)


@pytest.fixture(scope="session")
def playwright(playwright, django_db_blocker):
    """While its loop runs, Django gives this thread another connection than before and after, and it goes with it."""
    yield playwright
    with django_db_blocker.unblock():
        connections.close_all()


# -- in a browser ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The browser that `manage.py test` found. Without one the browser tests are skipped, in CI they fail."""
    found = the_browser.find()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(the_browser.MISSING)
    return {**browser_type_launch_args, "executable_path": found, "args": the_browser.ARGUMENTS}


@pytest.fixture
def site(live_server, django_db_serialized_rollback) -> str:
    """The address of a running server; afterwards the tables hold again what migrations put into them."""
    return live_server.url


@pytest.fixture
def complaints(site) -> Iterator[list[str]]:
    """What browsers complained of. A test that expects a complaint takes it out; any other one fails it."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def visit(site, complaints, new_context) -> Iterator[Callable[..., Page]]:
    """`visit(user, "/path/", javascript=False, color_scheme="dark", width=375)`: a page as they see it."""

    opened: list[BrowserContext] = []
    told: set[BrowserContext] = set()

    def visit(user=None, path="/", *, javascript=True, width=1280, **options) -> Page:
        context = new_context(
            base_url=site,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            **options,
        )
        opened.append(context)
        context.on("request", lambda asked: told.add(context) if "/presence/" in asked.url else None)
        listen(context, site, complaints)
        if user is not None:
            sign_in(context, site, user)
        page = context.new_page()
        page.goto(path)
        return page

    yield visit
    # A page that is left open goes on asking, while the tables are emptied under it.
    for context in opened:
        for page in context.pages:
            page.goto("about:blank")
            if context in told:
                # It has said that somebody is there, so it says farewell, with a beacon that no answer ends.
                page.wait_for_timeout(200)
        context.close()
    assert answering.wait_until_answered()


def sign_in(context: BrowserContext, site: str, user) -> None:
    """Give the browser a session, as the sign-in page would."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])


def listen(context: BrowserContext, site: str, complaints: list[str]) -> None:
    """Note errors and warnings of the console, breaches of the policy among them, faults and foreign hosts."""

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{message.type}: {message.text}")

    def asked(request: Request) -> None:
        address = urllib.parse.urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and not request.url.startswith(site):
            complaints.append(f"asked another host: {request.url}")

    context.on("console", said)
    context.on("weberror", lambda fault: complaints.append(f"fault: {fault.error}"))
    context.on("request", asked)

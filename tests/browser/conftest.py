"""A real browser: Debian's Chromium through Playwright, with a guard against whatever its console complains of."""

import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection
from playwright.sync_api import expect, sync_playwright

# Playwright's synchronous interface runs an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
NEWEST_AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}


def pytest_collection_modifyitems(items):
    """
    Everything in this folder drives a browser, and commits what the server must see.

    What the migrations brought (formats, responsibilities) is put back after a test that emptied the tables.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def browser(django_db_setup):
    """
    One browser for the whole run.

    Its event loop gives this thread another connection, which must know too what the migrations brought.
    """
    brought = connection._test_serialized_contents
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "There is no Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        connection._test_serialized_contents = brought
        expect.set_options(timeout=20_000)  # as long as a press or a page may take, on a machine that is busy
        started = playwright.chromium.launch(executable_path=program, args=FLAGS, headless=True)
        yield started
        started.close()


class UnderWay:
    """Requests that the server has begun and not ended: the tables are emptied when there are none."""

    def __init__(self):
        self.count, self.changed = 0, threading.Condition()

    def begun(self, **about):
        self._add(1)

    def ended(self, **about):
        self._add(-1)

    def _add(self, number):
        with self.changed:
            self.count += number
            self.changed.notify_all()

    def wait(self):
        """Until there is none, but not for ever; what was sent a moment before has come in by then."""
        time.sleep(0.1)
        with self.changed:
            self.changed.wait_for(lambda: self.count <= 0, timeout=5)


@pytest.fixture
def under_way(live_server):
    """The requests of this test that the server is busy with."""
    found = UnderWay()
    request_started.connect(found.begun)
    request_finished.connect(found.ended)
    yield found
    request_started.disconnect(found.begun)
    request_finished.disconnect(found.ended)


@pytest.fixture
def new_page(browser, live_server, under_way):
    """new_page(viewport=PHONE, java_script_enabled=False): a new visitor; the console must stay quiet."""
    contexts, complaints = [], []

    def opened(viewport=DESK, **options):
        context = browser.new_context(base_url=live_server.url, viewport=viewport, reduced_motion="reduce", **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.complaints = complaints
        return page

    yield opened
    for context in contexts:
        for page in context.pages:
            page.goto("about:blank")  # what a page sends when it is left is sent now
    under_way.wait()
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page):
    """A page on a laptop's screen."""
    return new_page()


@pytest.fixture
def phone(new_page):
    """A page on the narrowest screen that must do, 320 pixels wide."""
    return new_page(viewport=PHONE)


@pytest.fixture
def signed_in(live_server, sign_in):
    """signed_in(page, person): come in by a session's cookie, with both factors; code=False for one."""

    def come_in(page, person, *, code=True):
        cookie = sign_in(person, code=code).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        return page

    return come_in


@pytest.fixture
def opened(new_page, signed_in, people):
    """opened("clerk", java_script_enabled=False): a new page at which one of the known people has signed in."""
    return lambda who, **options: signed_in(new_page(**options), getattr(people, who))


@pytest.fixture
def desk(new_page, signed_in):
    """desk(person): their browser, on their home page."""

    def opened(person):
        page = signed_in(new_page(), person)
        page.goto("/home/")
        return page

    return opened


@pytest.fixture(scope="session")
def axe():
    """axe(page): what the rules of WCAG 2.2 A and AA find wrong, as "rule: element" lines."""
    runner = Axe.from_file(NEWEST_AXE) if NEWEST_AXE.exists() else Axe()

    def violations(page):
        found = runner.run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]

    return violations


@pytest.fixture(scope="session")
def overflow():
    """overflow(page): by how many pixels a page is wider than its window; 0 is what we want."""
    return lambda page: page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

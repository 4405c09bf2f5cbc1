"""
No vector comes through the door of rich text, in whichever way it fires.

Chromium opens the result with the Content Security Policy switched off: what is proven is that nothing was there to
be stopped. A watch looks in every frame for whatever would have run, fetched or led away, and is itself tried.
"""

import contextlib

import pytest
from playwright.sync_api import Error

from corporate_parenting.lib import richtext
from tests.browser.watching import Watch
from tests.security import vectors

ORIGIN = "http://council.example"
HTML = "text/html"


class Council:
    """Answers the browser with pages that are kept here, and with nothing else."""

    def __init__(self):
        self.pages = {}

    def answer(self, route):
        url = route.request.url
        page = self.pages.get(url.removeprefix(ORIGIN))
        if page:
            route.fulfill(**page)
        elif url.startswith(f"{ORIGIN}/"):
            route.fulfill(status=404, body="")
        else:
            route.abort()


@pytest.fixture
def watched(browser):
    """watched(council, bypass_csp=True): a watch over a new page of a browser that this council answers."""
    contexts = []

    def opened(council, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.route("**/*", council.answer)
        return Watch(context.new_page(), ORIGIN)

    yield opened
    for context in contexts:
        context.close()


def look_at(watch, council, html):
    """What the watch finds in a page of ours that says this."""
    council.pages["/one/"] = {"status": 200, "content_type": HTML, "body": html}
    with contextlib.suppress(Error):  # the one before leads away meanwhile
        watch.page.goto(f"{ORIGIN}/one/", wait_until="domcontentloaded")
    watch.page.wait_for_timeout(30)
    return watch.found()


# --- The watch itself

UNSAFE = {
    "ran hit": "<script>hit(1)</script>",
    "dialog alert": "<img src=x onerror=alert(1)>",
    "request beacon.example": "<img src=http://beacon.example/x.png>",
    "attribute b onclick": "<b onclick=x>x</b>",
    "attribute p style": "<p style='color:red'>x</p>",
    "attribute iframe srcdoc": "<iframe srcdoc=x></iframe>",
    "address a javascript:x": "<a href=' java\nscript:x'>x</a>",
    "address button javascript:x": "<form><button formaction=javascript:x>x</button></form>",
    "address form javascript:x": "<form action=javascript:x></form>",
    "address a data:x": "<svg><a xlink:href=data:x></a></svg>",
    "script": "<script>1</script>",
    "style": "<style>p{}</style>",
    "iframe": "<iframe></iframe>",
    "link": "<link rel=stylesheet href=https://beacon.example/x>",
    "meta": "<meta http-equiv=refresh content=900>",
    "element base": "<base href=/>",
    "element object": "<object></object>",
    "element math": "<math></math>",
    "template": "<p>tpl49tpl</p>",
}


def test_the_watch_sees_each_kind_of_harm_and_no_other(watched):
    council = Council()
    watch = watched(council, bypass_csp=True)
    assert {seen: html for seen, html in UNSAFE.items() if seen not in look_at(watch, council, html)} == {}
    assert look_at(watch, council, "<p>Every child <a href='https://a.example/'>sees a dentist</a>.</p>") == []


# --- The door of rich text


def test_no_vector_in_any_way_of_firing_comes_through_the_door(watched):
    council, seen = Council(), {}
    watch = watched(council, bypass_csp=True)
    for render in (richtext.page, richtext.print_html):
        for call in vectors.CALLS:
            shown = "".join(f"<div>{render(vectors.with_call(one, call))}</div>" for one in vectors.VECTORS)
            seen[render.__name__, call] = look_at(watch, council, f"<!doctype html>{shown}")
    assert len(vectors.VECTORS) > 200
    assert {how: found for how, found in seen.items() if found} == {}

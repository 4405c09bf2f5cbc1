"""Every page that each kind of user can reach from the demo's home pages and menus, wide and narrow."""

from collections import Counter
from urllib.parse import urldefrag, urlsplit

import pytest
from django.conf import settings
from django.urls import resolve, reverse
from django.utils import timezone

from committees import packs
from committees.models import Body
from pledges import demo
from roles.audit import SYSTEM
from roles.models import Person
from tests.browser.conftest import DESK, PHONE

# One of each kind of user, by their name in the demo's script; None is the public.
EVERYBODY = [None, "hattie", "mina", "ada", "bram", "cleo", "dev", "edda", "finn", "gwen", "hugo", "iris"]
# Those who between them see every page there is: enough for the narrow window.
ENOUGH = [None, "hattie", "mina", "ada", "gwen"]
NEVER = {"account_logout"}
# A page that so many kinds of user have opened is the same for the next one, as far as a browser can tell: what it
# holds for whom, the access matrix asks.
ENOUGH_WALKERS = 3
# The window, and who walks. One page of a kind is opened: a list of a hundred meetings leads to one a hundred times.
SIZES = {"desk": (DESK, EVERYBODY), "phone": (PHONE, ENOUGH)}

LOOK = """() => {
  const skip = document.querySelector(".govuk-skip-link");
  return {
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    links: [...document.querySelectorAll("a[href]")].map((link) => link.href.baseVal ?? link.href)
      .map((address) => new URL(address, location.href).href),
    skip: skip && document.querySelector(skip.hash)?.tagName,
  };
}"""


class Walker:
    """One kind of user following every link of our own from where they begin."""

    def __init__(self, page, axe, who, known, walked):
        self.page, self.axe, self.who, self.known, self.walked = page, axe, who or "public", known, walked
        self.pages = {}
        self.faults, self.seen, self.opened = [], set(), set()

    def walk(self, *starts):
        """Visit breadth first, so that what is near is seen before what is deep."""
        ours = f"{urlsplit(starts[0]).scheme}://{urlsplit(starts[0]).netloc}/"
        waiting = [*starts]
        while waiting:
            url = waiting.pop(0)
            if self._wanted(url):
                found = self._visit(url)
                waiting += [urldefrag(link)[0] for link in found if link.startswith(ours)]
        return self

    def _wanted(self, url):
        if url in self.seen:
            return False
        self.seen.add(url)
        match = resolve(urlsplit(url).path)
        kind = (match.view_name, match.kwargs.get("kind", ""))
        if kind in self.opened or match.view_name in NEVER:
            return False
        self.opened.add(kind)
        self.walked[kind] += 1
        return match.view_name == "home" or self.walked[kind] <= ENOUGH_WALKERS

    def _visit(self, url):
        if not self._is_page(url):
            return []
        said = len(self.page.complaints)
        status = self.page.goto(url).status
        for words in self.page.complaints[said:]:
            self._fault(url, f"console: {words}")
        del self.page.complaints[said:]
        if status != 200:
            self._fault(url, f"status {status}")
        look = self.page.evaluate(LOOK)
        self._judge(url, look)
        return look["links"]

    def _is_page(self, url):
        """Not a file. Each kind of address is asked once; files are asked for each time."""
        name = resolve(urlsplit(url).path).view_name
        if not self.pages.get(name):
            answer = self.page.request.get(url)
            self.pages[name] = answer.headers["content-type"].startswith("text/html")
            if answer.status != 200:
                self._fault(url, f"status {answer.status}")
        return self.pages[name]

    def _judge(self, url, look):
        council = f" – {settings.COUNCIL_NAME}"
        if look["headings"] != 1:
            self._fault(url, f"{look['headings']} h1")
        if not look["title"].endswith(council) or look["title"] == f"Corporate Parenting{council}":
            self._fault(url, f"the title says nothing: {look['title']}")
        if look["skip"] != "MAIN":
            self._fault(url, "the skip link leads nowhere")
        if look["wider"]:
            self._fault(url, f"{look['wider']} pixels wider than the window")
        name = resolve(urlsplit(url).path).view_name
        if name not in self.known or name == "home":  # which is another page for each kind of user
            self.known.add(name)
            for fault in self.axe(self.page):
                self._fault(url, fault)

    def _fault(self, url, words):
        if "403" in words and resolve(urlsplit(url).path).view_name == "committees:paper":
            return  # whoever may not read a paper is told why, and the page is looked at as any other
        self.faults.append(f"{self.who} {urlsplit(url).path}: {words}")


@pytest.fixture
def council():
    """The demo council, with the pack of one meeting built."""
    demo.load(timezone.localdate())
    meetings = Body.objects.get(name="Corporate Parenting Sub-Committee").meetings.exclude(status="planned")
    meeting = meetings.order_by("starts_at").last()
    packs.order(meeting, by=SYSTEM)
    packs.work()
    return meeting


@pytest.fixture
def walker(new_page, signed_in, axe):
    """walker("hattie", window, …): somebody of the demo, or nobody with None, about to walk."""

    def ready(who, window, known, walked):
        page = new_page(viewport=window)
        if who:
            signed_in(page, Person.objects.get(source_id=f"demo:{who}"))
        return Walker(page, axe, who, known, walked)

    return ready


@pytest.mark.parametrize("size", SIZES)
def test_every_page_that_links_reach(council, walker, live_server, size):
    (window, walkers), faults, known, walked = SIZES[size], [], set(), Counter()
    for who in walkers:
        walking = walker(who, window, known, walked)
        starts = [reverse("front"), *([reverse("home")] if who else [])]
        faults += walking.walk(*[f"{live_server.url}{start}" for start in starts]).faults
        walking.page.context.close()
    assert faults == []
    assert len(known) > 60, sorted(known)

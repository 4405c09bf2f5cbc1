"""
Nothing that is stored anywhere runs on any page.

Every field of every model holds hostile text, and Chromium opens every page there is with the Content Security
Policy switched off, under the watch of `watching`. So what is proven is that each page shows such text as text.
"""

import inspect
import re
from itertools import islice
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Error, expect

from reports.models import Implication, KeptText
from reports.writing import applying
from tests.browser.driving import press
from tests.browser.watching import Watch
from tests.security import poison, routes
from tests.security import world as worlds
from tests.security.vectors import with_call

# Who opens a page: whoever is named for its address, then the others, until somebody may.
FIRST = {
    r"/$|/(meetings|promises|accessibility|privacy|help|contact)/|/account/(login|password/r)": ("public",),
    r"/pledges/": ("participation",),
    r"/committees/(actions/<int:pk>|kept/<int:pk>|leave)/": ("participation", "monitoring"),
    r"/visits/|/reports/board": ("chair",),
    r"/reports/(templates|stages)": ("head_clerk",),
    r"/reports/clearances/<int:pk>/(let-through/)?$": ("clearer", "director", "author"),
    r"/reports/": ("author",),
    r"/my-role|/committees/(items/<int:pk>/note|meetings/<int:pk>/notes)": ("member",),
    r"/(people|council|responsibilities|organisations|appointments)": ("head_clerk",),
    r"/committees/(bodies/|programme/rules|bring-in)": ("head_clerk",),
    r"/audit": ("guardian",),
}
OTHERS = ("clerk", "author", "chair", "head_clerk", "admin", "public")
WHO = dict.fromkeys([*(who for named in FIRST.values() for who in named), *OTHERS])
NO_PAGE = re.compile(
    r"\.(pdf|csv|ics|css)$|/(export|file|print|download|open|example)/$|/figures/|/pages/<|^/healthz"
    # Of the library that signs people in: they send on whoever is in, or are switched off. No text of ours is there.
    r"|^/account/(\^|go-on|2fa/$|2fa/(auth|reauth|recovery-codes/$|totp/deactivate)|email|confirm-email|signup|reauth)"
    r"|^/account/(password/(set|change)|login/code)"
)
# Of these pages some are opened, because each thing shows other fields.
RICH = re.compile(
    r"/(meetings|papers|items)/<int:pk>/(room/|minutes/|minutes/part-2/|agenda/|pack/|change/|run-sheet/)?$"
    r"|^/reports/(versions/)?<int:pk>/(comments/|appendices/)?$|^/committees/(actions|bodies)/<int:pk>/$"
)
# For these the world has nothing in the right state: a second press, a question before, a body without terms.
CLOSED = {
    # The invented council's packs are a few bytes that stand for a file; web editions are tried in test_web_pack.py.
    "/meetings/<int:pk>/pack/",
    "/meetings/<int:pk>/young-people/",
    "/committees/packs/<int:pk>/public/",
    "/committees/packs/<int:pk>/young/",
    "/committees/packs/<int:pk>/restricted/",
    "/committees/packs/<int:pk>/readers/",
    "/committees/meetings/<int:pk>/pack/build/held/",
    "/committees/meetings/<int:pk>/pack/hold/",
    "/committees/builds/<int:pk>/cancel/",
    "/committees/items/<int:pk>/young/",
    "/committees/protected/<int:pk>/end/",
    "/search/private/",
    "/invitation/<str:secret>/",
    "/reports/<int:pk>/texts/compare/",
    "/reports/<int:pk>/notice/",
    "/reports/clearances/<int:pk>/let-through/",
    "/meetings/bodies/<int:pk>/terms/",
    "/committees/actions/<int:pk>/in-full/",
    "/committees/actions/<int:pk>/progress/",
    "/committees/actions/<int:pk>/done/",
    "/committees/bodies/<int:pk>/came-over/",
    "/committees/bodies/<int:pk>/seats/from-meetings/",
    "/committees/bodies/<int:pk>/waiver/",
    "/committees/bodies/outside/appointments/<int:pk>/end/",
    "/committees/bodies/seats/<int:pk>/end/",
    "/committees/items/<int:pk>/minute/remark/",
    "/committees/items/<int:pk>/notices/<slug:kind>/",
    "/committees/kept/<int:pk>/release/",
    "/committees/meetings/<int:pk>/minutes/send-back/",
    "/committees/meetings/<int:pk>/room/end/",
    "/committees/release/<str:ticket>/",
    "/pledges/model-checks/findings/<int:pk>/",
}
SOME, TRIED = 2, 8  # things of a kind that are opened, and among which those are looked for
ENOUGH_PAGES, FEW_FIELDS = 280, 40
NO_FAULT = "Failed to load resource"  # of pages that are not there
LOOK = """async () => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const one of document.querySelectorAll("iframe")) one.loading = "eager";
  await new Promise(requestAnimationFrame);
  const forms = [...document.querySelectorAll("main form[method=get]")];
  return {
    numbers: [...new Set(document.documentElement.outerHTML.match(/hit\\(\\d+/g))],
    asks: forms.flatMap((form) => [...form.elements].map((one) => one.name)).filter(Boolean),
  };
}"""
FRAMES_ARE_THERE = """() => [...document.querySelectorAll("iframe")].every(({ contentDocument: page }) =>
  page && page.URL !== "about:blank" && page.readyState === "complete")"""


class Reader:
    """Opens page after page in one window, as one person after the other, and writes down every fault."""

    def __init__(self, page, watch, clients, cookies):
        self.page, self.watch, self.clients, self.cookies = page, watch, clients, cookies
        self.who, self.faults, self.numbers, self.opened = None, [], set(), 0

    def may(self, who, address):
        """Is there a page for them? Asked without the browser, which takes long to show that there is none."""
        answer = self.clients[who].get(address)
        return answer.status_code >= 500 or (
            answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        )

    def read(self, who, address):
        """
        Open it, and once more with hostile words in each field that it can be narrowed by.

        Tells whether they may.
        """
        self._be(who)
        if not self._open(address):
            return False
        if asks := self.look(address):
            narrowed = f"{address}?{urlencode(dict.fromkeys(asks, with_call(poison.LINES[0], 'hit(98)')))}"
            self._open(narrowed)
            self.look(narrowed)
        return True

    def _be(self, who):
        if who != self.who:
            self.page.context.clear_cookies()
            self.page.context.add_cookies(self.cookies[who])
            self.who = who

    def _open(self, address):
        """Tells whether there is a page: no answer without one, and none that sends on."""
        try:
            answer = self.page.goto(address, wait_until="domcontentloaded")
        except Error:
            return False
        if answer.status >= 500:
            self.faults.append(f"{self.who} {address}: status {answer.status}")
        there = answer.status == 200 and not answer.request.redirected_from
        self.opened += there
        return there

    def look(self, address):
        """Write down what the watch and the console tell; returns the names of what the page can be narrowed by."""
        look = self.page.evaluate(LOOK)
        if len(self.page.frames) > 1:
            self.page.wait_for_function(FRAMES_ARE_THERE)
        self.numbers |= {int(found.removeprefix("hit(")) for found in look["numbers"]}
        complaints = [words for words in self.page.complaints if not words.startswith(NO_FAULT)]
        self.faults += [f"{self.who} {address}: {found}" for found in (*self.watch.found(), *complaints)]
        self.page.complaints.clear()
        return look["asks"]


@pytest.fixture
def world(live_server):
    """The world of the access matrix, every text of which is hostile; `filled` says what was filled."""
    found = worlds.build()
    people = [found.kinds[kind].person for kind in ("clerk", "author", "other_author")]
    found.filled = poison.fill(people)
    cache.clear()
    return found


@pytest.fixture
def reader(new_page, sign_in, live_server, world):
    clients = {who: sign_in(world.kinds[who].person) if who != "public" else Client() for who in WHO}
    page = new_page(bypass_csp=True)
    yield Reader(page, Watch(page, live_server.url), clients, {who: _cookies(clients[who], live_server) for who in WHO})
    page.complaints.clear()  # of pages that are not there


def _cookies(client, live_server):
    name = settings.SESSION_COOKIE_NAME
    kept = client.cookies.get(name)
    return [{"name": name, "value": kept.value, "url": live_server.url}] if kept else []


def pages():
    """The routes of what can be opened: no files, and nothing that is only pressed."""
    for route, view in routes.patterns():
        if route in routes.ROUTES and not NO_PAGE.search(route) and not _is_only_pressed(view):
            yield route


def _is_only_pressed(view):
    return re.search(r"^@require_POST$", inspect.getsource(inspect.unwrap(view)), re.MULTILINE)


def read(reader, route, things):
    """Open the pages of one kind as whoever may; tells whether anybody did."""
    named = next((named for pattern, named in FIRST.items() if re.match(pattern, route)), ())
    addresses = list(dict.fromkeys([*_of_the_world(route, things), *routes.addresses(route)]))[:TRIED]
    for turn, who in enumerate([*named[:1], *named, *OTHERS]):
        found = (reader.read(who, one) for one in _open_to(reader, who, addresses, looked_for=turn > 0))
        if any(list(found) if RICH.search(route) else found):
            return True
    return False


def _open_to(reader, who, addresses, *, looked_for):
    """The first of them; or, looked for among more, the first that are there."""
    if not looked_for:
        return addresses[:SOME]
    return islice((one for one in addresses if reader.may(who, one)), SOME)


def _of_the_world(route, things):
    """Addresses of what the world knows by name: drafts to be written in, a meeting that was and one that comes."""
    known = {
        "reports": [things.draft.report_id, things.sent.report_id],
        "versions": [things.draft.pk, things.version.pk],
        "sections": [things.draft.sections.get().pk],
        "section": [things.draft.sections.get().pk],
        "appendix": [things.draft.appendices.get().pk],
        "appendices": [things.draft.appendices.get().pk],
        "meetings": [things.meeting.pk, things.coming.pk],
        "items": [things.item.pk],
        "papers": [things.paper.pk, things.document.pk],
    }
    start = re.match(r"^/(?!meetings)(?:\w+/)*?(\w+)/<int:pk>/[^<]*$", route)
    return [route.replace("<int:pk>", str(pk)) for pk in known.get(start and start[1], [])]


def more(things):
    """(who, address) of pages that show more when they are asked for something."""
    implied = Implication.objects.exclude(text="").order_by("pk")[0].version
    kept = KeptText.objects.filter(version=things.draft).order_by("pk").values_list("pk", flat=True)
    yield "public", f"{reverse('public_search')}?q=onload"
    yield "clerk", f"{reverse('search')}?q=onload"
    yield "author", reverse("reports:read", args=[implied.pk])
    yield "author", reverse("reports:implications", args=[implied.report_id])
    yield "author", reverse("reports:kept_text", args=[kept[0]])


def clash(reader, things):
    """Two write in one section: the page shows both texts, and by name who writes here and who was first."""
    report, section = things.shared.report, things.shared.sections.get()
    address = f"{reverse('reports:write', args=[report.pk])}?section={section.pk}"
    assert reader.read("author", address)
    applying.save(section, poison.WHOLE.replace("{}", "hit(97)"), by=report.author)
    expect(reader.page.get_by_text("writing here too").first).to_be_visible()
    reader.page.locator(f"#text-{section.pk}").fill(poison.WHOLE.replace("{}", "hit(96)"))
    expect(reader.page.get_by_role("heading", name="Two texts of this section")).to_be_visible()
    reader.look(f"{address} with two texts")
    press(reader.page, "Only theirs")  # or leaving the page would ask whether the text is to be lost
    expect(reader.page.locator("[data-said]")).to_contain_text("Yours is kept")
    reader.look(f"{address} with one text")


CARELESS = """text => {
  fired.length = 0;
  document.body.innerHTML = `<p>${text}</p><p title="${text}"></p><p title='${text}'></p><a href="${text}">go</a>`
    + text.replace(/\\[(.*?)\\]\\((.*?)\\)/g, '<a href="$2">$1</a>');
}"""


def shown_carelessly(reader, text):
    """What the watch sees where a page shows a text as it is."""
    reader.page.evaluate(CARELESS, text)
    reader.page.wait_for_timeout(30)
    return reader.watch.found()


def test_nothing_that_is_stored_runs_on_any_page(world, reader):
    assert [name for name, (_, rows) in world.filled.items() if not rows] == []
    closed = {route for route in pages() if not read(reader, route, world.things)}
    for who, address in more(world.things):
        assert reader.read(who, address), address
    clash(reader, world.things)
    assert reader.faults == []
    assert closed - CLOSED == set()
    assert reader.opened > ENOUGH_PAGES
    unseen = [name for name, (number, _) in world.filled.items() if number not in reader.numbers]
    assert len(unseen) < FEW_FIELDS, unseen
    texts = (*poison.LINES, poison.TINY, poison.EMAIL, *poison.ADDRESSES)
    assert [text for text in texts if not shown_carelessly(reader, with_call(text, "hit(95)"))] == []

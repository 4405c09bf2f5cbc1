"""What somebody types is never run: not on a page, not in print, and nothing is fetched because of it."""

import io
import re
import socket
import threading
from html.parser import HTMLParser
from itertools import product

import pikepdf
import pytest

from corporate_parenting.lib import pdf, richtext
from pledges import pledging
from reports import printing
from reports.models import Format, Report
from tests.factories.committees import ActionFactory, AgendaItemFactory, MeetingFactory, PaperFactory
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    ContactFactory,
    RecommendationFactory,
    SectionFactory,
    SourceFactory,
    TableFactory,
    UnplacedFactory,
    VersionFactory,
)
from tests.security.world import MARK

pytestmark = pytest.mark.django_db

RUN = "alert(7)"
TAGS = [
    "<script>{}</script>",
    "<ScRiPt>{}</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror={}>",
    "<img/src=x/onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={}>",
    "<math><mtext><style><img src=x onerror={}></style>",
    "<body onload={}>",
    "<iframe src=javascript:{}>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<object data=javascript:{}>",
    "<embed src=javascript:{}>",
    "<a href=javascript:{}>x</a>",
    "<a href='data:text/html,<script>{}</script>'>x</a>",
    "<form action=javascript:{}>",
    "<input autofocus onfocus={}>",
    "<details open ontoggle={}>",
    "<video><source onerror={}></video>",
    "<marquee onstart={}>",
    "<style>@import 'http://evil.example/x'</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<title><img onerror={}>",
    "<textarea><img src=x onerror={}>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<template><b onclick={}>",
    '<p style="background:url(javascript:{})">x</p>',
    "<b onmouseover={}>x</b>",
    "<!--><img src=x onerror={}>-->",
    "<![CDATA[<img src=x onerror={}>]]>",
    "<xmp><img src=x onerror={}></xmp>",
    "<table background=javascript:{}>",
]
MARKDOWN = [
    "[x](javascript:{})",
    "[x](JaVaScRiPt:{})",
    "[x](java\tscript:{})",
    "[x](&#106;avascript:{})",
    "[x](data:text/html,{})",
    "[x](vbscript:{})",
    "[x](file:///etc/passwd)",
    "![x](javascript:{})",
    "![x](http://evil.example/x.png)",
    "<javascript:{}>",
    "[x]: javascript:{}",
    "[x](//evil.example)",
    '[x](http://a.example "\\" onclick={}")',
    "[<img src=x onerror={}>](http://a.example)",
    "`<script>{}</script>`",
    "| <img src=x onerror={}> |\n|---|\n| a |",
    "# <script>{}</script>",
    "> <script>{}</script>",
    "- <svg onload={}>",
    "**<b onclick={}>**",
]
AROUND = ["{}", '">{}', "'>{}"]
VECTORS = [around.format(tag.format(RUN)) for around, tag in product(AROUND, TAGS)] + [m.format(RUN) for m in MARKDOWN]
# All of them in one text each field can hold.
SHORT = "".join(TAGS[n].format(RUN) for n in (0, 3, 5)) + "'\">"
SCHEMES = re.compile(r"^\s*(javascript|data|vbscript|file):", re.IGNORECASE)


PREVIEW = re.compile(r"/reports/versions/\d+/preview/\?beside=1")


class Danger(HTMLParser):
    """What a browser would run or fetch, beyond what our own pages hold."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            runs = name.startswith("on") or name == "style"
            fetches = name in ("src", "href", "action", "data", "background") and tag != "a" and "evil" in (value or "")
            leads = name in ("src", "href", "action", "data", "formaction") and SCHEMES.match(value or "")
            if runs or fetches or leads:
                self.found.append((tag, name, value))
        known = dict(attrs)
        if tag == "script" and not known.get("src", "").startswith("/static/"):
            self.found.append((tag, attrs))
        if tag == "iframe" and PREVIEW.fullmatch(known.get("src", "")) and known.get("sandbox") == "allow-same-origin":
            return  # our own sheet of the print: no script runs in it
        if tag in ("iframe", "object", "embed", "base", "style", "math", "marquee", "xmp"):
            self.found.append((tag, attrs))


def dangers(html):
    parser = Danger()
    parser.feed(html)
    return parser.found


def test_the_watch_sees_what_it_should():
    assert len(VECTORS) > 100
    assert len([vector for vector in TAGS if dangers(vector.format(RUN))]) > 25


@pytest.mark.parametrize("render", [richtext.page, richtext.print_html])
def test_no_vector_survives_the_door_of_rich_text(render):
    assert {vector: found for vector in VECTORS if (found := dangers(render(vector)))} == {}


@pytest.fixture
def poisoned(people, body):
    """A laid report, its draft twin, an action, a pledge and a body: all of them full of vectors."""
    text = "\n\n".join(VECTORS)
    for person in (people.author, people.member, people.clerk):
        person.name, person.post = f"{person.name} {SHORT}"[:200], SHORT
        person.save()
    body.name, body.usual_place = f"Body {SHORT}", SHORT
    body.save()
    meeting = MeetingFactory(body=body, place=SHORT, note=SHORT[:200], how_to_attend=text, short_notice=text)
    meeting.published_at, meeting.published_by = meeting.starts_at, people.clerk
    meeting.save()
    versions = [_poisoned(people, body, text, frozen=frozen) for frozen in (False, True)]
    item = AgendaItemFactory(meeting=meeting, title=SHORT, presenter=SHORT, text=text, private_title=SHORT)
    paper = PaperFactory(item=item, version=versions[1])
    action = ActionFactory(body=body, item=item, text=SHORT, owner=people.author)
    pledge = pledging.make(
        title=SHORT, introduction=text, body=body, starts_on=meeting.starts_at, by=people.participation
    )
    promise = pledging.promise(
        pledge, title=SHORT, text=text, council_text=text, champion=people.member, by=people.clerk
    )
    pledging.release(pledge, by=people.participation)
    return {
        "meeting": meeting,
        "draft": versions[0],
        "paper": paper,
        "action": action,
        "promise": promise,
        "body": body,
    }


def _poisoned(people, body, text, *, frozen):
    format_ = Format.objects.order_by("pk").first()
    report = Report.objects.create(title=SHORT, author=people.author, remit=body.remit, format=format_)
    version = VersionFactory(
        report=report,
        title=SHORT,
        header=[[SHORT, text]],
        footer=[[SHORT, text]],
        reasons=text,
        recommendation_intro=text,
        sources_intro=text,
        headings={"recommendation": SHORT, "reasons": SHORT},
        **({"number": 1, "frozen_at": report.made_at} if frozen else {}),
    )
    section = SectionFactory(version=version, heading=SHORT)
    BlockFactory(section=section, text=text)
    TableFactory(section=section, caption=SHORT, table={"head": [text, SHORT], "rows": [[text, SHORT]]})
    RecommendationFactory(version=version, text=text)
    SourceFactory(version=version, title=SHORT, location=SHORT)
    ContactFactory(version=version, name=SHORT, post=SHORT, email=SHORT)
    UnplacedFactory(version=version, where=SHORT, text=text)
    AppendixFactory(version=version, title=SHORT, file_name=SHORT)
    return version


def addresses(things):
    meeting, paper, promise, body = (things[name].pk for name in ("meeting", "paper", "promise", "body"))
    draft, action, pledge = things["draft"], things["action"].pk, things["promise"].pledge_id
    report, frozen = draft.report_id, things["paper"].version_id
    block, section = draft.sections.get().blocks.first().pk, draft.sections.get().pk
    return {
        "public": [
            "/meetings/",
            f"/meetings/{meeting}/",
            f"/meetings/bodies/{body}/",
            f"/meetings/papers/{paper}/",
            "/promises/",
            f"/promises/{pledge}/",
            f"/promises/one/{promise}/",
        ],
        "author": [
            "/home/",
            "/reports/",
            f"/reports/{report}/",
            f"/reports/{report}/details/",
            f"/reports/{report}/write/",
            f"/reports/{report}/check/",
            f"/reports/{report}/recommendations/",
            f"/reports/{report}/sources/",
            f"/reports/{report}/unplaced/",
            f"/reports/{report}/appendices/",
            f"/reports/versions/{draft.pk}/",
            f"/reports/versions/{frozen}/",
            f"/reports/parts/block/{block}/",
            f"/reports/parts/section/{section}/",
            "/committees/actions/",
            f"/committees/actions/{action}/done/",
        ],
        "clerk": [
            "/home/",
            "/committees/desk/",
            f"/committees/meetings/{meeting}/agenda/",
            f"/committees/meetings/{meeting}/",
            f"/committees/meetings/{meeting}/pack/",
            f"/committees/papers/{paper}/",
            f"/committees/bodies/{body}/",
            f"/committees/papers/{paper}/keep-private/",
            f"/committees/items/{things['paper'].item_id}/change/",
            f"/committees/items/{things['paper'].item_id}/lay/",
        ],
        "head_clerk": ["/people/", "/committees/bodies/", f"/people/{things['action'].owner_id}/"],
        "guardian": ["/audit/"],
        "participation": [
            "/pledges/",
            f"/pledges/{pledge}/",
            f"/pledges/promise/{promise}/",
            f"/pledges/{pledge}/change/",
        ],
    }


def test_every_page_shows_it_as_words(poisoned, people, sign_in, client):
    wrong = {}
    for kind, pages in addresses(poisoned).items():
        visitor = client if kind == "public" else sign_in(getattr(people, kind))
        for page in pages:
            response = visitor.get(page)
            found = dangers(response.text)
            policy = response.headers.get("Content-Security-Policy", "")
            if response.status_code != 200 or found or "script-src 'self'" not in policy or "unsafe" in policy:
                wrong[kind, page] = (response.status_code, found[:3], policy)
    assert wrong == {}


def test_the_print_of_it_holds_no_vector(poisoned):
    assert [one for one in dangers(printing.document(poisoned["draft"]).html) if one[0] != "style"] == []


def test_a_print_fetches_nothing_and_opens_no_file(tmp_path):
    """Even if markup came through the door of rich text: a listener hears nothing, and no file is read."""
    called, secret = [], tmp_path / "secret.txt"
    secret.write_text(f"{MARK}FILE")
    with Listener(called) as address:
        made = pdf.render(
            "<!doctype html><html lang=en><head><title>T</title>"
            f"<link rel=stylesheet href=http://{address}/d><link rel=attachment href=file://{secret}>"
            f"<style>@import 'http://{address}/f'; p {{ background: url(http://{address}/g) }}</style></head><body>"
            f"<p>Text</p><img src=http://{address}/c><img src=file://{secret}><object data=file://{secret}></object>"
            f"<a rel=attachment href=file://{secret}>x</a></body></html>"
        ).data
    assert called == []
    with pikepdf.open(io.BytesIO(made)) as opened:
        streams = [
            one.read_bytes() for one in opened.objects if isinstance(one, pikepdf.Stream) and "/Subtype" not in one
        ]
        assert len(opened.attachments) == 0
    assert MARK.encode() not in b"".join([made, *streams])


class Listener:
    """A server that notes every connection."""

    def __init__(self, called):
        self.called = called

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, daemon=True).start()
        return f"127.0.0.1:{self.socket.getsockname()[1]}"

    def _listen(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.called.append("called")
            connection.close()

    def __exit__(self, *_):
        self.socket.close()


def test_the_listener_hears(db):
    called = []
    with Listener(called) as address:
        host, port = address.split(":")
        socket.create_connection((host, int(port))).close()
        for _ in range(100):
            if called:
                break
            threading.Event().wait(0.02)
    assert called == ["called"]

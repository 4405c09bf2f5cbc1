"""What leaves by the public door says nothing about its visitor, and every page says what browsers may do with it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.security import routes
from tests.security.test_papers import meeting, paper, public_addresses  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'",
}  # fmt: skip
OPEN = [
    "/",
    "/accessibility/",
    "/privacy/",
    "/help/",
    "/contact/",
    "/theme.css",
    "/healthz",
    "/meetings/",
    "/meetings/year/",
    "/meetings/arrangements/",
    "/meetings/calendar.ics",
    "/promises/",
    "/who-answers/",
    "/who-answers/lead-member/",
]


@pytest.fixture
def addresses(paper):  # noqa: F811
    return [*OPEN, *public_addresses(paper), f"/meetings/bodies/{paper.item.meeting.body_id}/", "/meetings/999/", "/x/"]


def test_public_pages_do_not_know_their_visitor(addresses, people, sign_in):
    """Not even one who is signed in, and shows it."""
    client, wrong = sign_in(people.clerk), {}
    for address in addresses:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.get(address)
        told = [query["sql"] for query in asked if "django_session" in query["sql"] or "roles_user" in query["sql"]]
        if response.cookies or told or "Cookie" in response.headers.get("Vary", ""):
            wrong[address] = (dict(response.cookies), told, response.headers.get("Vary"))
    assert wrong == {}


def test_a_stranger_and_a_clerk_get_the_same_public_page(addresses, people, sign_in, client):
    clerk = sign_in(people.clerk)
    different = [address for address in addresses if _body(client.get(address)) != _body(clerk.get(address))]
    assert different == []


def _body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_every_answer_says_what_a_browser_may_do(addresses, people, sign_in):
    wrong = {}
    for client in (sign_in(people.clerk), sign_in(people.member, code=False)):
        for address in [*addresses, "/home/", "/account/", "/committees/meetings/", "/reports/", "/account/login/"]:
            headers = client.get(address).headers
            policy = {rule.strip() for rule in headers.get("Content-Security-Policy", "").split(";")}
            told = {name: headers.get(name) for name in EVERYWHERE}
            if told != EVERYWHERE or not policy >= POLICY or re.search("unsafe|\\*", str(policy)):
                wrong[address] = (told, policy)
    assert wrong == {}


def test_files_are_downloads_under_a_plain_name(paper, client):  # noqa: F811
    for address in public_addresses(paper):
        response = client.get(address)
        if response.streaming:
            told = response.headers["Content-Disposition"]
            assert re.fullmatch(r'inline|attachment; filename="[a-z0-9-]+\.(pdf|img)"', told), told
            assert response.headers["Content-Type"] in ("application/pdf", "image/png", "image/jpeg")


def test_the_name_of_a_restricted_file_tells_nothing(paper, people, sign_in):  # noqa: F811
    from committees import exempt  # noqa: PLC0415 -- only here

    exempt.keep_private(paper, kind="exempt", paragraphs=[1], reason="A child.", by=people.clerk)
    appendix, base = paper.version.appendices.get().pk, f"/committees/papers/{paper.pk}"
    client = sign_in(people.member)
    told = [client.get(f"{base}{end}").headers for end in ("/report.pdf", f"/appendices/{appendix}.pdf")]
    name = f'attachment; filename="restricted-paper-{paper.pk}.pdf"'
    assert [headers["Content-Disposition"] for headers in told] == [name, name]
    assert [headers["Cache-Control"] for headers in told] == ["no-store, private"] * 2


def test_a_stranger_cannot_tell_a_private_paper_from_none(paper, people, client):  # noqa: F811
    from committees import exempt  # noqa: PLC0415 -- only here

    exempt.keep_private(paper, kind="exempt", paragraphs=[1], reason="A child.", by=people.clerk)
    private, none = client.get(f"/meetings/papers/{paper.pk}/"), client.get("/meetings/papers/999/")
    assert (private.status_code, private.content, dict(private.headers)) == (404, none.content, dict(none.headers))


def test_long_numbers_in_addresses_are_met_with_an_answer(client, db):
    client.raise_request_exception = False
    for route, view in routes.patterns():
        if not getattr(view, "login_required", True) and "<int" in route:
            assert client.get(re.sub(r"<int:\w+>", "9" * 30, route)).status_code == 404, route

"""Pages for those who are signed in: who gets in, what they see, and that what is typed is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import actions, agenda, exempt
from committees.models import Action, AgendaItem, Body, Meeting, Paper, Seat
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import pdf
from corporate_parenting.lib.forms import typed_date
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.factories.committees import (
    ActionFactory,
    AgendaItemFactory,
    BodyFactory,
    ExemptionFactory,
    MeetingFactory,
    PaperFactory,
    sit,
)
from tests.factories.reports import ReportFactory, VersionFactory
from tests.factories.roles import PersonFactory

SOON = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=30)
CANARY = "Canary Quillfeather"


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, starts_at=SOON)


@pytest.fixture
def clerk(people, sign_in):
    return sign_in(people.clerk)


def url(name, *args):
    return reverse(f"committees:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def cleared(body, title="Dentists"):
    return VersionFactory(frozen=True, report=ReportFactory(title=title, remit=body.remit))


def final(meeting, people):
    """As published: from now on those with a place on the body read its papers."""
    Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now(), published_by=people.clerk)


def private(meeting, **changes):
    paper = PaperFactory(
        item=AgendaItemFactory(meeting=meeting, title="A placement", private_title=CANARY),
        version__report__title=CANARY,
        **changes,
    )
    ExemptionFactory(paper=paper)
    return paper


# --- Who gets in

EVERYBODY = ["clerk", "head_clerk", "chair", "member", "other", "co_opted", "author", "clearer", "admin", "guardian"]


def statuses(people, sign_in, address, names=EVERYBODY):
    return {name: sign_in(getattr(people, name)).get(address).status_code for name in names}


def allowed(*names):
    return {name: 200 if name in names else 404 for name in EVERYBODY}


def test_only_the_clerk_of_the_body_works_on_its_agenda(people, sign_in, meeting):
    item, paper = AgendaItemFactory(meeting=meeting), PaperFactory(item__meeting=meeting)
    addresses = [
        url("agenda", meeting),
        url("change_meeting", meeting),
        url("publish", meeting),
        url("add_item", meeting),
        url("edit_item", item),
        url("lay", item),
        url("upload", item),
        url("keep_private", paper),
    ]
    for address in addresses:
        assert statuses(people, sign_in, address) == allowed("clerk"), address


def test_the_clerk_of_another_body_does_not_get_in(people, sign_in):
    elsewhere = MeetingFactory(starts_at=SOON)
    assert sign_in(people.clerk).get(url("agenda", elsewhere)).status_code == 404


def test_a_meeting_before_it_is_published_is_for_those_with_a_place(people, sign_in, meeting):
    seen = statuses(people, sign_in, url("meeting", meeting))
    assert seen == allowed("clerk", "chair", "member", "co_opted")


def test_a_planned_meeting_is_for_its_clerk_alone(people, sign_in, meeting):
    Meeting.objects.update(status=Meeting.Status.PLANNED)
    assert statuses(people, sign_in, url("meeting", meeting)) == allowed("clerk")


def test_a_restricted_paper_is_read_by_its_circle_alone(people, sign_in, meeting):
    paper = private(meeting, version__report__author=people.author)
    assert statuses(people, sign_in, url("paper", paper)) == allowed("clerk", "author")
    final(meeting, people)
    circle = allowed("clerk", "chair", "member", "author")
    found = statuses(people, sign_in, url("paper", paper))
    # Its title stands on a published agenda, so whoever may not read it is told why.
    assert {who: 404 if status == 403 else status for who, status in found.items()} == circle
    assert 403 in found.values()


def test_an_open_paper_is_read_by_members_once_the_agenda_is_published(people, sign_in, meeting):
    paper = PaperFactory(item__meeting=meeting, version__report__title="Dentists", version__title="Dentists")
    assert statuses(people, sign_in, url("paper", paper)) == allowed("clerk")
    page = sign_in(people.member).get(url("meeting", meeting)).text
    assert "A paper is laid on this item. It can be read once the agenda is published." in page
    assert "Dentists" not in page
    assert "is private" not in page
    final(meeting, people)
    assert statuses(people, sign_in, url("paper", paper)) == dict.fromkeys(EVERYBODY, 200)


def test_only_those_who_manage_bodies_found_and_seat_them(people, sign_in, body):
    place = sit(PersonFactory(), body)
    closed = {name: 200 if name == "head_clerk" else 403 for name in EVERYBODY}
    for address in [
        url("new_body"),
        url("seat", body),
        url("make_clerk", body),
        url("reconstitute", body),
        url("dissolve", body),
        url("end_seat", place),
        url("import_meetings"),
    ]:
        assert statuses(people, sign_in, address) == closed, address


def test_clerk_and_head_clerk_settle_describe_and_schedule(people, sign_in, body):
    closed = {name: 200 if name in ("head_clerk", "clerk") else 403 for name in EVERYBODY}
    for name in ("settle", "describe", "schedule"):
        assert statuses(people, sign_in, url(name, body)) == closed


def test_everybody_signed_in_sees_their_own_lists(people, sign_in, body, meeting):
    for name in ("my_meetings", "actions", "bodies", "desk"):
        assert set(statuses(people, sign_in, url(name)).values()) == {200}
    assert set(statuses(people, sign_in, url("body", body)).values()) == {200}


def test_without_a_one_time_code_nothing_restricted_is_shown(people, sign_in, meeting):
    paper = private(meeting)
    final(meeting, people)
    member = sign_in(people.member, code=False)
    assert CANARY not in member.get(url("meeting", meeting)).text
    for name in ("paper", "report_pdf"):
        response = member.get(url(name, paper))
        assert response.status_code == 302
        assert response["Location"].startswith("/account/2fa/")
    with_code = sign_in(people.member)
    assert CANARY in with_code.get(url("meeting", meeting)).text
    assert CANARY in with_code.get(url("paper", paper)).text
    opened = AuditRow.objects.get(did="opened the restricted paper of")
    assert (opened.actor, opened.details) == (people.member.name, {"paper": paper.pk})


def test_a_clerk_without_a_code_is_sent_to_it(people, sign_in, meeting):
    response = sign_in(people.clerk, code=False).get(url("agenda", meeting))
    assert response["Location"].startswith("/account/2fa/")


def test_a_member_is_told_why_and_not_what(people, sign_in, meeting):
    private(meeting)
    page = sign_in(people.co_opted).get(url("meeting", meeting)).text
    assert CANARY not in page
    assert "Not for publication by virtue of paragraphs 1 and 2" in page
    assert "A placement" in page


# --- The clerk works

ITEM = {"title": "Dentists", "purpose": "decide", "presenter": "The director", "text": "", "private_title": ""}


def test_a_meeting_is_called_and_shows_its_last_lawful_day(clerk, body):
    form = typed_date("day", date(2035, 1, 9)) | {"begins": "10:00", "ends": "12:00", "place": "Room 1"}
    response = clerk.post(url("call", body), form)
    made = Meeting.objects.get()
    assert response["Location"] == url("agenda", made)
    assert timezone.localtime(made.starts_at).hour == 10
    page = clerk.get(url("agenda", made)).text
    assert "Monday 1 January 2035: New Year’s Day" in page
    assert "<strong>Friday 29 December 2034</strong>" in page
    assert "<li>Wednesday 3 January 2035</li>" in page


def test_a_form_with_one_error_keeps_every_word(clerk, body):
    form = typed_date("day", date(2035, 1, 9)) | {
        "begins": "later",
        "place": "The old library",
        "note": "Budget meeting",
    }
    page = clerk.post(url("call", body), form).text
    assert 'value="The old library"' in page
    assert 'value="Budget meeting"' in page
    assert "Enter start time as a time, such as 10:00 or 14:30" in page
    assert Meeting.objects.count() == 0


def test_an_informal_body_says_that_no_statutory_notice_applies(people, clerk, body):
    Body.objects.update(legal_basis=LegalBasis.INFORMAL)
    meeting = MeetingFactory(body=body, starts_at=SOON)
    assert "No statutory notice applies to this body." in clerk.get(url("agenda", meeting)).text


def test_items_are_added_changed_and_removed(clerk, meeting):
    clerk.post(url("add_item", meeting), ITEM)
    item = AgendaItem.objects.get()
    clerk.post(url("edit_item", item), ITEM | {"title": "Dentists and opticians", "expects_paper": "on"})
    item.refresh_from_db()
    assert (item.title, item.expects_paper, item.purpose) == ("Dentists and opticians", True, "decide")
    assert "A paper will follow." in clerk.get(url("agenda", meeting)).text
    clerk.post(url("remove_item", item))
    assert AgendaItem.objects.count() == 0


def test_items_are_reordered_by_buttons_and_by_number(clerk, meeting):
    items = [AgendaItemFactory(meeting=meeting, title=title) for title in "ABC"]

    def order():
        return "".join(meeting.items.order_by("order").values_list("title", flat=True))

    clerk.post(url("move_item", items[2]), {"move": "up"})
    assert order() == "ACB"
    clerk.post(url("move_item", items[0]), {"move": "down"})
    assert order() == "CAB"
    clerk.post(url("move_item", items[1]), {"number": "1"})
    assert order() == "BCA"
    page = clerk.post(url("move_item", items[1]), {"number": "first"}, follow=True).text
    assert "Enter the place as a whole number." in page
    assert order() == "BCA"


def test_the_order_is_kept_on_get(clerk, meeting):
    assert clerk.get(url("move_item", AgendaItemFactory(meeting=meeting))).status_code == 405


def test_reports_for_this_body_are_offered_first_and_laid(people, clerk, meeting):
    other_body = BodyFactory(name="Scrutiny")
    sit(people.clerk, other_body, kind="clerk")
    cleared(other_body, "For another body")
    version = cleared(meeting.body)
    VersionFactory(report=ReportFactory(title="A draft", remit=meeting.body.remit))
    item = AgendaItemFactory(meeting=meeting)
    page = clerk.get(url("lay", item)).text
    assert page.index("Dentists") < page.index("For another body")
    assert "A draft" not in page
    clerk.post(url("lay", item), {"version": version.pk})
    assert Paper.objects.get().version == version
    assert (
        clerk.post(url("lay", item), {"version": version.pk}, follow=True).text.count("already lies on this item") == 1
    )


def test_a_report_that_the_clerk_may_not_see_cannot_be_laid(clerk, meeting):
    version = cleared(BodyFactory())
    item = AgendaItemFactory(meeting=meeting)
    for chosen in (version.pk, "", "seven"):
        assert clerk.post(url("lay", item), {"version": chosen}).status_code == 404
    assert Paper.objects.count() == 0


def test_a_refused_file_keeps_the_typed_title(clerk, meeting):
    item = AgendaItemFactory(meeting=meeting)
    file = SimpleUploadedFile("table.pdf", b"not a pdf at all")
    page = clerk.post(url("upload", item), {"title": "Table of dentists", "file": file}).text
    assert 'value="Table of dentists"' in page
    assert "There is a problem" in page
    assert Paper.objects.count() == 0


def test_a_paper_is_kept_private_by_paragraph_and_taken_off(clerk, meeting):
    paper = PaperFactory(item__meeting=meeting)
    page = clerk.post(url("keep_private", paper), {"kind": "exempt", "reason": "It names a child."}).text
    assert "Select at least one paragraph" in page
    assert "It names a child." in page
    clerk.post(url("keep_private", paper), {"kind": "exempt", "paragraphs": ["1", "2"], "reason": "It names a child."})
    assert paper.exemptions.get().paragraphs == [1, 2]
    assert "paragraphs 1, 2" in clerk.get(url("agenda", meeting)).text
    clerk.post(url("take_off", paper))
    assert Paper.objects.count() == 0


def test_a_paper_that_was_published_is_not_taken_off_and_the_page_says_why(clerk, people, meeting):
    paper = PaperFactory(item__meeting=meeting)
    assert url("take_off", paper) in clerk.get(url("agenda", meeting)).text
    final(meeting, people)
    assert url("take_off", paper) not in clerk.get(url("agenda", meeting)).text
    page = clerk.post(url("take_off", paper), follow=True).text
    assert "what was published is not deleted" in page
    assert Paper.objects.count() == 1


# --- What comes to a published agenda


@pytest.fixture
def published(meeting, people):
    Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now(), published_by=people.clerk)
    return AgendaItemFactory(meeting=meeting)


PRIVATE = {"who": "private", "kind": "exempt", "paragraphs": ["1"], "reason": "It names a child."}


def test_a_report_for_a_published_agenda_is_laid_when_the_clerk_said_who_may_read_it(clerk, client, published):
    version = cleared(published.meeting.body)
    asked = clerk.post(url("lay", published), {"version": version.pk}, follow=True)
    assert asked.redirect_chain == [(url("lay_version", published, version), 302)]
    assert "There is a problem" not in asked.text
    assert "Answer the question “Who may read it?”" in clerk.post(asked.redirect_chain[0][0], {}).text
    assert Paper.objects.count() == 0
    clerk.post(asked.redirect_chain[0][0], {"who": "everybody", "kind": "exempt"})
    paper = Paper.objects.get()
    assert client.get(reverse("committees:public_paper", args=[paper.pk])).status_code == 200


def test_a_report_is_laid_and_kept_private_in_one(clerk, client, published):
    address = url("lay_version", published, cleared(published.meeting.body))
    page = clerk.post(address, {"who": "private", "kind": "exempt", "reason": "It names a child."}).text
    assert "Select at least one paragraph" in page
    assert "It names a child." in page
    page = clerk.post(address, {"who": "private", "paragraphs": ["1"]}).text
    assert "Answer the question “Why is it private?”" in page
    assert "Enter why the public interest lies in keeping it private" in page
    assert Paper.objects.count() == 0
    page = clerk.post(address, PRIVATE, follow=True).text
    paper = Paper.objects.get()
    assert "is laid. It is kept from the public." in page
    assert (paper.exemptions.get().paragraphs, paper.exemptions.get().reason) == ([1], "It names a child.")
    assert client.get(reverse("committees:public_paper", args=[paper.pk])).status_code == 404


def test_the_clerk_is_told_that_earlier_grounds_stand(people, clerk, published):
    version = cleared(published.meeting.body)
    paper = PaperFactory(item=AgendaItemFactory(meeting=published.meeting), version=version)
    exempt.keep_private(paper, kind="exempt", paragraphs=[5], reason="Legal advice.", by=people.clerk)
    agenda.take_off(paper, by=people.clerk)
    page = clerk.post(url("lay_version", published, version), PRIVATE, follow=True).text
    assert "It was kept from the public before, and stays so for the reason given then." in page
    assert Paper.objects.get().exemptions.get().paragraphs == [5]


def test_a_document_for_a_published_agenda_asks_the_same(clerk, client, published):
    made = pdf.render("<!doctype html><html lang=en><title>T</title><body><h1>Dentists</h1></body></html>")

    def send(**answers):
        file = SimpleUploadedFile("table.pdf", made.data)
        return clerk.post(url("upload", published), {"title": "Table of dentists", "file": file} | answers).text

    page = send()
    assert "Answer the question “Who may read it?”" in page
    assert 'value="Table of dentists"' in page
    assert Paper.objects.count() == 0
    send(**PRIVATE)
    paper = Paper.objects.get()
    assert paper.exemptions.get().paragraphs == [1]
    assert client.get(reverse("committees:public_paper", args=[paper.pk])).status_code == 404


def test_an_agenda_that_is_not_published_asks_nothing(clerk, meeting):
    item = AgendaItemFactory(meeting=meeting)
    assert "Who may read it?" not in clerk.get(url("upload", item)).text
    assert "Who may read it?" not in clerk.get(url("lay_version", item, cleared(meeting.body))).text


def test_a_version_that_may_not_be_laid_is_not_asked_about(clerk, published):
    assert clerk.get(url("lay_version", published, cleared(BodyFactory()))).status_code == 404


def test_the_tick_that_would_open_an_undecided_paper_is_refused_and_every_word_is_kept(clerk, published):
    AgendaItem.objects.update(likely_private=True)
    PaperFactory(item=published, version=cleared(published.meeting.body))
    page = clerk.post(url("edit_item", published), ITEM | {"title": "Opticians"}).text
    assert "nobody has decided yet who may read “Dentists”" in page
    assert 'value="Opticians"' in page
    was = published.title
    published.refresh_from_db()
    assert (published.likely_private, published.title) == (True, was)


def test_who_keeps_a_paper_private_is_told_where_the_same_lies_openly(people, clerk, meeting):
    version = cleared(meeting.body)
    paper = PaperFactory(item__meeting=meeting, version=version)
    later = VersionFactory(report=version.report, number=2, frozen_at=timezone.now())
    other = PaperFactory(item__meeting=MeetingFactory(body=meeting.body), version=later).item.meeting
    hidden = PaperFactory(item__meeting__body__name=CANARY, version=version)
    PaperFactory(item__meeting=MeetingFactory(body=meeting.body))
    page = clerk.post(url("keep_private", paper), PRIVATE, follow=True).text
    assert f'href="{url("agenda", other)}">Corporate Parenting Sub-Committee, 15 December 2026</a>' in page
    assert "and a meeting that you cannot see" in page
    assert CANARY not in page
    hidden.delete()
    other.items.all().delete()
    paper.exemptions.all().delete()
    assert "still lies openly" not in clerk.post(url("keep_private", paper), PRIVATE, follow=True).text


def test_confidential_papers_have_no_paragraph(clerk, meeting):
    paper = PaperFactory(item__meeting=meeting)
    form = {"kind": "confidential", "paragraphs": ["3"], "reason": "A court forbids it."}
    clerk.post(url("keep_private", paper), form)
    assert (paper.exemptions.get().kind, paper.exemptions.get().paragraphs) == ("confidential", [])


def test_publishing_in_time_takes_one_press(clerk, meeting):
    AgendaItemFactory(meeting=meeting)
    response = clerk.post(url("publish", meeting))
    assert response["Location"] == url("agenda", meeting)
    meeting.refresh_from_db()
    assert meeting.published_at is not None


def test_publishing_late_asks_for_the_reason(clerk, meeting):
    AgendaItemFactory(meeting=meeting)
    Meeting.objects.update(starts_at=timezone.now() + timedelta(days=1))
    page = clerk.post(url("publish", meeting), {"short_notice": ""}).text
    assert "The last lawful day to publish was" in page
    assert Meeting.objects.get().published_at is None
    clerk.post(url("publish", meeting), {"short_notice": "The home closes on Friday."})
    assert Meeting.objects.get().short_notice == "The home closes on Friday."


def test_an_unsettled_body_leads_to_its_legal_basis(people, clerk, meeting):
    AgendaItemFactory(meeting=meeting)
    Body.objects.update(legal_basis=LegalBasis.NOT_SETTLED)
    assert "The legal basis of the body is not settled" in clerk.get(url("desk")).text
    assert "is not settled" in clerk.post(url("publish", meeting), follow=True).text
    assert Meeting.objects.get().published_at is None
    clerk.post(url("settle", meeting.body), {"legal_basis": "committee", "kind": "parenting"})
    assert Body.objects.get().legal_basis == LegalBasis.COMMITTEE


def test_the_desk_sorts_by_deadline_and_counts_papers(clerk, meeting):
    late = MeetingFactory(body=meeting.body, starts_at=timezone.now() + timedelta(days=2))
    AgendaItemFactory(meeting=late, expects_paper=True)
    PaperFactory(item__meeting=late)
    page = clerk.get(url("desk")).text
    assert page.index(url("agenda", late)) < page.index(url("agenda", meeting))
    assert "1 of 2 in" in page
    assert "the paper is awaited, and no report is commissioned" in page
    assert "ago" in page


# --- Bodies


def test_the_head_clerk_founds_seats_and_re_constitutes(people, sign_in):
    head = sign_in(people.head_clerk)
    form = {"name": "Parenting Board", "kind": "parenting", "legal_basis": "informal"}
    head.post(url("new_body"), form | typed_date("starts_on", date(2024, 5, 1)))
    board = Body.objects.get(name="Parenting Board")
    place = {"person": people.other.pk, "capacity": "member"} | typed_date("starts_on", date(2024, 5, 1))
    head.post(url("seat", board), place)
    assert people.other.appointments.filter(office__seat__body=board).count() == 1
    form = {"name": "Parenting Sub-Committee", "kind": "parenting", "legal_basis": "committee"}
    form |= typed_date("starts_on", date(2026, 5, 1))
    review = head.post(url("reconstitute", board), form).context
    chosen = {bound.html_name: bound.value() for bound in review["form"] if bound.value() is not None}
    head.post(url("reconstitute", board), form | chosen | {"ticket": review["ticket"]})
    new = Body.objects.get(name="Parenting Sub-Committee")
    board.refresh_from_db()
    assert (new.succeeds, board.ends_on) == (board, date(2026, 4, 30))
    refused = {"person": people.author.pk, "capacity": "member"} | typed_date("starts_on", date(2026, 5, 1))
    page = head.post(url("seat", new), refused).text
    assert "an officer may not be a member of a formal committee" in page
    assert [one.capacity for one in Seat.objects.filter(body=new)] == ["member"], "the councillor came over"


def test_a_place_is_ended_and_a_clerk_made(people, sign_in, body):
    head, place = sign_in(people.head_clerk), people.member.appointments.get(office__seat__isnull=False)
    head.post(url("end_seat", place), typed_date("on", date(2026, 11, 30)))
    place.refresh_from_db()
    assert place.ends_on == date(2026, 11, 30)
    other = BodyFactory(name="Other")
    page = head.post(url("make_clerk", other), {"person": people.clerk.pk} | typed_date("starts_on", date(2026, 1, 1)))
    assert page.status_code == 302
    assert people.clerk.appointments.filter(office__remit=other.remit, office__kind="clerk").count() == 1


def test_the_pack_timetable_wants_a_time(clerk, body):
    assert "Enter the time of day" in clerk.post(url("schedule", body), {"clear_days": "7"}).text
    clerk.post(url("schedule", body), {"clear_days": "7", "time": "10:00"})
    body.refresh_from_db()
    assert (body.pack_clear_days, body.pack_time.hour) == (7, 10)


# --- Actions


def test_my_actions_are_mine_and_are_marked_done(people, sign_in, body):
    mine = ActionFactory(body=body, owner=people.author, text="Ask the dentists")
    ActionFactory(body=body, owner=people.chair, text="Somebody else's")
    author = sign_in(people.author)
    page = author.get(url("actions")).text
    assert "Ask the dentists" in page
    assert "Somebody else" not in page
    author.post(url("complete", mine), {"outcome": "All answered."})
    assert Action.objects.get(pk=mine.pk).outcome == "All answered."


def test_nobody_else_marks_it_done(people, sign_in, body):
    action = ActionFactory(body=body, owner=people.author)
    assert statuses(people, sign_in, url("complete", action)) == {
        name: 200 if name in ("author", "clerk") else 403 for name in EVERYBODY
    }
    actions.complete(action, outcome="Done.", by=people.author)
    assert sign_in(people.author).get(url("complete", action)).status_code == 403


def test_the_clerk_notes_an_action(people, clerk, body):
    clerk.post(url("agree", body), {"text": "Ask the dentists", "owner": people.author.pk})
    assert Action.objects.get().owner == people.author


# --- Pages cost the same for one row and for many


def test_pages_cost_the_same_for_one_and_for_many(people, sign_in, meeting):
    clerk, head, member = (sign_in(who) for who in (people.clerk, people.head_clerk, people.member))
    item = AgendaItemFactory(meeting=meeting)
    pages = [
        (clerk, url("desk")),
        (clerk, url("agenda", meeting)),
        (clerk, url("lay", item)),
        (clerk, url("actions")),
        (head, url("bodies")),
        (head, url("body", meeting.body)),
        (clerk, url("body", meeting.body)),
        (member, url("my_meetings")),
        (member, url("meeting", meeting)),
    ]
    fill(people, meeting)
    for page in pages:
        asked(*page)  # the first look at a meeting is noted
    before = [asked(*page) for page in pages]
    for _ in range(3):
        fill(people, meeting)
    assert [asked(*page) for page in pages] == before


def fill(people, meeting):
    paper = PaperFactory(item__meeting=meeting, version__report__remit=meeting.body.remit)
    paper.version.appendices.create(
        order=1, title="Map", file_name="m.pdf", original="x", safe="x", pages=1, size=4, tagged=False
    )
    private(meeting)
    cleared(meeting.body)
    MeetingFactory(body=meeting.body, starts_at=SOON)
    ActionFactory(body=meeting.body, owner=people.clerk)
    ActionFactory(body=meeting.body, owner=people.author)
    sit(PersonFactory(), meeting.body)
    BodyFactory(parent=meeting.body)


def asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_version_cleared_later_is_named_on_the_agenda(clerk, meeting):
    paper = PaperFactory(item__meeting=meeting)
    VersionFactory(report=paper.version.report, number=2, frozen_at=datetime(2026, 12, 2, tzinfo=UTC))
    assert "Version 2 was cleared after this one was laid." in clerk.get(url("agenda", meeting)).text


def test_a_published_agenda_offers_no_reordering(clerk, people, meeting):
    AgendaItemFactory(meeting=meeting)
    agenda.publish(meeting, by=people.clerk)
    page = clerk.get(url("agenda", meeting)).text
    assert "Move down" not in page
    agenda.add_item(meeting, title="Urgent business", by=SYSTEM)
    assert "Urgent business" in clerk.get(url("agenda", meeting)).text

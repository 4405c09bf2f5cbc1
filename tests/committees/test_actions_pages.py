"""The pages after a meeting: who sees what, what they say, and that they cost the same for many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import actions, referring
from committees.models import Action, Decision, Referral
from committees.models.bodies import LegalBasis
from tests.factories.committees import ActionFactory, AgendaItemFactory, BodyFactory, MeetingFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
SECRET = "Find a home for J"
DAY = timedelta(days=1)


def url(name, thing=None):
    return reverse(f"committees:{name}", args=[thing.pk] if thing else [])


@pytest.fixture
def clerk(sign_in, people):
    return sign_in(people.clerk)


@pytest.fixture
def item(people, body):
    meeting = MeetingFactory(
        body=body, starts_at=timezone.now() - DAY, published_at=timezone.now() - 9 * DAY, published_by=people.clerk
    )
    return AgendaItemFactory(meeting=meeting, order=4, title="Homes")


@pytest.fixture
def action(people, body, item):
    return actions.agree(body, text="Ask the schools", owner=people.author, item=item, by=people.clerk)


@pytest.fixture
def secret(people, body, item):
    about = {"owner": people.author, "item": item, "by": people.clerk}
    return actions.agree(body, text="Look at a home again", private_text=SECRET, **about)


# --- One action


def test_an_owner_reports_progress_and_then_that_it_is_done(people, sign_in, action):
    author = sign_in(people.author)
    page = author.get(url("actions")).text
    assert "Report progress" in page
    assert "open for 1 day" in page
    author.post(url("report_progress", action), {"text": "Ten of fourteen."})
    answer = author.post(url("complete", action), {"outcome": "All of them."}, follow=True).text
    assert "It is reported done. The next meeting closes it." in answer
    for words in ("Given to Officer Edda Stone", "Ten of fourteen.", "All of them.", "Minute 4 of "):
        assert words in answer
    assert "Reported done, not closed yet" in author.get(url("actions")).text


def test_a_clerk_closes_it_by_the_minute_of_a_meeting(people, clerk, action, item):
    actions.complete(action, outcome="All of them.", by=people.author)
    page = clerk.get(url("close_action", action)).text
    assert f"Minute 4 of {action.agreed_on.day} " in page
    clerk.post(url("close_action", action), {"on": item.pk})
    action.refresh_from_db()
    assert action.closed_on == item
    page = clerk.get(url("action", action)).text
    assert "Closed by" in page
    assert "Reopen" not in page
    assert "Nobody has reported" not in page


def test_a_clerk_reopens_moves_and_gives_it_on(people, clerk, action):
    actions.complete(action, outcome="Nearly.", by=people.author)
    assert "Answer the question" in clerk.post(url("reopen_action", action), {"why": " "}).text
    clerk.post(url("reopen_action", action), {"why": "Two are missing."})
    due = action.agreed_on + 30 * DAY
    day = {"due_on-day": due.day, "due_on-month": due.month, "due_on-year": due.year}
    clerk.post(url("change_action_day", action), day | {"why": "The school term."})
    clerk.post(url("change_action_owner", action), {"owner": people.chair.pk})
    action.refresh_from_db()
    assert (action.due_on, action.owner, action.done_at) == (due, people.chair, None)
    page = clerk.get(url("action", action)).text
    assert "The school term. It had no day before." in page
    assert "Given to Councillor Ada Marsh" in page


def test_a_refusal_keeps_what_was_typed(people, clerk, action):
    too_early = action.agreed_on - 30 * DAY
    day = {"due_on-day": too_early.day, "due_on-month": too_early.month, "due_on-year": too_early.year}
    answer = clerk.post(url("change_action_day", action), day | {"why": "My long reason"}).text
    assert "Give a later day. Nothing was changed." in answer
    assert "My long reason" in answer


def test_no_action_is_noted_without_an_owner(people, clerk, body):
    answer = clerk.post(url("agree", body), {"text": "Ask the dentists"}).text
    assert "Select who does it" in answer
    assert "Ask the dentists" in answer
    assert not Action.objects.exists()


def test_what_is_past_its_day_says_so_in_words(people, sign_in, body):
    ActionFactory(body=body, owner=people.author, due_on=timezone.localdate() - DAY, text="Late one")
    author = sign_in(people.author)
    assert "Overdue" in author.get(url("actions")).text
    assert "Overdue: was due on" in author.get(url("action", Action.objects.get())).text


# --- Part 2


def test_a_restricted_text_stands_on_its_own_page_alone_and_behind_a_code(people, sign_in, secret):
    actions.report(secret, "J has seen one.", people.author, is_private=True)
    everywhere = [url("actions"), url("action_log"), url("action_table"), url("body_actions", secret.body)]
    for name, person in vars(people).items():
        visitor, without = sign_in(person), sign_in(person, code=False)
        reads = name in ("author", "clerk", "chair", "member")
        page = visitor.get(url("action", secret)).text
        assert [words in page for words in (SECRET, "J has seen one.")] == [reads] * 2, name
        bare = without.get(url("action", secret)).text
        assert SECRET not in bare
        assert ("Show it after a one-time code" in bare) == reads
        for address in everywhere:
            response = visitor.get(address)
            body = b"".join(response.streaming_content).decode() if response.streaming else response.text
            assert SECRET not in body, (name, address)
    assert sign_in(people.author, code=False).get(url("action_in_full", secret)).status_code == 302


def test_what_is_said_of_a_restricted_action_is_restricted_unless_unticked(people, sign_in, secret, action):
    author = sign_in(people.author)
    assert 'name="is_private"' in author.get(url("complete", secret)).text
    assert 'name="is_private"' not in author.get(url("complete", action)).text
    author.post(url("complete", secret), {"outcome": "J has moved.", "is_private": "on"})
    secret.refresh_from_db()
    assert (secret.outcome, secret.updates.last().is_private) == ("", True)
    assert "J has moved" not in sign_in(people.other).get(url("action", secret)).text


# --- Lists, filters, tables


def test_a_log_is_narrowed(people, clerk, body):
    today = timezone.localdate()
    about = {"by": people.clerk}
    old = actions.agree(body, text="Old one", owner=people.author, agreed_on=today - 200 * DAY, **about)
    ActionFactory(body=body, owner=people.chair, due_on=today - DAY, agreed_on=today - 9 * DAY, text="Late one")
    done = actions.agree(body, text="Done one", owner=people.chair, **about)
    actions.complete(done, outcome="Yes.", by=people.chair)
    for _ in range(3):
        MeetingFactory(body=body, starts_at=timezone.now() - 100 * DAY, status="held")

    def shown(**query):
        page = clerk.get(url("body_actions", body), query).text
        return [text for text in ("Old one", "Late one", "Done one") if f">{text}</a>" in page]

    assert shown() == ["Old one", "Late one", "Done one"]
    assert shown(state="open") == ["Old one", "Late one"]
    assert shown(state="reported") == ["Done one"]
    assert shown(state="closed") == []
    assert shown(due="overdue") == ["Late one"]
    assert shown(older="180") == ["Old one"]
    assert shown(older="meetings") == ["Old one"]
    assert shown(owner=str(people.author.pk)) == ["Old one"]
    page = clerk.get(url("body_actions", body)).text
    assert "Open for 3 meetings" in page
    assert page.index(">Old one<") < page.index(">Late one<") < page.index(">Done one<")
    assert old.text in clerk.get(url("action_log"), {"body": str(body.pk)}).text


def test_a_table_runs_nothing_in_a_spreadsheet(people, clerk, body):
    ActionFactory(body=body, owner=people.author, text="=1+1")
    text = b"".join(clerk.get(url("body_action_table", body)).streaming_content).decode()
    assert "'=1+1" in text
    assert text.startswith("\ufeffbody,action,owner,agreed on")


def test_a_clerk_is_told_whom_no_mail_reaches(people, sign_in, body):
    ActionFactory(body=body, owner=PersonFactory(name="Somebody Unreached", email=""))
    assert "Somebody Unreached: no address" in sign_in(people.clerk).get(url("body_actions", body)).text
    assert "no address" not in sign_in(people.member).get(url("body_actions", body)).text


def test_a_young_owner_is_named_in_full_to_those_of_the_body_alone(people, sign_in, body):
    young = PersonFactory(name="Rowan Byname", name_is_public=False, public_name="A member of Our Voice")
    action = actions.agree(body, text="Ask the others", owner=young, by=people.clerk)
    assert "Rowan Byname" in sign_in(people.member).get(url("action", action)).text
    page = sign_in(people.other).get(url("action", action)).text
    assert "Rowan Byname" not in page
    assert "A member of Our Voice" in page


def test_the_actions_of_an_informal_body_are_for_those_tied_to_it(people, sign_in):
    panel = BodyFactory(legal_basis=LegalBasis.INFORMAL)
    action = ActionFactory(body=panel, owner=people.author, text="Quiet work")
    assert sign_in(people.author).get(url("action", action)).status_code == 200
    assert sign_in(people.member).get(url("action", action)).status_code == 404
    assert "Quiet work" not in sign_in(people.member).get(url("action_log")).text


def test_pages_cost_the_same_for_ten_and_for_many(people, sign_in, body, item, action):
    clerk, author = sign_in(people.clerk), sign_in(people.author)
    pages = [
        (clerk, url("actions")), (author, url("actions")), (clerk, url("body_actions", body)),
        (author, url("action_log")), (clerk, url("body_action_table", body)), (clerk, url("action", action)),
        (clerk, url("referrals", body)), (clerk, url("retention")),
    ]  # fmt: skip
    _fill(people, body, item, 10)
    before = [_asked(*page) for page in pages]
    _fill(people, body, item, 60)
    assert [_asked(*page) for page in pages] == before


def _fill(people, body, item, number):
    other = BodyFactory()
    for count in range(number):
        ActionFactory(body=body, item=item, owner=PersonFactory() if count % 2 else people.author)
        decision = Decision.objects.create(
            item=item, order=item.decisions.count() + 1, outcome="referred", text="So.", made_at=timezone.now(),
            made_by=people.clerk,
        )  # fmt: skip
        referring.refer(decision, to=other, title=f"Question {Referral.objects.count()}", by=people.clerk)


def _asked(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)
    return len(queries)


# --- Asked of others


@pytest.fixture
def question(people, item):
    cabinet = BodyFactory(name="Cabinet", legal_basis=LegalBasis.EXECUTIVE)
    about = {"made_at": timezone.now(), "made_by": people.clerk, "outcome": "referred", "order": 1}
    decision = Decision.objects.create(item=item, text="That Cabinet be asked.", private_text=SECRET, **about)
    return referring.refer(decision, to=cabinet, title="Free bus travel", by=people.clerk)


def test_a_body_sees_what_it_asked_and_the_answer_in_public_words(people, sign_in, body, question):
    member = sign_in(people.member)
    page = member.get(url("referrals", body)).text
    for words in ("Free bus travel", "Cabinet", "Waiting"):
        assert words in page
    meeting = MeetingFactory(
        body=question.to, starts_at=timezone.now(), published_at=timezone.now(), published_by=people.clerk
    )
    there = AgendaItemFactory(meeting=meeting)
    question.waits.agenda_item = there
    question.waits.save()
    about = {"made_at": timezone.now(), "made_by": people.clerk, "outcome": "amended", "order": 1}
    answer = Decision.objects.create(item=there, text="That half be paid.", private_text=SECRET, **about)
    referring.answer(there, answer, people.clerk)
    page = member.get(url("referrals", body)).text
    assert "Agreed as amended. That half be paid." in page
    assert SECRET not in page
    meeting.published_at = None
    meeting.save()
    assert "That half be paid" not in member.get(url("referrals", body)).text


def test_only_those_tied_to_the_body_see_it_and_only_its_clerk_takes_it_back(people, sign_in, body, question):
    assert sign_in(people.other).get(url("referrals", body)).status_code == 403
    assert sign_in(people.member).get(url("withdraw_referral", question)).status_code == 403
    assert sign_in(people.other).get(url("withdraw_referral", question)).status_code == 404
    clerk = sign_in(people.clerk)
    clerk.post(url("withdraw_referral", question), {"why": "The bus company pays."})
    question.refresh_from_db()
    assert question.withdrawn_why == "The bus company pays."
    assert "Taken back: The bus company pays." in clerk.get(url("referrals", body)).text


# --- Kept


def test_the_clerk_sees_what_passes_its_minimum_this_year(people, sign_in, body):
    now = timezone.now()
    MeetingFactory(body=body, starts_at=now.replace(year=now.year - 6, day=1), status="held")
    MeetingFactory(starts_at=now.replace(year=now.year - 6, day=1), status="held")
    clerk = sign_in(people.clerk)
    page = clerk.get(url("retention")).text
    assert page.count("LGA 1972 section 100C(1)") == 1
    assert "That is a minimum, not a day of deletion." in page
    table = b"".join(clerk.get(url("retention_table")).streaming_content).decode()
    assert str(body) in table
    assert sign_in(people.member).get(url("retention")).status_code == 403

"""Who marks what is protected and who sees it; what is marked stands in no audit row, address, title or message."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees import packs
from committees.models.protecting import Protected
from committees.packs import protecting
from corporate_parenting.lib.jobs import State
from roles.models import AuditRow
from roles.permissions import OfficeKind
from tests.factories.committees import BodyFactory, MeetingFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NAME = "Zebedee Quillfeather"
TYPED = {"kind": "name", "words": NAME, "why": "Lives with a carer under an order"}
LIST = "committees:protected"


@pytest.fixture
def monitoring(db):
    return _person("Monitoring officer Una Hall", OfficeKind.MONITORING_OFFICER)


@pytest.fixture
def other_clerk(db):
    return _person("Clerk Olive Penn", OfficeKind.CLERK, BodyFactory().remit)


def _person(name, kind, remit=None):
    person = PersonFactory(name=name)
    UserFactory(person=person)
    AppointmentFactory(person=person, office=OfficeFactory(kind=kind, remit=remit))
    return person


def marked(by, **more):
    return protecting.add(**TYPED | more, by=by)


def test_a_clerk_marks_a_name_and_sees_it(people, sign_in):
    client = sign_in(people.clerk)
    assert reverse(LIST) in client.get(reverse("committees:desk")).text
    text = client.post(reverse("committees:protect"), TYPED, follow=True).text
    assert NAME in text
    assert TYPED["why"] in text
    one = Protected.objects.get()
    assert (one.words, one.added_by, one.ended_at) == (NAME, people.clerk, None)


def test_a_clerk_sees_only_their_own_and_the_monitoring_officer_all(people, sign_in, monitoring, other_clerk):
    one = marked(people.clerk)
    assert NAME not in sign_in(other_clerk).get(reverse(LIST)).text
    assert sign_in(other_clerk).post(_end(one), {"why": "x"}).status_code == 404
    text = sign_in(monitoring).get(reverse(LIST)).text
    assert NAME in text
    assert people.clerk.name in text


@pytest.mark.parametrize("who", ["member", "other", "author", "head_clerk", "admin", "guardian", "chair"])
def test_nobody_else_sees_marks_or_ends(people, sign_in, who):
    one, client = marked(people.clerk), sign_in(getattr(people, who))
    assert client.get(reverse(LIST)).status_code == 403
    assert client.post(reverse("committees:protect"), TYPED).status_code == 403
    answer = client.post(_end(one), {"why": "mine"})
    assert answer.status_code == 404
    assert NAME not in answer.text
    assert Protected.objects.current().count() == 1


@pytest.mark.parametrize("who", ["clerk", "monitoring"])
def test_it_is_ended_with_a_reason(people, sign_in, monitoring, who):
    one, client = marked(people.clerk), sign_in(monitoring if who == "monitoring" else people.clerk)
    assert "Say why it need not be protected" in client.post(_end(one), {"why": " "}).text
    text = client.post(_end(one), {"why": "She speaks of it herself"}, follow=True).text
    assert "She speaks of it herself" in text
    assert not Protected.objects.current().exists()
    assert "Somebody ended this already" in client.post(_end(one), {"why": "again"}, follow=True).text
    assert Protected.objects.get().ended_why == "She speaks of it herself"


def test_the_words_are_in_no_audit_row_no_title_and_no_address(people, sign_in):
    client = sign_in(people.clerk)
    answer = client.post(reverse("committees:protect"), TYPED, follow=True)
    one = Protected.objects.get()
    ended = client.post(_end(one), {"why": "Gone"}, follow=True)
    told = [f"{row.did} {row.kind} {row.thing_id} {row.details}" for row in AuditRow.objects.all()]
    assert [row for row in told if "protect" in row]
    addresses = [one[0] for page in (answer, ended) for one in page.redirect_chain]
    titles = [page.text.split("<title>")[1].split("</title>")[0] for page in (answer, ended)]
    for said in [*told, str(one), repr(one), *addresses, *titles]:
        assert "Quillfeather" not in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": "Jo"}, "Write at least 3 letters"),
        ({"kind": "number", "words": "12-3"}, "Write at least 4 letters or digits"),
        ({"kind": "number", "words": "abcd"}, "A number has digits"),
        ({"words": "…!?-"}, "Write at least 3 letters"),
        ({"why": ""}, "Say why it is protected"),
        ({"kind": ""}, "Choose what it is"),
    ],
)
def test_what_cannot_be_marked_is_told_and_nothing_is_kept(people, sign_in, typed, said):
    assert said in sign_in(people.clerk).post(reverse("committees:protect"), TYPED | typed).text
    assert not Protected.objects.exists()


def test_one_mark_is_enough_for_one_person_but_tells_nothing_of_others(people, other_clerk):
    marked(people.clerk)
    with pytest.raises(protecting.CannotProtect, match="You have marked this already") as why:
        marked(people.clerk, words="zebedee  QUILLFEATHER")
    assert "uillfeather" not in str(why.value)
    marked(other_clerk)
    assert Protected.objects.count() == 2


def test_what_has_ended_is_not_looked_for(people):
    one = marked(people.clerk)
    assert protecting.found_in("Thanks to Quillfeather, Zebedee for the poem") == 1
    protecting.end(one, why="Gone", by=people.clerk)
    assert protecting.found_in("Thanks to Quillfeather, Zebedee for the poem") == 0


def test_looking_for_any_number_of_marks_takes_one_query(people):
    for number in range(12):
        marked(people.clerk, words=f"Zebedee {number:04}")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert protecting.found_in("Zebedee 0003 and Zebedee 0011") == 2
    assert len(asked) == 1


def test_a_pack_that_failed_for_words_leads_to_what_is_protected(people, sign_in, body):
    meeting = MeetingFactory(body=body)
    build = packs.order(meeting, by=people.clerk)
    build.parts.update(state=State.DONE)
    hit = {"item": "", "where": "metadata", "kind": "protected"}
    build.packs.update(state=State.FAILED, error="Something that is marked as protected stands in it.", hits=[hit])
    text = sign_in(people.clerk).get(reverse("committees:pack", args=[meeting.pk])).text
    assert reverse(LIST) in text
    build.packs.update(hits=[])
    assert reverse(LIST) not in sign_in(people.clerk).get(reverse("committees:pack", args=[meeting.pk])).text


def _end(one):
    return reverse("committees:end_protection", args=[one.pk])

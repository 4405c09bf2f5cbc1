"""How far a build is, in words: which item, how many, about how long, and what is to be done where it failed."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import packs
from committees.models import Build, Pack, Part
from committees.models.packs import OF_EVERY_PACK, Edition, Form
from committees.packs import mending, naming, pace
from committees.packs.working import UNFORESEEN
from corporate_parenting.lib.jobs import State
from tests.factories.committees import AgendaItemFactory, BodyFactory, ExemptionFactory, MeetingFactory, PaperFactory

pytestmark = pytest.mark.django_db
SECONDS = 8  # that each report took
TITLES = ["Sufficiency report", "Health of children in care", "Fostering", "Adoption"]


@pytest.fixture
def meeting(body):
    packs.worker_seen()
    meeting = MeetingFactory(body=body)
    for title in TITLES:
        AgendaItemFactory(meeting=meeting, title=title)
    return meeting


def ordered(meeting, *states, number=1, seconds=SECONDS, **more):
    """A build with a report for each of the states, and both editions waiting."""
    now = timezone.now()
    build = Build.objects.create(meeting=meeting, number=number, ordered_at=now)
    for order, (state, item) in enumerate(zip(states, meeting.items.all(), strict=False), start=1):
        began = now - timedelta(seconds=seconds)
        part = Part(build=build, order=order, kind="report", title=item.title, item=item, in_public=True,
                    in_restricted=True, state=state, attempt=1, started_at=began, **more)  # fmt: skip
        if state == State.DONE:
            part.finished_at, part.pages = now, 4
        if state == State.RUNNING:
            part.lease_until, part.started_at = now + timedelta(minutes=1), now
        part.save()
    Pack.objects.bulk_create(Pack(build=build, edition=edition) for edition in OF_EVERY_PACK)
    return build


def test_it_says_which_item_how_many_and_how_long(meeting):
    build = ordered(meeting, State.DONE, State.RUNNING, State.WAITING, State.WAITING)
    told = packs.progress(build)
    assert told.now == "Item 2, Health of children in care: being printed"
    assert (told.made, told.count) == (1, 6)
    assert told.left == "about 40 seconds left"  # five jobs of eight seconds, by one pair of hands
    assert told.beside == ""


def test_more_hands_take_less_time(meeting):
    build = ordered(meeting, State.DONE, State.RUNNING, State.RUNNING, State.RUNNING)
    told = packs.progress(build)
    assert told.now == "Item 2, Health of children in care: being printed, and 2 more"
    assert told.left == "about 10 seconds left"  # five times eight seconds, by three pairs


def test_other_packs_share_the_workers_and_are_told_of(meeting):
    build = ordered(meeting, State.DONE, State.RUNNING, State.WAITING, State.WAITING)
    for _ in range(2):
        other = MeetingFactory(body=BodyFactory(name="CANARY of another body"))
        AgendaItemFactory(meeting=other, title="CANARY of another body")
        ordered(other, State.WAITING)
    told = packs.progress(build)
    assert told.beside == "2 other packs are"
    assert told.left == "about 2 minutes left"


def test_the_page_tells_of_other_packs_by_number_alone(meeting, people, sign_in):
    ordered(meeting, State.RUNNING)
    other = MeetingFactory(body=BodyFactory(name="CANARY of another body"))
    AgendaItemFactory(meeting=other, title="CANARY of another body")
    ordered(other, State.RUNNING)
    text = page(sign_in(people.clerk), meeting)
    assert "Another pack is being built as well, so the workers take turns." in text
    assert "CANARY" not in text


def test_it_does_not_guess_before_anything_was_made(meeting):
    build = ordered(meeting, State.RUNNING, State.WAITING)
    assert packs.progress(build).left == "how long it still takes cannot be said yet"


def test_it_learns_from_the_builds_before(meeting):
    ordered(meeting, *[State.DONE] * 4, seconds=40).packs.update(state=State.DONE)
    build = ordered(meeting, State.RUNNING, *[State.WAITING] * 3, number=2)
    assert packs.progress(build).left == "about 4 minutes left"  # two editions and four reports of 40 seconds each


def test_what_was_found_again_in_no_time_is_no_measure(meeting):
    ordered(meeting, *[State.DONE] * 4, seconds=0, was_cached=True)
    build = ordered(meeting, State.RUNNING, number=2)
    assert packs.progress(build).left == pace.CANNOT_SAY


def test_a_long_report_takes_longer_than_a_short_one(meeting):
    build = ordered(meeting, *[State.DONE] * 4)
    known, new = build.parts.first(), Part(kind="report", form=Form.STANDARD)
    Part.objects.filter(pk=known.pk).update(pages=40, finished_at=known.started_at + timedelta(seconds=80))
    pages = pace.learnt()
    assert pages.expected(known) == pytest.approx(40 * (80 + 3 * SECONDS) / (40 + 3 * 4), rel=0.01)
    assert pages.expected(new) == pytest.approx((80 + 3 * SECONDS) / 4, rel=0.01)


def test_what_takes_longer_than_expected_goes_on_for_a_while(meeting):
    build = ordered(meeting, State.DONE, State.RUNNING)
    Part.objects.filter(build=build, state=State.RUNNING).update(started_at=timezone.now() - timedelta(seconds=400))
    Pack.objects.filter(build=build).update(state=State.DONE)
    [left] = [pace.seconds_left(list(build.parts.all()), [], builds=1)]
    assert left == pytest.approx(100, abs=2)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "how long it still takes cannot be said yet"),
        (0, "less than 10 seconds left"),
        (9.9, "less than 10 seconds left"),
        (12, "about 10 seconds left"),
        (44, "about 40 seconds left"),
        (56, "about a minute left"),
        (89, "about a minute left"),
        (110, "about 2 minutes left"),
        (40 * 60, "about 40 minutes left"),
        (57 * 60, "about an hour left"),
        (2.4 * 3600, "about 2 hours left"),
    ],
)
def test_how_long_is_said_no_finer_than_it_is_known(seconds, said):
    assert pace.words(seconds) == said


def test_without_a_worker_nothing_is_foretold(meeting):
    build = ordered(meeting, State.DONE, State.WAITING)
    packs.working.Worker.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    told = packs.progress(build)
    assert (told.now, told.left) == ("Waiting for a worker", "")
    assert told.waits.startswith("No worker is running")


def page(client, meeting, query=""):
    return client.get(reverse("committees:pack", args=[meeting.pk]) + query).text


def test_the_page_says_it_in_one_sentence_and_as_a_bar_with_words(meeting, people, sign_in):
    ordered(meeting, State.DONE, State.RUNNING, State.WAITING, State.WAITING)
    text = page(sign_in(people.clerk), meeting)
    said = " ".join(re.sub("<[^>]+>", " ", text[text.index('id="pack-now"') :]).split())
    assert 'id="pack-now">Item 2, Health of children in care: being printed 1 of 6 done 1 of 6 done, about' in said
    assert (
        '<progress class="app-build__bar" aria-labelledby="pack-now" max="6" value="1">1 of 6 done</progress>' in text
    )
    assert "%" not in said.split("This page refreshes itself")[0]


def test_refreshing_stops_at_a_press_and_comes_back(meeting, people, sign_in):
    build, client = ordered(meeting, State.RUNNING), sign_in(people.clerk)
    moving, still = page(client, meeting), page(client, meeting, "?still")
    for words, where in (("http-equiv", moving), ("pack.js", moving), ("Stop refreshing", moving)):
        assert words in where
        assert words not in still
    for words in ("Look again", "Let it refresh itself", "Item 1, Sufficiency report: being printed"):
        assert words in still
    Pack.objects.filter(build=build).update(state=State.DONE)
    assert "http-equiv" not in page(client, meeting)


def test_what_failed_has_its_cause_the_paper_and_try_again_beside_it(meeting, people, sign_in):
    build = ordered(meeting, State.DONE, State.FAILED)
    paper = PaperFactory(item=meeting.items.all()[1])
    build.parts.filter(state=State.FAILED).update(paper=paper, error="A table has too many columns.")
    client = sign_in(people.clerk)
    assert "Try again" not in page(client, meeting)
    assert "You can try again when this build has ended." in page(client, meeting)
    build.packs.update(state=State.DONE)
    text = page(client, meeting)
    failed = text[text.index("What could not be made") : text.index("What it is made of")]
    assert "Item 2: Health of children in care (report)" in failed
    assert "A table has too many columns." in failed
    assert f'href="{reverse("committees:paper", args=[paper.pk])}"' in failed
    assert f'action="{reverse("committees:build_pack", args=[meeting.pk])}"' in failed
    assert "what was made well is found again" in failed
    client.post(reverse("committees:build_pack", args=[meeting.pk]))
    assert meeting.builds.first().number == 2


def test_a_private_paper_that_failed_is_named_by_its_item_alone(meeting, people, sign_in):
    build = ordered(meeting, State.FAILED)
    paper = PaperFactory(item=meeting.items.first())
    ExemptionFactory(paper=paper)
    build.parts.update(paper=paper, title="CANARY of a child", in_public=False, error="It is nested too deeply.")
    text = page(sign_in(people.clerk), meeting)
    assert "Item 1: Sufficiency report (report)" in text
    assert "CANARY" not in text


def test_words_that_must_not_be_there_are_told_by_place_with_a_link(meeting, people, sign_in):
    build = ordered(meeting, State.DONE)
    hits = [
        {"item": "2", "where": "page 7 (item 1)", "kind": "sentence"},
        {"item": "", "where": "bookmark", "kind": "protected"},
        {"item": "2", "where": "CANARY <b>", "kind": ""},
    ]
    build.packs.filter(edition=Edition.PUBLIC).update(state=State.FAILED, error="Words were found.", hits=hits)
    build.packs.filter(edition=Edition.RESTRICTED).update(state=State.DONE)
    text, item = page(sign_in(people.clerk), meeting), meeting.items.all()[1]
    agenda = reverse("committees:agenda", args=[meeting.pk])
    link = f'<a class="govuk-link" href="{agenda}#item-{item.pk}">'
    assert (
        f"{link}Page 7 (item 1): words of item 2, Health of children in care, which are kept from the public</a>"
        in text
    )
    assert f'<a class="govuk-link" href="{agenda}">Bookmark: something that is marked as protected</a>' in text
    assert "CANARY &lt;b&gt;" in text


def test_what_is_tried_again_says_how_often_and_when(meeting):
    build = ordered(meeting, State.RUNNING)
    part = build.parts.get()
    assert mending.put_off(part) == ""
    part.attempt, part.error, part.lease_until = 3, UNFORESEEN, timezone.now() + timedelta(seconds=7.9)
    assert mending.put_off(part) == "Something went wrong, tried 3 times: tried again in 8 seconds"
    part.attempt, part.lease_until = 1, timezone.now() + timedelta(seconds=0.5)
    assert mending.put_off(part) == "Something went wrong, tried once: tried again in a second"
    part.attempt, part.lease_until = 2, timezone.now() + timedelta(seconds=55)
    assert mending.put_off(part) == "Something went wrong, tried once: being tried again"


def test_a_job_that_was_really_put_off_is_told_of(meeting, people, sign_in, monkeypatch):
    def breaks(part):
        raise ZeroDivisionError
        yield part

    build = ordered(meeting, State.WAITING)
    monkeypatch.setitem(packs.working.MAKERS, Part, breaks)
    packs.working.do(packs.next_job(build))
    text = page(sign_in(people.clerk), meeting)
    assert re.search(r"Something went wrong, tried 2 times: tried again in (\d seconds|a second)", text)


def test_editions_stand_together_with_their_forms_the_standard_print_first(meeting):
    build = ordered(meeting, State.DONE)
    for edition, form in ((Edition.YOUNG, Form.WEB), (Edition.YOUNG, Form.LARGE), (Edition.PUBLIC, Form.WEB),
                          (Edition.PUBLIC, Form.LARGE)):  # fmt: skip
        Pack.objects.create(build=build, edition=edition, form=form)
    shelves = packs.progress(build).shelves
    assert [(shelf.title, [line.form for line in shelf.lines]) for shelf in shelves] == [
        ("Public edition", ["Standard print", "Large print", "Web page"]),
        ("Restricted edition", ["Standard print"]),
        ("Young people’s edition", ["Large print", "Web page"]),
    ]


def test_parts_of_the_large_print_are_a_group_of_their_own_closed_at_first(meeting, people, sign_in):
    build = ordered(meeting, State.DONE)
    large = {"form": Form.LARGE, "kind": "report", "title": "x", "in_public": True, "in_restricted": True}
    item = meeting.items.all()[3]
    Part.objects.create(build=build, order=50, state=State.DONE, finished_at=timezone.now(), **large)
    Part.objects.create(build=build, order=100, item=item, **large)
    assert [len(packs.progress(build).items), packs.progress(build).count] == [1, 5]
    text = page(sign_in(people.clerk), meeting)
    group = re.search(r'<details class="govuk-details" id="pack-large">.*?</details>', text, re.DOTALL)[0]
    assert "Large print: 1 of 2 done" in group
    assert "Item 4: Adoption" in group


def test_the_standard_print_is_there_as_soon_as_it_is_ready(meeting, people, sign_in):
    build = ordered(meeting, State.DONE)
    build.packs.update(state=State.DONE, pages=3)
    Pack.objects.create(build=build, edition=Edition.PUBLIC, form=Form.LARGE)
    text = page(sign_in(people.clerk), meeting)
    assert "The standard print is ready below." in text
    assert reverse("committees:open_public_pack", args=[build.packs.in_print().first().pk]) in text
    assert "It waits for its parts." in text


def test_every_kind_has_words_for_what_is_being_made(meeting):
    item = meeting.items.first()
    for kind in Part.Kind:
        part = Part(kind=kind, item=item, form=Form.LARGE, title=item.title)
        assert naming.doing(part).startswith("Item 1, Sufficiency report")
        assert naming.doing(part).endswith(" in large print")
    for form in Form:
        assert naming.doing(Pack(edition=Edition.PUBLIC, form=form)).startswith("Public edition")


def test_the_page_of_a_long_build_asks_no_more_of_the_database(meeting, people, sign_in):
    client = sign_in(people.clerk)

    def count():
        with CaptureQueriesContext(connection) as counted:
            page(client, meeting)
        return len(counted)

    ordered(meeting, State.FAILED, State.RUNNING)
    few = count()
    meeting.builds.all().delete()
    ordered(meeting, State.FAILED, State.RUNNING, State.DONE, State.FAILED)
    assert count() == few

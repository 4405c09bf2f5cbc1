"""The young people's edition: ticked item by item, plain words first, nothing in it that is not for everybody."""

import pikepdf
import pytest
from django.urls import reverse

from committees import agenda, packs, young
from committees.models import AgendaItem, Publication
from committees.models.packs import Edition, Form
from committees.packs import planning
from corporate_parenting.lib import files, pdf, words
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM
from roles.models import AuditRow, Person
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
WORDS = (
    "We look at how many of you saw a dentist this year. Most of you did. Four still wait for a first visit. "
    "We ask what we can do so that nobody waits."
)
HARD = (
    "The Committee is requested to scrutinise the sufficiency strategy with particular reference to placement "
    "stability, the commissioning of in-house provision and the implications arising from the implementation of "
    "recommendations previously endorsed by Members following consultation with multi-agency partners."
)


@pytest.fixture
def item(body):
    return AgendaItemFactory(meeting=MeetingFactory(body=body), title="Teeth")


def page(item):
    return reverse("committees:item_young", args=[item.pk])


def typed(item, **more):
    return {"for_young": "on", "young_words": WORDS, "edition": str(item.edition)} | more


def now(item):
    return AgendaItem.objects.get(pk=item.pk)


# --- The clerk says it


def test_the_clerk_ticks_an_item_and_writes_what_it_is_about(item, people, sign_in):
    client = sign_in(people.clerk)
    response = client.post(page(item), typed(item))
    assert (response.status_code, response.url) == (302, reverse("committees:agenda", args=[item.meeting_id]))
    assert (now(item).for_young, now(item).young_words, now(item).edition) == (True, WORDS, 1)
    assert AuditRow.objects.get(did="edited on the agenda").actor == "Clerk Hattie Brook"
    assert "For young people" in client.get(response.url).text


def test_the_form_of_the_item_has_it_too_and_keeps_what_it_says(item, people, sign_in):
    item.for_young, item.young_words = True, WORDS
    item.save()
    client = sign_in(people.clerk)
    address = reverse("committees:edit_item", args=[item.pk])
    assert WORDS in client.get(address).text
    client.post(address, {"title": "Teeth and gums", "purpose": "note", **typed(item, young_words="Teeth matter.")})
    assert (now(item).title, now(item).for_young, now(item).young_words) == ("Teeth and gums", True, "Teeth matter.")


def test_a_new_item_may_be_ticked_at_once(body, people, sign_in):
    meeting = MeetingFactory(body=body)
    address = reverse("committees:add_item", args=[meeting.pk])
    sign_in(people.clerk).post(address, {"title": "Teeth", "for_young": "on", "young_words": WORDS})
    assert meeting.items.get().young_words == WORDS


def test_words_that_are_hard_are_saved_and_the_clerk_is_told_what_is_hard(item, people, sign_in):
    response = sign_in(people.clerk).post(page(item), typed(item, young_words=HARD), follow=True)
    assert now(item).young_words == HARD
    assert "A reader of about 22 can follow it. Aim for 12" in response.text
    assert "A long sentence: “The Committee is requested to scrutinise…”" in response.text
    assert "is hard to read. Plainer: " in response.text


def test_plain_words_get_no_advice_but_their_age():
    assert [said for said in young.advice(WORDS) if "can follow it. That is plain." in said] == young.advice(WORDS)[:1]
    assert not young.is_hard(WORDS)
    assert young.advice("Teeth matter.") == [young.TOO_SHORT]
    assert young.advice("  ") == []


def test_a_private_item_may_be_ticked_only_with_words(item, people, sign_in):
    AgendaItem.objects.update(likely_private=True, private_kind="exempt", private_paragraphs=[2], private_reason="x")
    client = sign_in(people.clerk)
    assert "Its papers are private, so young people read these words" in client.get(page(item)).text
    response = client.post(page(item), typed(item, young_words=""))
    assert agenda.YOUNG_READ_NOTHING_ELSE in response.text
    assert not now(item).for_young
    with pytest.raises(agenda.CannotChangeAgenda, match="Say in plain words"):
        agenda.edit_item(now(item), for_young=True, by=SYSTEM)
    client.post(page(item), typed(item))
    assert now(item).for_young


def test_words_that_tell_who_somebody_is_are_stopped(item, people, sign_in):
    response = sign_in(people.clerk).post(page(item), typed(item, young_words="We talk about J, 14, and her teeth."))
    assert "It holds initials with an age" in response.text
    assert not now(item).for_young


def test_two_clerks_at_the_words_are_shown_both_and_lose_nothing(item, people, sign_in):
    client = sign_in(people.clerk)
    agenda.edit_item(now(item), young_words="Teeth, by the other clerk.", by=SYSTEM)
    response = client.post(page(item), typed(item))
    assert "Somebody else saved this item" in response.text
    assert "Teeth, by the other clerk." in response.text
    assert WORDS in response.text
    assert now(item).young_words == "Teeth, by the other clerk."
    mine = {"choose-young_words": "mine", "choose-for_young": "mine", "asked": ["young_words", "for_young"]}
    client.post(page(item), typed(now(item)) | mine)
    assert (now(item).for_young, now(item).young_words) == (True, WORDS)


def test_nobody_but_the_clerk_writes_the_words(item, people, sign_in):
    assert sign_in(people.member).get(page(item)).status_code == 404
    assert sign_in(people.member).post(page(item), typed(item)).status_code == 404
    assert not now(item).for_young


def test_the_words_of_a_published_agenda_may_change_and_the_agenda_says_the_same(item, people, sign_in):
    agenda.publish(item.meeting, by=people.clerk)
    before = Publication.objects.count()
    sign_in(people.clerk).post(page(item), typed(item))
    assert now(item).for_young
    assert Publication.objects.count() == before


def test_the_look_before_a_pack_warns_of_an_item_without_words(item):
    AgendaItem.objects.update(for_young=True)
    assert [said for said in packs.look(item.meeting).warnings if "nobody has said in plain words" in said]
    AgendaItem.objects.update(young_words=WORDS)
    assert not [said for said in packs.look(item.meeting).warnings if "nobody has said in plain words" in said]


def test_the_page_of_the_pack_says_what_is_in_it(item, people, sign_in):
    client = sign_in(people.clerk)
    address = reverse("committees:pack", args=[item.meeting_id])
    assert "No item is in the young people’s edition" in client.get(address).text
    AgendaItem.objects.update(for_young=True)
    assert "nobody has written any" in client.get(address).text


# --- The edition


@pytest.fixture
def laid(body):
    Person.objects.update(email="clerk@wexcombe.example")
    made = packing.meeting_with_everything(body)
    for at, said in ((0, "We say who cannot come."), (1, WORDS), (2, "Homes."), (4, "Where some of you live.")):
        made.items[at].for_young, made.items[at].young_words = True, said
        made.items[at].save()
    return made


def built(meeting):
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    return build


def test_the_parts_are_a_sheet_for_each_item_and_its_open_papers(laid):
    build = packs.order(laid.meeting, by=SYSTEM)
    parts = build.parts.filter(in_young=True).order_by("order")
    assert [(part.item.order, part.kind) for part in parts] == [
        (1, "plain"),
        (2, "plain"),
        (2, "report"),
        (2, "appendix"),
        (3, "plain"),
        (3, "follows"),
        (5, "plain"),
    ]
    assert [part.form for part in parts] == [Form.LARGE] * 7
    assert not build.parts.filter(form=Form.LARGE, in_young=False).exists()


def test_an_item_that_was_withdrawn_is_not_in_it(laid):
    AgendaItem.objects.filter(pk=laid.items[1].pk).update(withdrawn_at=laid.meeting.starts_at, withdrawn_why="Late")
    assert laid.items[1] not in planning.for_young(laid.meeting)


@pytest.mark.usefixtures("prints")
def test_it_begins_with_plain_words_and_holds_what_is_open_alone(laid):
    pack = built(laid.meeting).packs.get(edition=Edition.YOUNG, form="large")
    assert (pack.state, pack.error, pack.form) == (State.DONE, "", Form.LARGE)
    assert [check["name"] for check in pack.checks][-1] == "words"
    pages = [
        (" ".join(told.split()), " ".join(stamped.split()))
        for _, told, stamped in pdf.inspect(files.path(pack.file)).pages
    ]
    front = pages[0][0].replace(" ,", ",")
    for said in (
        "For young people",
        "Why it matters to you",
        "Health of children in care, page 2",
        "We look at how many",
    ):
        assert said in front
    sheet = next(told for told, stamped in pages if "Item 2 in plain words" in stamped)
    assert WORDS in sheet
    assert "Then they decide what to do." in sheet
    assert "The report that the meeting has starts on the next page." in sheet
    private = next(told for told, stamped in pages if "Item 5 in plain words" in stamped)
    assert "The report on this is private." in private
    assert "Schedule 12A" not in " ".join(told for told, _ in pages)
    report = next(stamped for _, stamped in pages if "Item 2: Health" in stamped)
    assert "Page 1 in standard print" in report
    assert "canary" not in words.squeezed(words.of_pdf(files.path(pack.file)))
    with pikepdf.open(files.path(pack.file)) as opened:
        assert next(page.label for page in opened.pages if page.label.isdigit()) == "1"


@pytest.mark.usefixtures("prints")
def test_a_sentence_of_a_private_paper_in_the_plain_words_fails_the_edition(laid):
    laid.items[4].young_words = packing.SECRET_TEXT
    laid.items[4].save()
    build = built(laid.meeting)
    assert build.packs.get(edition=Edition.YOUNG, form="large").state == State.FAILED
    assert build.packs.in_print().get(edition=Edition.PUBLIC).state == State.DONE


def test_without_a_tick_there_is_no_such_edition(laid):
    AgendaItem.objects.update(for_young=False)
    build = packs.order(laid.meeting, by=SYSTEM)
    assert not build.packs.filter(edition=Edition.YOUNG).exists()

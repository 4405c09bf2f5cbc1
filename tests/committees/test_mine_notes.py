"""A member's own notes: nobody else reads them, two windows lose nothing, and a script saves them on the way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import mine
from committees.mine import Conflict, notes
from committees.models import ItemNote, Meeting
from roles.models import AuditRow
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, MeetingFactory, PaperFactory

WORDS = "Ask about dentists Quillfeather"
EVERYBODY = ["clerk", "head_clerk", "chair", "other", "co_opted", "author", "clearer", "admin", "guardian"]


@pytest.fixture
def item(body, people):
    meeting = MeetingFactory(
        body=body, starts_at=timezone.now(), published_at=timezone.now(), published_by=people.clerk
    )  # fmt: skip
    return AgendaItemFactory(meeting=meeting, title="Dentists")


def url(name, *args):
    return reverse(f"committees:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def text(person, item):
    return ItemNote.objects.get(person=person, item=item).text


# --- The step


def test_a_note_is_kept_changed_and_taken_away(people, item):
    first = mine.note(item, text=f" {WORDS}\n", edition=0, by=people.member)
    assert (first.text, first.edition) == (WORDS, 1)
    second = mine.note(item, text="Ask twice", edition=1, by=people.member)
    assert (second.pk, second.text, second.edition) == (first.pk, "Ask twice", 2)
    assert mine.note(item, text=" ", edition=2, by=people.member) is None
    assert not ItemNote.objects.exists()


def test_nothing_written_is_no_note(people, item):
    assert mine.note(item, text="", edition=0, by=people.member) is None
    assert not ItemNote.objects.exists()


def test_the_same_text_again_is_no_change(people, item):
    first = mine.note(item, text=WORDS, edition=0, by=people.member)
    assert mine.note(item, text=WORDS, edition=0, by=people.member).edition == first.edition


@pytest.mark.parametrize("late", ["Mine", ""])
def test_two_windows_lose_nothing(people, item, late):
    mine.note(item, text="First", edition=0, by=people.member)
    mine.note(item, text="Second", edition=1, by=people.member)
    with pytest.raises(Conflict) as conflict:
        mine.note(item, text=late, edition=1, by=people.member)
    assert conflict.value.theirs.text == text(people.member, item) == "Second"


def test_two_windows_that_begin_at_once(people, item):
    mine.note(item, text="One", edition=0, by=people.member)
    with pytest.raises(Conflict):
        mine.note(item, text="Other", edition=0, by=people.member)
    assert text(people.member, item) == "One"


def test_both_texts_can_be_kept(people, item):
    mine.note(item, text="One", edition=0, by=people.member)
    mine.keep_both(item, text="Other ", by=people.member)
    assert text(people.member, item) == "One\n\nOther"
    ItemNote.objects.all().delete()
    assert mine.keep_both(item, text="Other", by=people.member).text == "Other"


def test_two_people_have_a_note_each(people, item):
    mine.note(item, text="One", edition=0, by=people.member)
    mine.note(item, text="Other", edition=0, by=people.chair)
    assert (text(people.member, item), text(people.chair, item)) == ("One", "Other")
    assert set(notes.own(people.member, [item.pk])) == {item.pk}
    assert notes.own(people.author, [item.pk]) == {}


def test_no_note_is_in_the_audit_record(people, item):
    mine.note(item, text=WORDS, edition=0, by=people.member)
    assert not AuditRow.objects.exists()


# --- The pages


def test_a_note_is_seen_by_who_wrote_it_alone(people, sign_in, item):
    paper = PaperFactory(item=item, laid_at=timezone.now())
    mine.note(item, text=WORDS, edition=0, by=people.member)
    pages = [url("meeting", item.meeting), url("my_notes", item.meeting), url("note", item), url("paper", paper)]
    for page in pages:
        assert WORDS in sign_in(people.member).get(page).text, page
    pages += [url("my_meetings"), url("agenda", item.meeting), reverse("home"), url("actions"), url("engagement_table")]
    for name in EVERYBODY:
        client = sign_in(getattr(people, name))
        for page in pages:
            assert WORDS.encode() not in b"".join(client.get(page)), (name, page)


def test_a_note_is_saved_from_the_page_of_the_meeting_without_a_script(people, sign_in, item):
    client = sign_in(people.member)
    answer = client.post(url("note", item), {"text": WORDS, "edition": "0"})
    assert answer["Location"] == f"{url('meeting', item.meeting)}#item-{item.pk}"
    answer = client.post(url("note", item), {"text": f"{WORDS}!", "edition": "1", "paper": "7"})
    assert answer["Location"] == f"{url('paper', 7)}#my-note"
    assert text(people.member, item) == f"{WORDS}!"


def test_a_script_is_told_the_edition(people, sign_in, item):
    client = sign_in(people.member)
    answer = client.post(url("note", item), {"text": WORDS, "edition": "0"}, headers={"Accept": "application/json"})
    assert answer.json() == {"edition": 1}
    assert answer.headers["Cache-Control"].count("no-store") == 1


def test_a_conflict_shows_both_and_saves_what_is_chosen(people, sign_in, item):
    client = sign_in(people.member)
    mine.note(item, text="In the other window", edition=0, by=people.member)
    answer = client.post(url("note", item), {"text": "In this window", "edition": "0"})
    assert answer.status_code == 409
    assert "In the other window" in answer.text
    assert "In this window" in answer.text
    assert text(people.member, item) == "In the other window"
    client.post(url("note", item), {"text": "In this window", "edition": "1", "both": "1"})
    assert text(people.member, item) == "In the other window\n\nIn this window"


def test_a_note_that_is_too_long_comes_back_whole(people, sign_in, item):
    long = "a" * (notes.LONGEST + 1)
    answer = sign_in(people.member).post(url("note", item), {"text": long, "edition": "0"})
    assert answer.status_code == 422
    assert "Nothing you wrote is lost" in answer.text
    assert long in answer.text


@pytest.mark.parametrize("edition", ["", "x", "-1"])
def test_a_strange_edition_overwrites_nothing(people, sign_in, item, edition):
    mine.note(item, text="One", edition=0, by=people.member)
    answer = sign_in(people.member).post(url("note", item), {"text": "Other", "edition": edition})
    assert answer.status_code in (409, 422)
    assert "Other" in answer.text
    assert text(people.member, item) == "One"


def test_a_meeting_that_one_may_not_see_takes_no_note(people, sign_in, item):
    Meeting.objects.update(published_at=None, published_by=None)
    for name in ("other", "author"):
        client = sign_in(getattr(people, name))
        assert client.get(url("note", item)).status_code == 404
        assert client.post(url("note", item), {"text": "x", "edition": "0"}).status_code == 404
        assert client.get(url("my_notes", item.meeting)).status_code == 404
    assert not ItemNote.objects.exists()


def test_a_note_on_something_private_waits_for_a_code(people, sign_in, item):
    ExemptionFactory(paper=PaperFactory(item=item))
    mine.note(item, text=WORDS, edition=0, by=people.member)
    without = sign_in(people.member, code=False)
    for page in (url("meeting", item.meeting), url("my_notes", item.meeting), url("my_meetings")):
        answer = without.get(page)
        assert (answer.status_code, WORDS in answer.text) == (200, False), page
    assert "a one-time code is asked for" in without.get(url("my_notes", item.meeting)).text
    assert without.get(url("note", item)).status_code == 302
    assert without.post(url("note", item), {"text": "x", "edition": "1"}).status_code == 302
    assert text(people.member, item) == WORDS
    assert WORDS in sign_in(people.member).get(url("note", item)).text


def test_a_note_waits_for_a_code_also_when_its_private_paper_is_not_theirs_to_read_any_more(people, sign_in, item):
    ExemptionFactory(paper=PaperFactory(item=item), kind="confidential", paragraphs=[])
    mine.note(item, text=WORDS, edition=0, by=people.member)
    without = sign_in(people.member, code=False)
    for page in (url("meeting", item.meeting), url("my_notes", item.meeting)):
        assert WORDS not in without.get(page).text
    assert WORDS in sign_in(people.member).get(url("my_notes", item.meeting)).text


def test_notes_cost_the_same_for_one_and_for_many(people, sign_in, item):
    client = sign_in(people.member)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url("my_notes", item.meeting)).status_code == 200
        return len(queries)

    mine.note(item, text="One", edition=0, by=people.member)
    asked()
    before = asked()
    for _ in range(9):
        mine.note(AgendaItemFactory(meeting=item.meeting), text="More", edition=0, by=people.member)
    assert asked() == before

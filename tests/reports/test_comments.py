"""Comments on a draft: anchored to words, answered, resolved by name, carried on while open, and never printed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corporate_parenting.lib import richtext
from reports import comments, drafting, layout, printing, texts
from reports.models import Comment, KeptText
from roles.permissions import PUBLIC
from tests.factories.reports import (
    BlockFactory,
    ClearanceFactory,
    RecommendationFactory,
    SectionFactory,
    TableFactory,
    ready_report,
)

pytestmark = pytest.mark.django_db
CANARY = "CANARY-of-a-comment"


@pytest.fixture
def report(people, body):
    return ready_report(people.author, title="Dentists", remit=body.remit)


@pytest.fixture
def version(report):
    return report.versions.get()


@pytest.fixture
def section(version):
    """“Every child in care sees a dentist once a year.”"""
    return texts.name_of(version.sections.get())


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def freeze(version):
    version.number, version.frozen_at = 1, "2026-11-20T09:00Z"
    version.save()
    return version


# --- The steps


def test_a_comment_is_anchored_to_words_of_the_part(version, section, people):
    comment = comments.say(version, section, "Twice, surely?", quote="once  a\nyear", by=people.clearer)
    [thread] = comments.beside(version, people.author.user)[section]
    assert (thread.comment, thread.stands, thread.part_label) == (comment, True, "Background")


def test_words_that_do_not_stand_there_are_refused(version, section, people):
    with pytest.raises(comments.NotThere):
        comments.say(version, section, "What?", quote="twice a year", by=people.clearer)
    with pytest.raises(comments.NotThere):
        comments.say(version, "section:999999", "What?", by=people.clearer)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("quote", ["sees a **dentist**", "sees a dentist", "83%", "Dental checks"])
def test_a_quote_may_be_as_it_is_typed_or_as_it_is_read_and_from_a_table(version, people, quote):
    section = SectionFactory(version=version)
    BlockFactory(section=section, text="Each child sees a **dentist**.")
    TableFactory(section=section)
    assert comments.say(version, texts.name_of(section), "Good", quote=quote, by=people.author).quote == quote


def test_when_the_words_are_gone_the_thread_says_so(version, section, people):
    comments.say(version, section, "Twice?", quote="once a year", by=people.clearer)
    drafting.change(
        version.sections.get().blocks.get(), text="Every child sees a dentist twice a year.", by=people.author
    )
    [thread] = comments.beside(version, people.author.user)[section]
    assert (thread.stands, thread.comment.quote) == (False, "once a year")


def test_answers_stand_in_one_thread(version, section, people):
    first = comments.say(version, section, "Why?", by=people.clearer)
    reply = comments.answer(first, "Because", by=people.author)
    comments.answer(reply, "I see", by=people.clearer)
    [thread] = comments.threads(version, people.author.user)
    assert [one.text for one in thread.replies] == ["Because", "I see"]


def test_a_thread_is_resolved_and_opened_again_under_a_name(version, section, people):
    first = comments.say(version, section, "Why?", by=people.clearer)
    done = comments.resolve(first, by=people.author)
    assert (done.resolved_by, comments.beside(version, people.author.user)) == (people.author, {})
    with pytest.raises(comments.Closed):
        comments.resolve(first, by=people.clearer)
    with pytest.raises(comments.Closed):
        comments.answer(first, "Wait", by=people.clearer)
    assert comments.reopen(first, by=people.clearer).resolved_by is None


def test_nothing_is_said_about_a_cleared_version(version, section, people):
    first = comments.say(version, section, "Why?", by=people.clearer)
    freeze(version)
    for step in (lambda: comments.say(version, section, "x", by=people.clearer),
                 lambda: comments.answer(first, "x", by=people.clearer)):  # fmt: skip
        with pytest.raises(comments.Closed):
            step()


def test_only_open_comments_go_on_with_the_next_version(version, section, people):
    RecommendationFactory(version=version, text="To agree")
    asked = texts.name_of(version.recommendations.last())
    still = comments.say(version, asked, "Agree what?", quote="To agree", by=people.clearer)
    comments.answer(still, "The plan", by=people.author)
    done = comments.say(version, section, "Fine", by=people.clearer)
    comments.resolve(done, by=people.author)
    draft = drafting.start_version(freeze(version).report, by=people.author)
    [thread] = comments.threads(draft, people.author.user)
    assert (thread.comment, thread.stands, len(thread.replies)) == (still, True, 1)
    assert thread.comment.part == texts.name_of(draft.recommendations.last())
    assert [one.comment for one in comments.threads(version, people.author.user)] == [done]


def test_what_is_said_of_the_reasons_also_stands_beside_the_version(version, people):
    drafting.save_details(version, reasons="Because it helps", by=people.author)
    comments.say(version, f"reasons:{version.pk}", "Whom?", quote="it helps", by=people.clearer)
    found = comments.beside(version, people.author.user)
    assert sorted(found) == [f"reasons:{version.pk}", f"version:{version.pk}"]


def test_who_may_resolve(version, section, people):
    comment = comments.say(version, section, "Why?", by=people.clearer)
    may = [
        who
        for who in ("author", "clearer", "clerk", "member")
        if comments.may_resolve(getattr(people, who).user, comment)
    ]
    assert may == ["author", "clearer"]
    assert not comments.may_resolve(PUBLIC, comment)


def test_a_comment_waits_for_the_writers_until_one_of_them_answers(version, section, people, django_assert_num_queries):
    first = comments.say(version, section, "Why?", by=people.clearer)
    waits = [(version.report_id, "Dentists", 1)]
    with django_assert_num_queries(1):
        assert comments.waiting(people.author) == waits
    assert comments.waiting(people.clearer) == []
    comments.answer(first, "Because", by=people.author)
    assert comments.waiting(people.author) == []
    comments.answer(first, "And?", by=people.clearer)
    assert comments.waiting(people.author) == waits
    comments.resolve(first, by=people.author)
    assert comments.waiting(people.author) == []


# --- The pages


def say_by_page(client, report, **typed):
    return client.post(address("comment", report.pk), {"text": CANARY, **typed})


def test_whoever_may_see_the_draft_comments_on_it(sign_in, people, report, version, section):
    ClearanceFactory(report=report, version=version, asked=people.clearer, sent_by=people.author)
    for who in ("author", "clearer", "clerk"):
        client = sign_in(getattr(people, who))
        assert say_by_page(client, report, part=section, quote="a dentist").status_code == 302, who
        page = client.get(address("comments", report.pk))
        assert page.text.count("CANARY") >= 1
        assert '<mark class="app-mark">' in page.text
    assert Comment.objects.count() == 3


@pytest.mark.parametrize("who", ["member", "chair", "other", "participation", "head_clerk", "guardian"])
def test_others_neither_see_nor_say_anything(sign_in, people, version, section, who):
    report = version.report
    comment = comments.say(version, section, CANARY, by=people.author)
    client = sign_in(getattr(people, who))
    pages = [address("comments", report.pk), address("comment", report.pk), address("answer_comment", comment.pk)]
    pages += [address("resolve_comment", comment.pk), address("reopen_comment", comment.pk)]
    for page in pages:
        assert client.post(page, {"text": "x", "part": section}).status_code in (404, 405), page
        assert "CANARY" not in client.get(page).text
    assert [(row.text, row.resolved_at) for row in Comment.objects.all()] == [(CANARY, None)]


def test_a_refused_comment_keeps_every_word(sign_in, people, report, section):
    page = say_by_page(sign_in(people.author), report, part=section, quote="no such words")
    assert "These words do not stand in the part you chose" in page.text
    assert CANARY in page.text
    assert "no such words" in page.text


def test_an_empty_answer_is_asked_for_again(sign_in, people, report, version, section):
    comment = comments.say(version, section, "Why?", by=people.clearer)
    page = sign_in(people.author).post(address("answer_comment", comment.pk), {"text": " "})
    assert "Enter your answer" in page.text


def test_comments_of_a_cleared_version_are_for_its_writers(sign_in, people, report, version, section):
    comments.say(version, section, CANARY, by=people.author)
    freeze(version)
    assert CANARY in sign_in(people.author).get(address("comments", report.pk)).text
    assert sign_in(people.clerk).get(address("comments", report.pk)).status_code == 403


def test_a_comment_leads_back_to_where_it_was_made_and_nowhere_else(sign_in, people, report, version, section):
    client = sign_in(people.author)
    back = address("write", report.pk)
    assert say_by_page(client, report, part=section, back=back)["Location"].startswith(f"{back}#comment-")
    for away in ("https://evil.example/reports/", "//evil.example/", "/reports/\\evil"):
        said = say_by_page(client, report, part=section, back=away)
        assert said["Location"].startswith(("/reports/", address("comments", report.pk)))
        assert "evil.example" not in said["Location"]


def test_the_page_asks_the_same_of_the_database_for_one_comment_and_for_many(
    sign_in, people, version, section, django_assert_num_queries
):
    client, page = sign_in(people.author), address("comments", version.report_id)
    comments.say(version, section, "One", quote="dentist", by=people.clearer)
    client.get(page)
    with CaptureQueriesContext(connection) as first:
        client.get(page)
    for number in range(40):
        comments.answer(comments.say(version, section, str(number), by=people.author), "x", by=people.clearer)
    with django_assert_num_queries(len(first.captured_queries)):
        client.get(page)


# --- What readers get


def test_no_comment_is_printed_or_laid_out(version, section, people):
    comments.say(version, section, CANARY, by=people.clearer)
    texts.keep(version, section, "x", CANARY, how=KeptText.How.SAVED, by=people.author)
    assert CANARY not in printing.document(version).html
    assert CANARY not in str(layout.lay_out(version, text=richtext.page))

"""The pages of appendices: what an officer is told, what is kept when something is refused, and who sees what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports import drafting, texts
from reports.models import Appendix
from tests.factories.reports import AppendixFactory, ClearanceFactory, ready_report
from tests.lib.pdf.samples import CANARY
from tests.reports import appendix_files as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(people, body):
    return ready_report(people.author, remit=body.remit)


@pytest.fixture
def author(sign_in, people):
    return sign_in(people.author)


@pytest.fixture
def hiding(report, people):
    how = {"file_name": "plan.pdf", "title": "Plan of homes", "by": people.author}
    return drafting.add_appendix(report.versions.get(), data=made.covered(), **how)


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def file(data, name="a.pdf"):
    return SimpleUploadedFile(name, data)


def test_a_picture_and_a_table_are_added_and_shown_on_the_page_of_the_report(author, report):
    page = address("appendices", report.pk)
    author.post(page, {"what": "picture", "title": "Asked", "alt": made.ALT, "file": file(made.picture(), "a.png")})
    author.post(page, {"what": "table", "has_heading": "no", "file": file(made.CSV, "by_quarter.csv")})
    rows = list(report.versions.get().appendices.all())
    assert [(row.kind, row.title) for row in rows] == [("png", "Asked"), ("csv", "by quarter")]
    assert rows[1].table["head"] == ["Column 1", "Column 2"]
    read = author.get(address("read", report.versions.get().pk)).text
    assert (f"What it shows: {made.ALT}" in read, '<td class="govuk-table__cell">52</td>' in read) == (True, True)
    listed = author.get(page).text
    assert ("A screen reader can read this in part." in listed, "A screen reader can read this." in listed) == (
        True,
        True,
    )


def test_a_picture_without_words_asks_for_them_and_keeps_the_title(author, report):
    answer = author.post(address("appendices", report.pk), {"title": "MY TITLE", "file": file(made.picture(), "a.png")})
    assert ("Say what the picture shows" in answer.text, "MY TITLE" in answer.text) == (True, True)
    assert (
        'value="picture" checked' in " ".join(answer.text.split()) or "picture" in answer.context["form"].data["what"]
    )
    assert Appendix.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.xlsx", made.workbook(), "hidden sheets, formulas"),
        ("a.csv", b'a,b\n1,"2\n', "on line 2, broken row"),
        ("../../a.pdf\x00.exe", b"MZ" + bytes(9), "This is a program"),
        ("empty.pdf", b"", "0 bytes"),
    ],
)
def test_a_refused_file_is_named_and_every_word_stays(author, report, name, data, why):
    words = {"what": "picture", "title": "MY TITLE", "alt": "MY WORDS", "file": file(data, name)}
    answer = author.post(address("appendices", report.pk), words)
    assert [why in answer.text, "MY TITLE" in answer.text, "MY WORDS" in answer.text] == [True, True, True]
    assert Appendix.objects.count() == 0


def test_a_file_that_hides_words_is_added_with_what_is_to_be_decided(author, report):
    answer = author.post(address("appendices", report.pk), {"file": file(made.covered())}, follow=True)
    assert ("waits: words are hidden in it" in answer.text, "Decide about what is hidden" in answer.text) == (
        True,
        True,
    )
    assert CANARY not in answer.text


def test_hidden_words_are_shown_on_demand_alone(author, hiding):
    page = address("appendix_decide", hiding.pk)
    assert CANARY not in author.get(page).text
    assert CANARY in author.get(page, {"words": 1}).text
    for odd in ("2", "x", "-1", "99999999999999"):
        assert CANARY not in author.get(page, {"words": odd}).text


def test_a_writer_flattens_and_the_description_is_asked_for(author, report, hiding):
    page = address("appendix_decide", hiding.pk)
    refused = author.post(page, {"flatten-alt": ""})
    assert (refused.status_code, "Answer the question “What does the file tell?”" in refused.text) == (200, True)
    author.post(page, {"flatten-alt": "A plan of three homes."})
    hiding.refresh_from_db()
    assert (hiding.answer, hiding.alt) == ("flattened", "A plan of three homes.")
    assert "Flattened: what was hidden is gone" in author.get(page).text
    assert "A screen reader cannot read this." in author.get(address("appendices", report.pk)).text


def test_the_clerk_says_that_nothing_is_private_and_the_writer_does_not(sign_in, people, author, hiding):
    page, words = address("appendix_decide", hiding.pk), {"clean-why": "Its own labels.", "clean-confirm": "on"}
    author.post(page, words)
    hiding.refresh_from_db()
    assert (hiding.answer, "Somebody else has to say so" in author.get(page).text) == ("", True)
    clerk = sign_in(people.clerk)
    refused = clerk.post(page, words | {"clean-confirm": ""})
    assert "Its own labels." in refused.text
    clerk.post(page, words)
    hiding.refresh_from_db()
    assert (hiding.answer, hiding.answered_by) == ("clean", people.clerk)


def test_the_clerk_does_not_flatten_what_others_write(sign_in, people, hiding):
    sign_in(people.clerk).post(address("appendix_decide", hiding.pk), {"flatten-alt": "Gone."})
    hiding.refresh_from_db()
    assert hiding.waits_for_answer


def test_who_may_not_see_the_report_sees_nothing_of_its_files(sign_in, people, hiding):
    for who in (people.other, people.member, people.clearer):
        client = sign_in(who)
        for page in (address("appendix_decide", hiding.pk), address("appendix_page", hiding.pk, 1)):
            assert client.get(page).status_code == 404
            assert client.post(page, {"clean-why": "x", "clean-confirm": "on"}).status_code == 404
    hiding.refresh_from_db()
    assert hiding.waits_for_answer


def test_a_page_is_shown_as_a_picture(author, hiding):
    answer = author.get(address("appendix_page", hiding.pk, 1), {"small": "x"})
    assert (answer["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")
    assert [author.get(address("appendix_page", hiding.pk, number)).status_code for number in (0, 2)] == [404, 404]


def test_title_and_description_are_changed_and_a_second_writer_is_told(author, report, people):
    how = {"file_name": "a.png", "title": "Asked", "alt": made.ALT, "by": people.author}
    row = drafting.add_appendix(report.versions.get(), data=made.picture(), **how)
    page, seen = address("appendix_change", row.pk), drafting.edition(row)
    author.post(page, {"title": "Who asked", "alt": "New words.", "seen": seen})
    row.refresh_from_db()
    assert (row.title, row.alt) == ("Who asked", "New words.")
    answer = author.post(page, {"title": "MINE", "alt": "MY WORDS", "seen": seen})
    assert [word in answer.text for word in ("MINE", "MY WORDS", "Who asked")] == [True, True, True]


def test_nothing_is_changed_while_a_clearer_reads(author, report, people, hiding):
    ClearanceFactory(report=report, version=report.versions.get(), asked=people.clearer, sent_by=people.author)
    answer = author.post(address("appendix_decide", hiding.pk), {"flatten-alt": "MY WORDS"})
    assert ("MY WORDS" in answer.text, "was sent for clearance" in answer.text) == (True, True)


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_asks_as_often_for_ten_as_for_one(author, report, django_assert_max_num_queries, count):
    AppendixFactory.create_batch(count, version=report.versions.get(), hidden=[made.HIDES])
    with django_assert_max_num_queries(16):
        author.get(address("appendices", report.pk))


def test_a_title_changed_while_its_file_is_replaced_stays(author, report, people):
    draft, by = report.versions.get(), people.author
    added = drafting.add_appendix(draft, data=made.CSV, file_name="a.csv", title="Quarters", by=by)
    form = author.get(address("replace", added.pk)).context["form"]
    drafting.reword_appendix(added, title="Asked by quarter", by=by)
    typed = {"what": "table", "has_heading": "yes", "title": "Quarters", "was": form["was"].value()}
    author.post(address("replace", added.pk), typed | {"file": file(b"Quarter;Asked\nWinter;77\n", "b.csv")})
    row = Appendix.objects.get()
    assert (row.title, row.table["rows"]) == ("Asked by quarter", [["Winter", "77"]])
    author.post(address("replace", added.pk), typed | {"title": "New words", "file": file(made.CSV, "c.csv")})
    assert Appendix.objects.get().title == "New words"
    kept = [texts.read(one) for one in draft.kept_texts.filter(part=f"appendix:{row.pk}").order_by("at", "pk")]
    assert kept == ["Quarters", "Asked by quarter", "New words"]

"""The page of the check and the page of how a report reads aloud."""

import pytest
from django.urls import reverse

from reports.models import Brief
from tests.factories.reports import BlockFactory, SectionFactory, ready_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(people, body):
    return ready_report(people.author, title="Moves of children", remit=body.remit)


@pytest.fixture
def author(sign_in, people):
    return sign_in(people.author)


def page(client, report, name="check"):
    return client.get(reverse(f"reports:{name}", args=[report.pk]))


def write(report, text):
    version = report.versions.get()
    return BlockFactory(section=version.sections.first() or SectionFactory(version=version), text=text)


def test_findings_stand_in_groups_with_place_and_words(author, report):
    block = write(report, "In the spring 3 children moved. Mia, 9, was one. [insert date]")
    text = page(author, report).text
    assert text.index("To put right before you send it</h2>") < text.index("Words still to be filled in")
    assert text.index("Worth a look</h2>") < text.index("What could tell who a child is")
    assert text.index("What could tell who a child is") < text.index("Small numbers of children")
    assert f'#block-{block.pk}">Paragraph 1.2, “Background”</a> <q class="app-checks__quote">3 children</q>' in text
    assert "Before you tell a child’s story" in text
    assert "Send for clearance" not in text


def test_the_councils_threshold_is_said(author, report):
    write(report, "In the spring 3 children moved.")
    assert "Write “fewer than 5” or “&lt;5”" in page(author, report).text


def test_nothing_in_the_way_is_said_and_led_on(author, report):
    response = page(author, report)
    assert "Nothing stands in the way" in response.text
    assert reverse("reports:send", args=[report.pk]) in response.text


def test_what_the_body_may_do_stands_beside_what_it_cannot(author, report):
    powers = [
        {"reach": "recommends", "words": "Recommends to another body: money for carers"},
        {"reach": "law", "may_decide": False, "basis": "advisory", "words": "By law: it advises."},
    ]
    Brief.objects.create(report=report, body_name="The Panel", powers=powers, written_at="2026-11-01T10:00Z")
    report.versions.get().recommendations.update(verb="approve", text="The Panel is asked to approve the money.")
    text = page(author, report).text
    assert "The Panel advises and decides nothing, by the law it stands on." in text
    assert "What The Panel may do" in text
    assert "Recommends to another body: money for carers" in text


def test_a_brief_of_old_is_still_read(author, report):
    Brief.objects.create(
        report=report, body_name="The Panel", powers=["Comments: on plans"], written_at="2026-11-01T10:00Z"
    )
    assert "Comments: on plans" in author.get(reverse("reports:report", args=[report.pk])).text


def test_words_of_a_report_are_words_and_no_markup(author, report):
    write(report, "3 <script>alert(1)</script> children; 3 children; <b>Mia</b>, 9, told us.")
    assert "<script>alert(1)" not in page(author, report).text
    assert "<script>alert(1)" not in page(author, report, "plainness").text


def test_how_it_reads_aloud(author, report):
    long = "We asked every child who came into care what they " + "and their brothers and sisters " * 5 + "want."
    write(report, f"{long} The CAMHS placement ended. The placement was far.")
    text = page(author, report, "plainness").text
    assert "Background</a></th>" in text
    assert "36 words" in text
    assert "It stands for: child and adolescent mental health services." in text
    assert "<strong>placement</strong>, 2 times" in text
    assert "Reading age" in text


def test_an_empty_report_reads_as_nothing(author, report):
    version = report.versions.get()
    version.sections.all().delete()
    version.recommendations.all().delete()
    assert "There is no text yet." in page(author, report, "plainness").text


@pytest.mark.parametrize("name", ["check", "plainness"])
def test_only_writers_get_in(sign_in, people, report, name):
    write(report, "CANARY, 9, told us.")
    assert page(sign_in(people.clearer), report, name).status_code == 404
    assert page(sign_in(people.member), report, name).status_code == 404
    assert page(sign_in(people.clerk), report, name).status_code == 403


def test_the_task_list_says_no_word_of_what_was_found(author, report):
    write(report, "Jayden, 9, told us.")
    text = author.get(reverse("reports:report", args=[report.pk])).text
    assert "To check" in text
    assert "Jayden" not in text


def test_the_pages_cost_the_same_for_a_long_report(author, report, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as first:
        page(author, report)
    for number in range(20):
        BlockFactory(section=SectionFactory(version=report.versions.get(), heading=f"Part {number}"))
    with django_assert_max_num_queries(len(first)):
        page(author, report)

"""A report that is started from last quarter's: what is copied, and which old dates and figures are marked."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import carried_over, clearance, drafting, from_earlier
from reports.models import Format, Report, Version
from reports.writing import applying, flow
from tests.factories.committees import BodyFactory
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    ContactFactory,
    FormatFactory,
    RecommendationFactory,
    ReportFactory,
    SectionFactory,
    SourceFactory,
    TableFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db
CLEARED = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def source(people, body):
    """Last quarter's report: two paragraphs with dates and figures, one without, and a table."""
    report = ReportFactory(author=people.author, title="Health, summer 2026", remit=body.remit)
    version = VersionFactory(
        report=report, header=[["To", "The Panel"], ["Meeting date", "20 September 2026"], ["Purpose", "To report"]]
    )
    section = SectionFactory(version=version)
    BlockFactory(section=section, text="By June 2026, **71%** of 1,024 children had seen a dentist.")
    BlockFactory(section=section, text="Two practices cost £18,000 a year.")
    BlockFactory(section=section, text="Carers have one number to ring.")
    TableFactory(section=section)
    for factory in (ContactFactory, RecommendationFactory, AppendixFactory):
        factory(version=version)
    SourceFactory(version=version, title="Dental records")
    Version.objects.filter(pk=version.pk).update(number=1, frozen_at=CLEARED)
    return Version.objects.select_related("report__format").get(pk=version.pk)


@pytest.fixture
def draft(source, people, body):
    return from_earlier.start_from(
        source, title="Health, autumn 2026", remit=body.remit, by=people.author
    ).versions.get()


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def words(version):
    return [one.words for one in carried_over.unchanged(version)]


# --- The copy


def test_everything_is_copied_but_appendices_and_what_the_meeting_says(source, draft, people):
    assert (draft.title, draft.number, draft.started_from) == ("Health, autumn 2026", None, source)
    assert draft.header == [["To", ""], ["Meeting date", ""], ["Purpose", "To report"]]
    assert flow.text_of(draft.sections.get()).count("\n\n") == 3
    for name in ("contacts", "recommendations", "sources"):
        assert [str(row) for row in getattr(draft, name).all()] == [str(row) for row in getattr(source, name).all()]
    assert not draft.appendices.exists()
    assert (draft.report.author, draft.report.title) == (people.author, "Health, autumn 2026")


def test_the_source_stays_as_it_is(source, draft, people):
    drafting.change(draft.sections.first().blocks.first(), text="Other", by=people.author)
    assert "71%" in source.sections.get().blocks.first().text


def test_a_newer_template_is_taken(source, people):
    old = source.report.format
    new = Format.objects.create(
        name=old.name, number=2, follows=old, numbering=old.numbering, parts=old.parts, sources_heading="Sources",
        header_fields=["Report to", "Purpose", "Ward"], sections=["Background", "Risks"],
    )  # fmt: skip
    draft = from_earlier.start_from(source, title="New", by=people.author).versions.get()
    assert draft.report.format == new
    assert [label for label, _ in draft.header] == ["Report to", "Purpose", "Ward"]
    assert [row.heading for row in draft.sections.all()] == ["Background", "Risks"]


def test_what_was_private_is_private_in_the_copy(source, people):
    section, appendix = source.sections.get(), source.appendices.get()
    about = {
        "kind": "exempt",
        "paragraphs": [3],
        "reason": "A contract",
        "decided_at": CLEARED,
        "decided_by": people.author,
    }
    source.private_parts.create(section=section, **about)
    source.private_parts.create(appendix=appendix, **about)
    draft = from_earlier.start_from(source, title="New", by=people.author).versions.get()
    [kept] = draft.private_parts.all()
    assert (kept.section, kept.appendix) == (draft.sections.first(), None)


# --- What is marked


def test_old_dates_and_figures_are_found_until_they_change(draft, people):
    assert words(draft) == [["June 2026", "71%", "1,024"], ["£18,000"], ["2025", "71%", "2026", "83%"]]
    first, second, *_ = draft.sections.first().blocks.all()
    drafting.change(first, text="By September 2026, **74%** of 1,024 children had seen a dentist.", by=people.author)
    drafting.change(second, text="Two practices cost £19,000 a year.", by=people.author)
    assert words(draft) == [["1,024"], ["2025", "71%", "2026", "83%"]]


def test_a_cell_that_changed_is_not_marked(draft, people):
    table = draft.sections.first().blocks.get(kind="table")
    drafting.change(
        table, table={"head": ["Year", "Checked"], "rows": [["2025", "71%"], ["2026", "90%"]]}, by=people.author
    )
    assert words(draft)[-1] == ["2025", "71%", "2026"]


def test_saving_a_section_for_another_reason_takes_no_mark_away(draft, people):
    section = draft.sections.first()
    applying.save(section, flow.text_of(section).replace("one number", "a number"), by=people.author)
    assert words(draft) == [["June 2026", "71%", "1,024"], ["£18,000"], ["2025", "71%", "2026", "83%"]]


def test_what_is_still_right_is_said_under_a_name_and_holds_for_these_words(draft, people):
    one = carried_over.unchanged(draft)[1]
    carried_over.confirm(draft, one.key, by=people.author)
    assert ["£18,000"] not in words(draft)
    assert carried_over.confirmed(draft)[one.key].by == people.author
    with pytest.raises(carried_over.NothingThere):
        carried_over.confirm(draft, one.key, by=people.author)
    block = draft.sections.first().blocks.all()[1]
    drafting.change(block, text="Two practices cost £18,000 a year, and a third nothing.", by=people.author)
    assert ["£18,000"] in words(draft)


def test_nothing_is_marked_in_a_report_that_was_not_started_from_another(source, people):
    assert carried_over.unchanged(source) == []
    own = drafting.start_version(source.report, by=people.author)
    assert (carried_over.unchanged(own), list(carried_over.findings(own)), carried_over.marks(own)) == ([], [], None)


def test_the_findings_stop_nothing(draft, people):
    [found] = carried_over.findings(draft)
    assert (found.stops, found.place) == (False, "“Background”")
    assert "June 2026" in found.quote
    assert "June 2026" not in found.said
    clearance.submit(draft.report, to=people.clearer, by=people.author)


def test_nothing_is_confirmed_while_it_is_cleared(draft, people):
    one = carried_over.unchanged(draft)[0]
    clearance.submit(draft.report, to=people.clearer, by=people.author)
    with pytest.raises(drafting.BeingCleared):
        carried_over.confirm(draft, one.key, by=people.author)


# --- The pages


def test_the_list_of_earlier_reports_holds_what_one_may_see_the_bodys_first(sign_in, people, source, body):
    other = BodyFactory(name="Health Panel").remit
    hidden = VersionFactory(frozen=True, report__title="CANARY of another")
    newer = VersionFactory(
        report__author=people.author,
        report__title="Newer",
        report__remit=other,
        number=1,
        frozen_at="2026-10-01T09:00Z",
    )
    client = sign_in(people.author)
    first, then = (client.get(address("earlier"), asked).text for asked in ({}, {"remit": body.remit.pk}))
    assert first.index("Newer") < first.index(source.title)
    assert then.index(source.title) < then.index("Newer")
    assert "CANARY" not in first + then
    assert client.get(address("start_from", hidden.pk)).status_code == 404
    assert client.post(address("start_from", hidden.pk), {"title": "x"}).status_code == 404
    assert "Newer" not in client.get(address("earlier"), {"words": "summer"}).text
    assert newer.report.versions.count() == 1


@pytest.mark.parametrize("who", ["clerk", "clearer", "member", "guardian"])
def test_who_may_not_write_reports_starts_none(sign_in, people, source, who):
    client = sign_in(getattr(people, who))
    for page in (address("earlier"), address("start_from", source.pk)):
        assert (client.get(page).status_code, client.post(page, {"title": "x"}).status_code) == (403, 403)
    assert Report.objects.count() == 1


def test_from_the_list_to_a_report_without_old_figures(sign_in, people, source):
    client = sign_in(people.author)
    page = client.get(address("start_from", source.pk))
    assert "Waiting times" in page.text
    started = client.post(address("start_from", source.pk), {"title": "Health, autumn", "remit": ""}, follow=True)
    report = Report.objects.get(title="Health, autumn")
    assert started.redirect_chain[-1][0] == address("carried_over", report.pk)
    assert (
        '<mark class="app-mark"><span class="govuk-visually-hidden">as in the earlier report: </span>June 2026'
        in started.text
    )
    version = report.versions.get()
    read = client.get(address("read", version.pk)).text
    assert read.count('class="app-mark"') == 9  # eight where they stand, and one that explains them
    for one in carried_over.unchanged(version):
        client.post(address("confirm_carried", report.pk), {"key": one.key})
    assert "Nothing is left" in client.get(address("carried_over", report.pk)).text
    assert "app-mark" not in client.get(address("read", version.pk)).text.partition("<main")[2]


def test_a_title_is_needed_and_what_was_typed_stays(sign_in, people, source):
    page = sign_in(people.author).post(address("start_from", source.pk), {"title": " "})
    assert "Enter the title" in page.text
    assert Report.objects.count() == 1


def test_marks_are_for_those_who_write(sign_in, people, draft):
    clerk = sign_in(people.clerk)
    assert "app-mark" not in clerk.get(address("read", draft.pk)).text
    assert clerk.get(address("carried_over", draft.report_id)).status_code == 403
    assert clerk.post(address("confirm_carried", draft.report_id), {"key": "x"}).status_code == 403


def test_a_key_of_nothing_changes_nothing(sign_in, people, draft):
    page = sign_in(people.author).post(address("confirm_carried", draft.report_id), {"key": "x" * 50}, follow=True)
    assert "Nothing was changed" in page.text


def test_a_report_not_started_from_another_says_so(sign_in, people, source):
    drafting.start_version(source.report, by=people.author)
    page = sign_in(people.author).get(address("carried_over", source.report_id))
    assert "was not started from an earlier one" in page.text


def test_the_list_asks_the_same_of_the_database_for_one_report_and_for_twenty(sign_in, people, source):
    client = sign_in(people.author)
    client.get(address("earlier"))
    with CaptureQueriesContext(connection) as few:
        client.get(address("earlier"))
    for number in range(20):
        report = ReportFactory(author=people.author, format=FormatFactory(), title=f"R{number}")
        VersionFactory(report=report, number=1, frozen_at=CLEARED)
    with CaptureQueriesContext(connection) as many:
        client.get(address("earlier"))
    assert len(many) == len(few)

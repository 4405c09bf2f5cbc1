"""What stands in the way before a report is sent."""

import pytest

from reports import checks
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    ContactFactory,
    SectionFactory,
    TableFactory,
    UnplacedFactory,
    VersionFactory,
    ready_report,
)
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    version = ready_report(PersonFactory()).versions.get()
    ContactFactory(version=version)
    return version


def stops(version):
    return [finding.text for finding in checks.findings(version) if finding.stops]


def hints(version):
    return [finding.text for finding in checks.findings(version) if not finding.stops]


def test_a_whole_report_has_nothing_in_its_way(version):
    assert checks.findings(version) == []


def test_a_report_asks_something(version):
    version.recommendations.all().delete()
    assert stops(version) == ["There is no recommendation: say what the body is asked to do."]


def test_a_heading_has_something_under_it(version):
    SectionFactory(version=version, heading="Costs")
    assert stops(version) == ["“Costs” is empty: write it, or remove the heading."]


def test_a_main_heading_may_hold_sub_headings_only(version):
    SectionFactory(version=version, heading="Costs")
    BlockFactory(section=SectionFactory(version=version, heading="This year", level=2))
    assert stops(version) == []


def test_a_table_has_a_heading_row_and_rows(version):
    section = version.sections.get()
    TableFactory(section=section, table={"head": [], "rows": [["1", "2"]]})
    TableFactory(section=section, table={"head": ["Year", "Checked"], "rows": []})
    assert stops(version) == [
        "In “Background”: a table has no heading row, so a screen reader cannot say what a column holds.",
        "In “Background”: a table has no rows.",
    ]


def test_a_table_stays_small_enough_to_read(version):
    TableFactory(section=version.sections.get(), table={"head": ["a"] * 21, "rows": [["1"] * 21]})
    assert stops(version) == [f"In “Background”: a table {checks.TOO_LARGE}."]


def test_an_empty_paragraph_stops(version):
    BlockFactory(section=version.sections.get(), text="  ")
    assert stops(version) == ["In “Background”: a paragraph is empty."]


def test_texts_without_a_place_stop(version):
    UnplacedFactory(version=version)
    UnplacedFactory(version=version)
    assert stops(version) == ["2 texts of the import have no place yet: put each into a section, or remove it."]


def test_what_is_worth_a_look(version):
    version.contacts.all().delete()
    TableFactory(section=version.sections.get(), caption="")
    AppendixFactory(version=version, tagged=False)
    version.header = [["To", ""], ["Purpose", ""]]
    version.save()
    assert hints(version) == [
        "“Purpose” is empty.",
        "In “Background”: a table has no caption that says what it shows.",
        "The report names no officer to ask.",
        "Appendix “Waiting times” has no structure for screen readers: a tagged PDF would be better.",
    ]


def test_the_check_costs_the_same_for_a_long_report(version, django_assert_num_queries):
    def add():
        for _ in range(3):
            TableFactory(section=SectionFactory(version=version))
            AppendixFactory(version=version, tagged=False)

    version = fresh(version)
    with django_assert_num_queries(6):
        checks.findings(version)
    add()
    version = fresh(version)
    with django_assert_num_queries(6):
        checks.findings(version)


def fresh(version):
    return VersionFactory._meta.model.objects.get(pk=version.pk)


def test_each_finding_leads_to_a_page(version, client):
    UnplacedFactory(version=version)
    SectionFactory(version=version)
    TableFactory(section=version.sections.first(), table={})
    assert VersionFactory(report__author=None, number=None)
    assert all(finding.url.startswith("/reports/") for finding in checks.findings(version))

"""What the pages of a report say: one word for one thing, what is true, and where to go on."""

import pytest
from django.urls import reverse

from reports import appendix_grades, checks, clearance, drafting, private, stages
from reports.models import Appendix, Format, Unplaced
from roles.audit import SYSTEM
from roles.permissions import OfficeKind
from tests.factories.reports import AppendixFactory, SourceFactory, TableFactory, UnplacedFactory, ready_report
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
WHY = "CANARY of the dental contract"


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


@pytest.fixture
def report(people, body):
    return ready_report(people.author, title="Homes", remit=body.remit)


@pytest.fixture
def author(sign_in, people):
    return sign_in(people.author)


def test_starting_speaks_of_templates_and_leads_to_every_way_to_begin(author):
    page = author.get(address("start")).text
    assert "Template" in page
    assert "format" not in page.split("<main", 1)[1].split("</form>", 1)[0].replace('name="format"', "").replace(
        "id_format", ""
    ).replace("div_id_format", "")
    assert "and the body later" not in page  # no page changes it
    for way in (address("earlier"), reverse("committees:import_report")):
        assert f'href="{way}"' in page


def test_a_report_without_a_word_leads_to_the_word_file_that_may_be_its_text(author, people, body):
    empty = drafting.start(title="Homes", format=Format.objects.first(), by=people.author, remit=body.remit)
    way = f"{reverse('committees:import_report')}?report={empty.pk}"
    assert way in author.get(address("report", empty.pk)).text
    assert f'<option value="{empty.pk}" selected>' in author.get(way).text


def test_a_report_with_words_does_not(author, report):
    assert reverse("committees:import_report") not in author.get(address("report", report.pk)).text


def test_sending_names_everybody_who_has_it_now(author, report):
    for name, kind in (("Finance", OfficeKind.CLEARER), ("Legal", OfficeKind.MONITORING_OFFICER)):
        office = holder(kind, f"Holder of {name}").office
        stages.add(name=name, office=office, working_days=2, at_once=name == "Legal", covers=[], by=SYSTEM)
    page = author.post(address("send", report.pk), follow=True).text
    assert "The report is with Finance and Legal." in page


def holder(kind, name):
    person = PersonFactory(name=name)
    UserFactory(person=person)
    person.office = OfficeFactory(kind=kind, label=f"Office of {name}")
    AppointmentFactory(person=person, office=person.office)
    return person


def test_whoever_clears_reads_what_is_to_be_private_and_why(sign_in, people, report):
    finance = holder(OfficeKind.CLEARER, "Nell Ash")
    stages.add(name="Finance", office=finance.office, working_days=2, covers=[], by=SYSTEM)
    version = report.versions.get()
    part = version.sections.get()
    private.declare(version, kind="exempt", paragraphs=[3], reason=WHY, part=part, by=people.author)
    sent = clearance.submit(report, by=people.author)
    page = sign_in(finance).get(address("clearance", sent.pk)).text
    assert WHY in page
    assert f"Section “{part.heading}”" in page
    assert "paragraph 3" in page


def test_a_refused_form_says_error_once_in_its_title(author, report):
    page = author.post(address("private_section", report.versions.get().sections.get().pk), {"reason": ""}).text
    assert "<title>Error: Make private" in page


def test_words_of_a_comment_are_called_optional_once(author, report):
    assert "(optional) (optional)" not in author.get(address("comment", report.pk)).text


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("section", {"heading": "Costs", "level": 1}, "The heading is added."),
        ("recommendation", {"text": "The Panel is asked to note it.", "verb": "note"}, "The recommendation is added."),
        ("source", {"title": "Dental records", "location": "Weir House"}, "The source document is added."),
    ],
)
def test_what_was_added_is_named(author, report, kind, typed, said):
    assert said in author.post(address("add", report.pk, kind), typed, follow=True).text


def test_a_line_that_the_meeting_fills_in_is_not_called_empty(report):
    version = report.versions.get()
    version.header = [["Meeting", ""], ["Lead officer", ""]]
    version.save()
    texts = [finding.text for finding in checks.findings(version)]
    assert "“Lead officer” is empty." in texts
    assert "“Meeting” is empty." not in texts


def test_what_was_left_out_of_a_file_is_read_and_not_put_into_a_section(author, report):
    version = report.versions.get()
    note = UnplacedFactory(version=version, where=Unplaced.ABOUT_THE_FILE, text="Hidden text was left out (7 words).")
    stops = [finding.text for finding in checks.findings(version) if finding.stops]
    assert stops == ["1 thing was left out of the file or changed on the way in: read what, then take it off the list."]
    page = author.get(address("unplaced", report.pk)).text
    assert "I have read this: take it off the list" in page
    assert f"section-for-{note.pk}" not in page
    UnplacedFactory(version=version)
    assert "Put it there" in author.get(address("unplaced", report.pk)).text


def test_what_a_mark_says_of_an_appendix_is_not_said_twice(author, report):
    found = ["It has no tags for screen readers: upload the tagged original.", "Fonts are not in the file: Arial."]
    AppendixFactory(version=report.versions.get(), kind=Appendix.Kind.PDF, tagged=False, findings=found)
    page = author.get(address("appendices", report.pk)).text
    assert page.count("It has no tags") == 1
    assert "Arial" in page
    assert appendix_grades.others(Appendix(findings=found)) == found[1:]


def test_tables_of_a_section_are_counted_as_tables(report):
    section = report.versions.get().sections.get()
    TableFactory(section=section, caption="")
    places = [finding.place for finding in checks.findings(report.versions.get()) if "caption" in finding.text]
    assert places == [f"Table 1, “{section.heading}”"]


def test_sources_stand_on_the_page_as_in_print(author, report):
    version = report.versions.get()
    SourceFactory(version=version, title="Dental records", location="Weir House")
    read = address("read", version.pk)
    Format.objects.filter(pk=report.format_id).update(sources_as=Format.Listing.TABLE)
    assert '<th scope="row" class="govuk-table__header">Dental records</th>' in author.get(read).text
    Format.objects.filter(pk=report.format_id).update(sources_as=Format.Listing.LIST)
    assert "<li>Dental records, Weir House</li>" in author.get(read).text


def test_only_who_clears_is_led_to_who_answers_while_they_are_away(sign_in, people):
    clearer = holder(OfficeKind.CLEARER, "Nell Ash")
    assert f'href="{reverse("away")}"' in sign_in(clearer).get(address("list")).text
    assert reverse("away") not in sign_in(people.author).get(address("list")).text

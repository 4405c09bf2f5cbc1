"""The pages of templates: for those who keep them, by form alone, with every word kept that was typed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import drafting, templating
from reports.models import Format, Version
from tests.factories.reports import ClearanceFactory, ready_report
from tests.reports.test_templating import WORDS

pytestmark = pytest.mark.django_db

NEW = reverse("reports:new_template")
TYPED = {
    "name": "Cabinet report",
    "opening": "fields",
    "header_fields": "Meeting\r\n  Date \r\n\r\nWards  affected",
    "numbering": "none",
    "sections": "Summary\nTimetable",
    "implications_heading": "What it means",
    "implications": "Financial\nLegal",
    "sources_heading": "Background papers",
    "sources_as": "list",
    "footer_fields": "",
    **{f"place_{part}": place for place, part in enumerate(("sections", "recommendations", "implications"), start=1)},
    "place_contacts": "",
    "place_closing": "9",
}


@pytest.fixture
def client(people, sign_in):
    return sign_in(people.head_clerk)


@pytest.fixture
def template(people):
    return templating.make(**WORDS, by=people.head_clerk)


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def test_only_those_who_keep_them_have_pages_of_templates(people, sign_in, template):
    pages = [address("templates"), NEW, *(address(name, template.pk) for name in ("template", "change_template"))]
    for who in (people.author, people.clerk, people.clearer):
        own = sign_in(who)
        assert [own.get(page).status_code for page in pages] == [403] * 4
        assert own.post(NEW, TYPED).status_code == 403
        assert own.get(address("template_example", template.pk)).status_code == 403
    assert not Format.objects.filter(name="Cabinet report").exists()


def test_a_template_is_made_by_form(client):
    assert client.post(NEW, TYPED).status_code == 302
    made = Format.objects.get(name="Cabinet report")
    assert made.header_fields == ["Meeting", "Date", "Wards affected"]
    assert made.parts == ["sections", "recommendations", "implications", "closing"]
    assert (made.sections, made.implications, made.footer_fields) == (
        ["Summary", "Timetable"],
        ["Financial", "Legal"],
        [],
    )
    assert (made.number, made.in_use) == (1, True)
    shown = client.get(address("template", made.pk)).text
    assert "What it means" in shown
    assert re.search(r"There are no legal implications, because", shown)


def test_what_cannot_be_so_is_said_at_its_field_and_every_word_stays(client):
    bad = TYPED | {
        "name": "Decimal paragraphs",
        "sections": "Aim\nAim",
        "place_sections": "x",
        "place_recommendations": "",
    }
    shown = client.post(NEW, bad)
    assert shown.status_code == 200
    assert "The place of “Sections” is a whole number" in shown.text
    told = client.post(NEW, bad | {"place_sections": "1"}).text
    for words in (
        "Another template is called “Decimal paragraphs”",
        "“Aim” stands there twice",
        "Give the recommendations a place",
        "Wards  affected",
        "What it means",
    ):
        assert words in told
    assert not Format.objects.filter(implications_heading="What it means").exists()


def test_moving_a_part_saves_nothing_and_keeps_what_was_typed(client):
    shown = client.post(NEW, TYPED | {"move": "implications:up", "name": "Half a na"}).text
    places = dict(re.findall(r'name="place_(\w+)"[^>]*?value="(\d*)"', shown))
    assert (places["sections"], places["implications"], places["recommendations"]) == ("1", "2", "3")
    assert 'value="Half a na"' in shown
    assert "govuk-error-summary" not in shown
    shown = client.post(NEW, TYPED | {"move": "contacts:up"}).text
    assert dict(re.findall(r'name="place_(\w+)"[^>]*?value="(\d*)"', shown))["contacts"] == "5"
    assert client.post(NEW, TYPED | {"move": "nonsense"}).status_code == 200
    assert not Format.objects.filter(name="Cabinet report").exists()


def test_a_look_shows_an_example_and_saves_nothing(client):
    shown = client.post(NEW, TYPED | {"look": "1"}).text
    assert "How children in our care see a dentist" in shown
    assert "Nothing is saved yet" in shown
    assert not Format.objects.filter(name="Cabinet report").exists()


def test_another_is_made_like_one_that_is_there(client, template):
    shown = client.get(f"{NEW}?from={template.pk}").text
    assert "Main issues" in shown
    assert f'value="{template.name}"' not in shown
    for asked in ("x", "999999", ""):
        assert client.get(f"{NEW}?from={asked}").status_code == 200


def test_a_change_makes_the_next_version(client, template, people):
    report = drafting.start(title="Dentists", format=template, by=people.author)
    page = address("change_template", template.pk)
    assert client.post(page, TYPED | {"seen": template.pk, "note": "Shorter"}).status_code == 302
    newer = Format.objects.get(follows=template)
    report.refresh_from_db()
    assert (newer.number, newer.note, newer.made_by, report.format) == (2, "Shorter", people.head_clerk, template)
    listed = client.get(address("templates")).text
    assert "Shorter" in listed
    assert f'href="{address("template", newer.pk)}"' in listed
    assert f'href="{address("template", template.pk)}"' not in listed
    assert "Older version" in client.get(address("template", template.pk)).text


def test_a_change_without_what_is_new_stays_on_the_page(client, template):
    shown = client.post(address("change_template", template.pk), TYPED | {"seen": template.pk}).text
    assert "Say what is new in this version" in shown
    assert "Wards  affected" in shown
    assert not Format.objects.filter(follows=template).exists()


def test_two_who_change_at_once_see_what_the_other_did_and_lose_nothing(client, template, people):
    page = address("change_template", template.pk)
    newer = templating.change(template, by=people.head_clerk, note="Theirs", sections=["Their heading"])
    shown = client.post(page, TYPED | {"seen": template.pk, "note": "Mine"}).text
    assert "New heading: “Their heading”." in shown
    assert "Wards  affected" in shown
    assert f'name="seen" value="{newer.pk}"' in shown
    assert not Format.objects.filter(follows=newer).exists()
    assert client.post(page, TYPED | {"seen": newer.pk, "note": "Mine, with theirs seen"}).status_code == 302
    assert Format.objects.get(follows=newer).number == 3


def test_a_template_goes_out_of_use_and_comes_back(client, template, people, sign_in):
    start = reverse("reports:start")
    client.post(address("withdraw_template", template.pk))
    assert template.name not in sign_in(people.author).get(start).text
    client.post(address("offer_template", template.pk))
    assert template.name in sign_in(people.author).get(start).text
    for one in Format.objects.exclude(pk=template.pk):
        client.post(address("withdraw_template", one.pk))
    said = client.post(address("withdraw_template", template.pk), follow=True).text
    assert "only template in use" in said
    newer = templating.change(template, by=people.head_clerk, note="New", sections=["Aim"])
    assert "took its place" in client.post(address("offer_template", template.pk), follow=True).text
    assert list(Format.objects.offered()) == [newer]


def test_the_example_is_a_pdf(client, template):
    made = client.get(address("template_example", template.pk))
    assert (made["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_list_asks_as_much_for_many_as_for_few(client, people):
    client.get(address("templates"))
    with CaptureQueriesContext(connection) as few:
        client.get(address("templates"))
    for number in range(40):
        made = templating.make(**WORDS | {"name": f"Template {number}"}, by=people.head_clerk)
        templating.change(made, by=people.head_clerk, note="New", sections=["Aim"])
        drafting.start(title="Dentists", format=made, by=people.author)
    with CaptureQueriesContext(connection) as many:
        shown = client.get(address("templates")).text
    assert shown.count("Template ") >= 40
    assert len(many) == len(few)


def test_the_way_to_templates_leads_from_council_facts_and_from_the_reports(client, people, sign_in):
    link = f'href="{address("templates")}"'
    assert link in client.get(reverse("roles:council_facts")).text
    assert link in client.get(address("list")).text
    assert link not in sign_in(people.author).get(address("list")).text


# --- A writer is told of a newer version


def newer_report(people, template):
    report = drafting.start(title="Dentists", format=template, by=people.author)
    newer = templating.change(template, by=people.head_clerk, note="Purpose is asked", header_fields=["To", "Purpose"])
    return report, newer


def test_a_writer_is_told_and_takes_it_in_one_press(people, sign_in, template):
    report, newer = newer_report(people, template)
    client, page = sign_in(people.author), address("report", report.pk)
    shown = client.get(page).text
    assert "Purpose is asked" in shown
    assert "New header field: “Purpose”." in shown
    told = client.post(address("take_template", report.pk), follow=True).text
    assert "version 2 of “Panel report”" in told
    assert "has a newer version" not in told
    report.refresh_from_db()
    assert report.format == newer
    assert "already" in client.post(address("take_template", report.pk), follow=True).text


def test_who_does_not_write_takes_nothing(people, sign_in, template):
    report, _ = newer_report(people, template)
    for who in (people.clearer, people.head_clerk, people.chair):
        assert sign_in(who).post(address("take_template", report.pk)).status_code in (403, 404)
    report.refresh_from_db()
    assert report.format == template


def test_nothing_is_taken_while_it_is_cleared(people, sign_in, template):
    report = ready_report(people.author, format=template)
    templating.change(template, by=people.head_clerk, note="New", sections=["Aim"])
    version = report.versions.get()
    ClearanceFactory(report=report, version=version, asked=people.clearer, sent_by=people.author)
    client = sign_in(people.author)
    assert "has a newer version" not in client.get(address("report", report.pk)).text
    assert "Nothing was changed" in client.post(address("take_template", report.pk), follow=True).text
    assert Version.objects.get(pk=version.pk).report.format == template

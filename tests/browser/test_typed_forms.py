"""Words around a report's text: saved as they are typed, and never sent to a service that would lose them."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from reports import drafting, texts
from reports.models import Implication, KeptText, Recommendation, Version
from roles.models import AuditRow
from tests.factories.reports import RecommendationFactory, VersionFactory

REASONS = "Reasons for the recommendation"


@pytest.fixture
def version(people, body):
    made = VersionFactory(report__author=people.author, report__remit=body.remit, title="Dentists")
    made.report.co_authors.add(people.participation)
    RecommendationFactory(version=made, text="that every child sees a dentist")
    return made


def at(page, name, *args):
    page.goto(reverse(f"reports:{name}", args=args))
    return page


def status(page):
    return page.locator("form[data-typed] [role=status]")


def reasons(version):
    return Version.objects.get(pk=version.pk).reasons


def test_reasons_are_saved_as_they_are_typed_and_stay_when_they_are_saved_by_the_button(opened, version):
    page = at(opened("author"), "recommendations", version.report_id)
    page.get_by_label(REASONS).press_sequentially("Teeth ")
    expect(status(page)).to_have_text("Not saved yet")
    expect(status(page)).to_contain_text("Saved at ")
    page.get_by_label(REASONS).press_sequentially("last a life.")
    expect(status(page)).to_have_text("Not saved yet")
    expect(status(page)).to_contain_text("Saved at ")
    assert reasons(version) == "Teeth last a life."
    # Two where five minutes by the clock ended between them.
    assert texts.read(KeptText.objects.latest("pk")) == "Teeth last a life."
    assert KeptText.objects.count() == AuditRow.objects.filter(did="saved the details of a report").count() <= 2
    page.get_by_role("button", name="Save these words").click()
    expect(page.get_by_text("Your words are saved.")).to_be_visible()
    assert KeptText.objects.latest("pk").how == KeptText.How.SAVED


def test_who_leaves_in_mid_sentence_takes_nothing_along_that_is_not_saved(opened, version):
    page = at(opened("author"), "recommendations", version.report_id)
    page.get_by_label(REASONS).fill("Teeth last a life.")
    page.get_by_role("link", name="Reports", exact=True).first.click()
    page.wait_for_url("**/reports/")
    assert reasons(version) == "Teeth last a life."


def test_implications_are_saved_as_they_are_typed(opened, version):
    row = Implication.objects.create(version=version, order=1, name="Financial")
    page = at(opened("author"), "implications", version.report_id)
    page.get_by_label("Financial").fill("It costs nothing.")
    expect(status(page)).to_contain_text("Saved at ")
    row.refresh_from_db()
    assert row.text == "It costs nothing."


def test_two_who_type_see_both_texts(opened, version, people):
    page = at(opened("author"), "recommendations", version.report_id)
    drafting.save_details(version, by=people.participation, reasons="Theirs.")
    page.get_by_label(REASONS).fill("Mine.")
    expect(status(page)).to_contain_text("somebody else changed this")
    page.complaints[:] = [line for line in page.complaints if "409" not in line]
    page.get_by_role("button", name="Save these words").click()
    expect(page.get_by_text("Theirs.")).to_be_visible()
    expect(page.get_by_label(REASONS)).to_have_value("Mine.")
    assert reasons(version) == "Theirs."


def test_a_session_that_ended_and_a_net_that_is_gone_lose_no_word_of_a_recommendation(
    opened, version, signed_in, people
):
    row = Recommendation.objects.get()
    page = at(opened("author"), "change", "recommendation", row.pk)
    text = page.get_by_role("textbox").first
    text.fill("that no child waits for a dentist")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save").click()
    expect(status(page)).to_contain_text("you were signed out. Your text stays on this page")
    signed_in(page, people.author)
    page.context.set_offline(True)
    page.wait_for_timeout(1100)  # the button takes no second press within a second
    page.get_by_role("button", name="Save").click()
    expect(status(page)).to_contain_text("no connection")
    page.context.set_offline(False)
    page.wait_for_timeout(1100)
    page.complaints[:] = [line for line in page.complaints if "ERR_INTERNET" not in line]
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your changes are saved.")).to_be_visible()
    row.refresh_from_db()
    assert row.text == "that no child waits for a dentist"


def test_without_scripts_the_button_saves(opened, version):
    page = at(opened("author", java_script_enabled=False), "recommendations", version.report_id)
    page.get_by_label(REASONS).fill("Teeth last a life.")
    page.get_by_role("button", name="Save these words").click()
    expect(page.get_by_text("Your words are saved.")).to_be_visible()
    assert reasons(version) == "Teeth last a life."

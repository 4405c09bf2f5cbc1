"""The page of a build in a browser: with scripts and without, by keyboard, and for who listens to it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees import packs
from committees.models import Build, Pack, Part
from committees.models.packs import OF_EVERY_PACK, Edition, Form
from corporate_parenting.lib.jobs import State
from tests.browser.conftest import PHONE
from tests.browser.driving import press, url
from tests.factories.committees import AgendaItemFactory, MeetingFactory

MINUTE = timedelta(minutes=1)


@pytest.fixture
def build(body, people):
    """A build of ten reports, of which the first is done and the second in a worker's hands, and large print of one."""
    packs.worker_seen()
    meeting, now = MeetingFactory(body=body), timezone.now()
    build = Build.objects.create(meeting=meeting, number=1, ordered_at=now)
    about = {"build": build, "kind": "report", "in_public": True, "in_restricted": True}
    for order in range(1, 11):
        item = AgendaItemFactory(meeting=meeting, title=f"Report {order} on the year")
        Part.objects.create(order=order, title=item.title, item=item, **about)
    Part.objects.create(order=50, form=Form.LARGE, title=item.title, item=item, **about)
    for edition in OF_EVERY_PACK:
        Pack.objects.create(build=build, edition=edition)
    make(build, 1)
    return build


def make(build, count):
    """Let the first parts be done and the next be in hand, as a worker would have it."""
    now = timezone.now()
    done = {"state": State.DONE, "attempt": 1, "started_at": now - MINUTE / 10, "finished_at": now, "pages": 4}
    held = {"state": State.RUNNING, "attempt": 1, "started_at": now, "lease_until": now + MINUTE}
    parts = build.parts.filter(form=Form.STANDARD)
    parts.filter(order__lte=count).update(**done)
    parts.filter(order=count + 1).update(**held)


def finish(build, **failed):
    """Everything is done, but the parts of these orders, which failed with these words."""
    make(build, 10)
    build.parts.filter(form=Form.LARGE).update(state=State.DONE, finished_at=timezone.now(), pages=9)
    build.packs.update(state=State.DONE, finished_at=timezone.now(), pages=40, size=90_000)
    for order, words in failed.items():
        build.parts.filter(order=int(order[1:]), form=Form.STANDARD).update(state=State.FAILED, error=words)


def test_the_page_follows_the_build_and_is_not_chatty(build, opened):
    page = opened("clerk")
    page.goto(url("committees:pack", build.meeting))
    page.evaluate("""() => {
        window.heard = [];
        const region = document.getElementById("pack-status");
        new MutationObserver(() => window.heard.push(region.textContent)).observe(region, { childList: true });
    }""")
    expect(page.locator("#pack-now")).to_have_text("Item 2, Report 2 on the year: being printed")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "1")
    for count in (2, 3, 6):
        make(build, count)
        expect(page.locator("#pack-count")).to_have_text(re.compile(f"^{count} of 13 done, about .+ left$"))
    finish(build)
    expect(page.get_by_role("status")).to_have_text("The build is finished")
    heard = page.evaluate("window.heard")
    assert len(heard) == 2
    assert heard[0].startswith("Item 7, Report 7 on the year: being printed, 6 of 13 done, about ")


def test_the_focus_and_what_was_opened_stay_while_the_page_renews_itself(build, opened):
    page = opened("clerk")
    page.goto(url("committees:pack", build.meeting))
    page.get_by_text("Large print: 0 of 1 done").click()
    page.get_by_role("button", name="Cancel this build").focus()
    make(build, 4)
    build.parts.filter(form=Form.LARGE).update(state=State.DONE, finished_at=timezone.now(), pages=9)
    expect(page.locator("#pack-large")).to_contain_text("Large print: 1 of 1 done")
    assert page.evaluate("document.activeElement.id") == "pack-cancel"
    expect(page.locator("#pack-large")).to_have_attribute("open", "")
    finish(build)
    expect(page.locator("#pack-end")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "pack-build"  # what had it is gone: the heading has it


def test_a_page_that_nobody_sees_does_not_ask(build, opened):
    page, asked = opened("clerk"), []
    page.goto(url("committees:pack", build.meeting))
    expect(page.locator("#pack-now")).to_be_visible()
    page.evaluate("""() => {
        Object.defineProperty(document, "hidden", { get: () => window.unseen });
        window.unseen = true;
        document.dispatchEvent(new Event("visibilitychange"));
    }""")
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(3500)
    assert asked == []
    make(build, 5)
    page.evaluate("() => { window.unseen = false; document.dispatchEvent(new Event('visibilitychange')); }")
    expect(page.locator("#pack-count")).to_contain_text("5 of 13 done")


def test_stopping_and_cancelling_by_keyboard(build, opened):
    page = opened("clerk")
    page.goto(url("committees:pack", build.meeting))
    page.locator("#pack-stop").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("This page stands still. The build goes on.")).to_be_visible()
    make(build, 3)
    page.locator("#pack-look").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pack-count")).to_contain_text("3 of 13 done")
    page.get_by_role("button", name="Cancel this build").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cancel this build?")
    page.get_by_role("button", name="Cancel the build").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Build 1 was cancelled by Clerk Hattie Brook, on ")).to_be_visible()
    assert set(build.packs.values_list("state", flat=True)) == {State.CANCELLED}


def test_without_scripts_it_refreshes_stops_and_cancels(build, opened):
    page = opened("clerk", java_script_enabled=False)
    page.goto(url("committees:pack", build.meeting))
    expect(page.locator("#pack-count")).to_contain_text("1 of 13 done")
    make(build, 4)
    expect(page.locator("#pack-count")).to_contain_text("4 of 13 done")
    page.get_by_role("link", name="Stop refreshing").click()
    expect(page.get_by_text("This page stands still.")).to_be_visible()
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    page.get_by_role("button", name="Cancel this build").click()
    press(page, "Cancel the build")
    expect(page.get_by_text("The build is cancelled.")).to_be_visible()


def test_what_failed_is_tried_again_without_scripts(build, opened):
    finish(build, n3="A table has more than 30 columns. Ask its author to split it.")
    page = opened("clerk", java_script_enabled=False)
    page.goto(url("committees:pack", build.meeting))
    expect(page.get_by_text("The build is finished, but not all of it could be made")).to_be_visible()
    expect(page.locator(".app-failed__name")).to_have_text("Item 3: Report 3 on the year (report)")
    press(page, "Try again")
    expect(page.get_by_role("heading", level=2).filter(has_text="Build 2, ordered")).to_be_visible()


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
def test_each_state_of_the_page_is_in_order(build, opened, axe, overflow, viewport):
    page = opened("clerk", **({"viewport": viewport} if viewport else {}))

    def looked_at(address):
        page.goto(address)
        assert axe(page) == []
        assert overflow(page) == 0

    address = url("committees:pack", build.meeting)
    looked_at(f"{address}?still")
    looked_at(url("committees:cancel_build", build))
    Part.objects.filter(state=State.RUNNING).update(lease_until=timezone.now() - MINUTE)
    packs.working.Worker.objects.all().delete()
    looked_at(f"{address}?still")
    finish(build, n3="A table has more than 30 columns.", n7="Itiswrittenwithoutasinglespace" * 8)
    hits = [{"item": "3", "where": "page 7", "kind": "sentence"}]
    failed = {"state": State.FAILED, "error": "Words of a private paper stand in it.", "hits": hits}
    build.packs.filter(edition=Edition.RESTRICTED).update(**failed)
    looked_at(address)

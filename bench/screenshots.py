"""
python -m bench.screenshots: a PNG of every main page, desktop and phone, for each kind of user, into screenshots/.

Works on a demo of its own and needs no service. For looking at: nothing is compared.
"""

import os
import re
import shutil
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from bench import installation

OUT = installation.ROOT / "screenshots"
SIZES = {
    "desktop": {"width": 1280, "height": 900},
    "tablet": {"width": 820, "height": 1180},
    "phone": {"width": 360, "height": 740},
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PUBLIC = {
    "front": "/",
    "meetings": "/meetings/",
    "meeting": "/meetings/{held}/",
    "meeting-to-come": "/meetings/{next}/",
    "body": "/meetings/bodies/{sub}/",
    "search": "/meetings/search/?q=dentist",
    "promises": "/promises/",
    "who-answers": "/who-answers/",
    "lead-member": "/who-answers/lead-member/",
    "promise": "/promises/one/1/",
    "pledge": "/promises/1/",
    "sign-in": "/account/login/",
    "demo": "/demo/",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "not-found": "/nothing-here/",
}
# Who (as on the demo's page), and the pages that matter to them.
SIGNED_IN = {
    "clerk": (
        "Hattie Brook",
        {
            "home": "/home/",
            "desk": "/committees/desk/",
            "agenda": "/committees/meetings/{next}/agenda/",
            "pack": "/committees/meetings/{next}/pack/",
            "room": "/committees/items/{item}/room/",
            "run-sheet": "/committees/meetings/{now}/run-sheet/",
            "end-meeting": "/committees/meetings/{now}/room/end/",
            "interest": "/committees/items/{item}/interests/new/",
            "exclusion": "/committees/meetings/{now}/exclusion/",
            "decision": "/committees/items/{item}/decisions/new/",
            "minutes": "/committees/meetings/{held}/minutes/",
            "action-log": "/committees/bodies/{sub}/actions/",
            "action": "/committees/actions/{action}/",
            "asked": "/committees/bodies/{sub}/asked/",
            "retention": "/committees/retention/",
            "search": "/search/?q=dentist",
            "bodies": "/committees/bodies/",
            "body": "/committees/bodies/{sub}/",
            "add-item": "/committees/meetings/{next}/items/new/",
        },
    ),
    "head-clerk": (
        "Mina Vale",
        {
            "home": "/home/",
            "people": "/people/",
            "person": "/people/3/",
            "add-person": "/people/add/",
            "coverage": "/coverage/",
            "vacant": "/coverage/posts/",
            "election": "/people/bring-in/",
            "organisations": "/organisations/",
            "responsibility": "/responsibilities/LC01/",
            "change-responsibility": "/responsibilities/LC01/change/",
            "training": "/training/",
            "visits": "/visits/",
            "balance": "/committees/bodies/balance/",
            "places": "/committees/bodies/places/",
            "outside-bodies": "/committees/bodies/outside/",
            "facts": "/council/",
            "closures": "/council/closures/",
            "new-body": "/committees/bodies/new/",
            "import": "/committees/bring-in/meetings/",
        },
    ),
    "chair": (
        "Councillor Ada Marsh",
        {
            "home": "/home/",
            "my-role": "/my-role/",
            "record": "/my-role/T2/record/",
            "engagement": "/members/engagement/",
            "law": "/responsibilities/law/",
            "meetings": "/committees/meetings/",
            "meeting": "/committees/meetings/{next}/",
        },
    ),
    "member": (
        "Councillor Bram Holt",
        {
            "home": "/home/",
            "my-role": "/my-role/",
            "meetings": "/committees/meetings/",
            "meeting": "/committees/meetings/{next}/",
            "notes": "/committees/meetings/{next}/notes/",
            "minutes": "/committees/meetings/{held}/minutes/",
            "actions": "/committees/actions/",
        },
    ),
    "monitoring-officer": ("Una Birch", {"home": "/home/", "leave": "/committees/leave/"}),
    "other": ("Councillor Cleo Frost", {"home": "/home/", "my-role": "/my-role/", "catalogue": "/responsibilities/"}),
    "co-opted": ("Dev Lane", {"home": "/home/", "meeting": "/committees/meetings/{next}/"}),
    "participation": (
        "Gwen Reed",
        {
            "home": "/home/",
            "pledges": "/pledges/",
            "pledge": "/pledges/1/",
            "promise": "/pledges/promise/1/",
            "model-checks": "/pledges/model-checks/",
            "model-check": "/pledges/model-checks/1/",
            "picture": "/pledges/model-checks/1/picture/",
        },
    ),
    "author": (
        "Edda Stone",
        {
            "home": "/home/",
            "reports": "/reports/",
            "start": "/reports/start/",
            "report": "/reports/{draft}/",
            "write": "/reports/{draft}/write/",
            "details": "/reports/{draft}/details/",
            "recommendations": "/reports/{draft}/recommendations/",
            "appendices": "/reports/{draft}/appendices/",
            "check": "/reports/{draft}/check/",
            "send": "/reports/{draft}/send/",
        },
    ),
    "clearer": (
        "Finn Wade",
        {"home": "/home/", "reports": "/reports/", "clearance": "/reports/clearances/{clearance}/"},
    ),
    "administrator": ("Hugo Pike", {"home": "/home/", "audit": "/audit/", "account": "/account/"}),
    "data-protection": ("Iris Moor", {"home": "/home/", "audit": "/audit/"}),
}
NUMBERS = """
from committees.models import Body, Meeting
from reports.models import Clearance, Report
sub = Body.objects.get(name="Corporate Parenting Sub-Committee")
held = sub.meetings.filter(status="held").latest("starts_at")
last = sub.meetings.filter(status="confirmed").earliest("starts_at")
now = Meeting.objects.get(opened_at__isnull=False, ended_at=None, status="confirmed")
print(dict(sub=sub.pk, held=held.pk, next=last.pk, clearance=Clearance.objects.open().get().pk,
           now=now.pk, item=now.items.get(purpose="decide").pk, action=sub.actions.earliest("pk").pk,
           draft=Report.objects.get(title="Finding more foster carers").pk))
"""


def main():
    """Take every picture."""
    shutil.rmtree(OUT, ignore_errors=True)
    with installation.demo("screenshots") as environment, installation.server(environment) as address:
        numbers = known_numbers(environment)
        for meeting in ("held", "next"):
            pack = OUT / f"pack-{meeting}.pdf"
            OUT.mkdir(exist_ok=True)
            installation.manage(
                environment, "build_pack", str(numbers[meeting]), "--edition=restricted", f"--output={pack}"
            )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            for size in SIZES:
                Camera(browser, address, numbers, size).photograph()
            browser.close()
    print(f"{len(list(OUT.rglob('*.png')))} pictures in {OUT.relative_to(installation.ROOT)}/")


def chromium():
    """Debian's Chromium, or the program that CHROMIUM names."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise SystemExit("There is no Chromium: apt-get install chromium")
    return found


def known_numbers(environment):
    """The primary keys that addresses need, by their names above."""
    printed = installation.manage(environment, "shell", "--verbosity=0", "-c", NUMBERS)
    return {name: int(number) for name, number in re.findall(r"'(\w+)': (\d+)", printed)}


@dataclass(frozen=True)
class Camera:
    """A browser before a demo, at one size of window."""

    browser: object
    address: str
    numbers: dict
    size: str

    def photograph(self):
        """All pages: as the public, then as each kind of user."""
        self.visit("public", None, PUBLIC)
        for kind, (name, pages) in SIGNED_IN.items():
            self.visit(kind, name, pages)

    def visit(self, kind, who, pages):
        """Take pictures of some pages, signed in as somebody or as nobody."""
        context = self.browser.new_context(base_url=self.address, viewport=SIZES[self.size], reduced_motion="reduce")
        page = context.new_page()
        if who:
            page.goto("/demo/")
            page.locator("form").filter(has_text=who).get_by_role("button").first.click()
            page.wait_for_url("**/home/")
        for name, route in pages.items():
            self.take(page, kind, name, route.format(**self.numbers))
        context.close()

    def take(self, page, kind, name, route):
        """One picture; says what is wrong with the page at first sight."""
        response = page.goto(route)
        if response.status >= 400 and name != "not-found":
            print(f"{response.status} for {kind}: {route}")
        page.screenshot(path=OUT / self.size / kind / f"{name}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            print(f"sideways scroll for {kind} on the {self.size}: {route}")


if __name__ == "__main__":
    main()

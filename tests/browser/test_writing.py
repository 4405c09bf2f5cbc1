"""Writing in a real browser: saved as it is typed, safe when net or session ends, and two writers lose no word."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from reports import texts
from reports.models import Block, KeptText
from reports.writing import applying, flow
from tests.browser.conftest import DESK
from tests.factories.reports import BlockFactory, RecommendationFactory, SectionFactory, TableFactory, VersionFactory
from tests.security.vectors import CALLS, HTML_VECTORS, with_call

NARROW = {"width": 360, "height": 800}
STORES = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"""
PASTE = """([box, html, plain]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", plain);
  document.querySelector(box).focus();
  const paste = { clipboardData: data, bubbles: true, cancelable: true };
  document.querySelector(box).dispatchEvent(new ClipboardEvent("paste", paste));
}"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.MsoNormal {margin:0}</style></head><body>
<h2>Waiting times</h2><p class=MsoNormal>Nobody waits <b>longer</b> than a month.</p>
<ul><li>in May</li><li>in June</li></ul>
<table><tr><td><p>Year</p></td><td><p>Seen</p></td></tr>
<tr><td><p>2026</p></td><td><p>83%</p></td></tr></table></body></html>"""
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<body><table border=0><tr><td>Quarter</td><td>Visits</td></tr>
<tr><td>One</td><td>1,024</td></tr></table></body></html>"""


@pytest.fixture
def section(people, body):
    version = VersionFactory(report__author=people.author, report__remit=body.remit, title="Dentists")
    section = SectionFactory(version=version, heading="Main issues")
    version.report.co_authors.add(people.participation)
    RecommendationFactory(version=version)
    BlockFactory(section=section, text="Every child sees a dentist.")
    return section


def open_page(page, section):
    page.goto(f"{reverse('reports:write', args=[section.version.report_id])}?section={section.pk}")
    return page


def box(page):
    return page.get_by_role("textbox", name="Text of “Main issues”")


def said(page):
    return page.locator("[data-said]")


def words(section):
    return list(Block.objects.filter(section=section, kind="text").values_list("text", flat=True))


def kept():
    return {texts.read(row) for row in KeptText.objects.all()}


def quiet(page):
    """What the browser itself says of a broken connection or of two texts is expected here."""
    expected = ("ERR_INTERNET", "409", "403", "422")
    page.complaints[:] = [line for line in page.complaints if not any(part in line for part in expected)]


def end_of(page):
    box(page).focus()
    page.keyboard.press("Control+End")


# --- Saved as it is typed


@pytest.fixture
def faults(axe, overflow):
    """faults(page): what is not accessible, and by how many pixels the page is too wide."""
    return lambda page: [*axe(page), *([overflow(page)] if overflow(page) else [])]


def test_a_text_is_saved_as_it_is_typed_and_the_preview_follows(opened, section, faults):
    page = open_page(opened("author"), section)
    preview = page.frame_locator("#preview")
    expect(preview.get_by_text("Every child sees a dentist.")).to_be_visible()
    expect(page.locator("h1")).to_be_in_viewport()  # the preview finds its place without moving the page
    assert faults(page) == []
    end_of(page)
    page.keyboard.type("\n\nEach of them twice a year.")
    expect(said(page)).to_have_text("Not saved yet")
    expect(said(page)).to_contain_text("Saved at ")
    assert words(section) == ["Every child sees a dentist.", "Each of them twice a year."]
    expect(preview.get_by_text("Each of them twice a year.")).to_be_visible()
    expect(preview.locator(".number", has_text="1.2")).to_be_visible()
    assert page.evaluate(STORES) == [0, 0, 0]


def test_without_scripts_the_button_saves_and_says_so(opened, section):
    page = open_page(opened("author", java_script_enabled=False), section)
    box(page).fill("One.\n\nTwo.\n\n## Waiting times\n\nThree.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("main")).to_contain_text("“Waiting times” is now a heading of the report.")
    assert words(section) == ["One.", "Two."]
    assert [row.heading for row in section.version.sections.all()] == ["Main issues", "Waiting times"]


def test_the_button_makes_headings_and_shows_the_page_anew(opened, section):
    page = open_page(opened("author"), section)
    box(page).fill("One.\n\n## Waiting times\n\nThree.")
    expect(said(page)).to_contain_text("Saved at ")
    assert section.version.sections.count() == 1
    page.get_by_role("button", name="Save “Main issues”").click()
    expect(page.get_by_role("navigation", name="Sections").get_by_role("link", name="Waiting times")).to_be_visible()
    expect(box(page)).to_have_value("One.")


def test_a_table_taken_out_stays_until_its_writer_says_that_it_goes(opened, section):
    table = TableFactory(section=section)
    page = open_page(opened("author"), section)
    text = f"Every child sees a dentist.\n\n[[table {table.pk}: Dental checks]]"
    expect(box(page)).to_have_value(text)
    box(page).fill("Every child sees a dentist.")
    expect(page.get_by_text("The table “Dental checks” is no longer in your text")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    expect(box(page)).to_have_value(text)
    box(page).fill("Every child sees a dentist!")
    page.get_by_role("button", name="Remove it for good").click()
    expect(page.get_by_text("no longer in your text")).to_have_count(0)
    assert list(section.blocks.values_list("kind", "text")) == [("text", "Every child sees a dentist!")]


# --- Nothing is lost


def test_when_the_network_drops_the_text_stays_in_the_page_alone_and_is_saved_when_it_is_back(opened, section):
    page = open_page(opened("author"), section)
    expect(page.frame_locator("#preview").get_by_text("Every child sees a dentist.")).to_be_visible()
    page.context.set_offline(True)
    box(page).fill("Typed while the network was away")
    expect(said(page)).to_contain_text("Not saved: no connection. Your text stays on this page and is tried again.")
    assert page.evaluate(STORES) == [0, 0, 0]
    assert words(section) == ["Every child sees a dentist."]
    quiet(page)
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    page.context.set_offline(False)
    expect(said(page)).to_contain_text("Saved at ")
    assert words(section) == ["Typed while the network was away"]
    assert page.evaluate(STORES) == [0, 0, 0]
    quiet(page)


def test_a_session_that_ends_in_mid_sentence_loses_nothing(opened, section, people, signed_in):
    page = open_page(opened("author"), section)
    box(page).fill("The first half")
    expect(said(page)).to_contain_text("Saved at ")
    Session.objects.all().delete()
    end_of(page)
    page.keyboard.type(" and the second")
    expect(said(page)).to_contain_text("Not saved: you were signed out. Your text stays on this page.")
    expect(page.get_by_role("link", name="Sign in (opens in a new tab)")).to_be_visible()
    signed_in(page, people.author)  # as in the other tab: with a new session comes a new token
    page.keyboard.type(", to the end")
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # back in this tab
    expect(said(page)).to_contain_text("Saved at ")
    assert words(section) == ["The first half and the second, to the end"]
    quiet(page)


STANDS = {"Put both into the box": "Theirs.\n\nMine.", "Only mine": "Mine.", "Only theirs": "Theirs."}


@pytest.mark.parametrize("choice", STANDS)
def test_two_writers_see_both_texts_whole_and_lose_no_word(opened, section, people, axe, choice):
    page, other = open_page(opened("author"), section), open_page(opened("participation"), section)
    expect(other.get_by_text("Officer Edda Stone is writing here too.")).to_be_visible()
    box(other).fill("Theirs.")
    expect(said(other)).to_contain_text("Saved at ")
    box(page).fill("Mine.")
    expect(page.get_by_role("heading", name="Two texts of this section")).to_be_focused()
    expect(page.get_by_text("Saved by Participation worker Gwen Reed")).to_be_visible()
    expect(page.get_by_label("Their text")).to_have_text("Theirs.")
    expect(page.get_by_label("Your text")).to_have_text("Mine.")
    assert (box(page).input_value(), words(section)) == ("Mine.", ["Theirs."])
    assert axe(page) == []
    page.get_by_role("button", name=choice).click()
    expect(box(page)).to_have_value(STANDS[choice])
    expect(said(page)).to_contain_text("Yours is kept" if choice == "Only theirs" else "Saved at ")
    assert "\n\n".join(words(section)) == STANDS[choice]
    assert {"Every child sees a dentist.", "Theirs.", "Mine."} <= kept()
    quiet(page)


def test_without_scripts_both_texts_stand_side_by_side(opened, section, people):
    page = open_page(opened("author", java_script_enabled=False), section)
    applying.save(section, "Theirs.", by=people.participation)
    box(page).fill("Mine.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_label("Their text")).to_have_text("Theirs.")
    expect(page.get_by_label("Your text")).to_have_text("Mine.")
    expect(box(page)).to_have_value("Mine.")
    page.get_by_role("button", name="Put both into the box").click()
    expect(box(page)).to_have_value("Theirs.\n\nMine.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("main")).to_contain_text("Saved at ")
    assert words(section) == ["Theirs.", "Mine."]
    quiet(page)


def test_the_later_of_two_tabs_is_told_and_nothing_is_written_over(opened, section):
    page = open_page(opened("author"), section)
    expect(said(page)).to_be_hidden()
    second = open_page(page.context.new_page(), section)
    expect(second.get_by_text("You have this section open in another tab too")).to_be_visible()
    expect(page.get_by_text("You have this section open in another tab too")).to_have_count(0)
    box(page).fill("From the first tab.")
    expect(said(page)).to_contain_text("Saved at ")
    box(second).fill("From the second tab.")
    expect(second.get_by_text("Saved by another tab or device of yours")).to_be_visible()
    assert words(section) == ["From the first tab."]
    assert "From the second tab." in kept()
    page.close()
    expect(second.get_by_text("You have this section open in another tab too")).to_have_count(0)
    second.get_by_role("button", name="Only mine").click()
    expect(said(second)).to_contain_text("Saved at ")


# --- The toolbar and the dialog


def test_the_toolbar_is_one_stop_for_tab_with_arrows_between_its_buttons(opened, section):
    page = open_page(opened("author"), section)
    bar = page.get_by_role("toolbar", name="Formatting of “1. Main issues”")
    assert bar.get_by_role("button").count() == 10
    box(page).fill("a word")
    box(page).select_text()
    page.keyboard.press("Shift+Tab")
    expect(bar.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value("**a word**")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(box(page)).to_have_value("a word")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    expect(bar.get_by_role("button", name="Redo")).to_be_focused()
    page.keyboard.press("Tab")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save “Main issues”")).to_be_focused()


@pytest.mark.parametrize(
    ("button", "made"),
    [
        ("Bold", "**one\ntwo**"),
        ("Italic", "*one\ntwo*"),
        ("Heading", "## one\n## two"),
        ("Bullets", "- one\n- two"),
        ("Numbers", "1. one\n2. two"),
        ("Link", "[one\ntwo](https://)"),
    ],
)
def test_each_button_works_on_what_is_selected_and_undo_takes_it_back(opened, section, button, made):
    page = open_page(opened("author"), section)
    box(page).fill("one\ntwo")
    box(page).select_text()
    page.get_by_role("button", name=button, exact=True).click()
    expect(box(page)).to_have_value(made)
    page.get_by_role("button", name="Undo").click()
    expect(box(page)).to_have_value("one\ntwo")


def test_a_table_from_a_spreadsheet_is_shown_before_it_is_put_in(opened, section, axe):
    page = open_page(opened("author"), section)
    end_of(page)
    page.get_by_role("button", name="Table", exact=True).click()
    dialog = page.get_by_role("dialog", name="Put in a table")
    expect(dialog.get_by_label("Caption")).to_be_focused()
    assert axe(page) == []
    dialog.get_by_role("button", name="Put the table in").click()
    expect(dialog.get_by_text("Enter a caption")).to_be_visible()
    dialog.get_by_label("Caption").fill("Seen by a dentist")
    dialog.get_by_label("Cells").fill('Year\tSeen\n2026\t"83% | or\n*so*"\n2027\t"He said ""yes"""')
    expect(dialog.get_by_role("cell", name="83% | or")).to_be_visible()
    dialog.get_by_role("button", name="Put the table in").click()
    expect(box(page)).to_be_focused()
    expect(said(page)).to_contain_text("Saved at ")
    block = section.blocks.get(kind="table")
    assert (block.caption, block.table) == (
        "Seen by a dentist",
        {"head": ["Year", "Seen"], "rows": [["2026", "83% | or\n*so*"], ["2027", 'He said "yes"']]},
    )
    page.keyboard.press("Control+z")
    expect(box(page)).to_have_value("Every child sees a dentist.")


# --- Pasting


def test_a_paste_from_word_keeps_headings_lists_and_tables_and_is_one_step_back(opened, section):
    page = open_page(opened("author"), section)
    end_of(page)
    page.evaluate(PASTE, [f"#text-{section.pk}", WORD, "plain"])
    expect(box(page)).to_have_value(re.compile("## Waiting times"))
    text = box(page).input_value()
    assert flow.Heading("Waiting times", "## Waiting times") in flow.parse(text)
    page.get_by_role("button", name="Save “Main issues”").click()
    expect(page.get_by_role("navigation", name="Sections").get_by_role("link", name="Waiting times")).to_be_visible()
    below = section.version.sections.get(heading="Waiting times")
    found = list(below.blocks.values_list("kind", "text"))
    assert found == [("text", "Nobody waits **longer** than a month.\n\n- in May\n- in June"), ("table", "")]
    assert below.blocks.get(kind="table").table == {"head": ["Year", "Seen"], "rows": [["2026", "83%"]]}


def test_a_paste_from_excel_is_a_table_and_ctrl_z_takes_it_back(opened, section):
    page = open_page(opened("author"), section)
    end_of(page)
    page.evaluate(PASTE, [f"#text-{section.pk}", EXCEL, "Quarter\tVisits"])
    expect(said(page)).to_contain_text("Saved at ")
    assert section.blocks.get(kind="table").table == {"head": ["Quarter", "Visits"], "rows": [["One", "1,024"]]}
    page.keyboard.press("Control+z")
    expect(box(page)).to_have_value("Every child sees a dentist.")


def test_a_paste_that_cannot_be_read_comes_in_as_plain_text_and_says_so(opened, section):
    page = open_page(opened("author"), section)
    box(page).fill("")
    page.route("**/paste/", lambda route: route.abort())
    page.evaluate(PASTE, [f"#text-{section.pk}", WORD, "The plain words"])
    expect(said(page)).to_contain_text("Pasted as plain text: there is no connection.")
    expect(box(page)).to_have_value("The plain words")
    page.complaints[:] = [line for line in page.complaints if "ERR_FAILED" not in line]


def test_nothing_that_is_typed_or_pasted_runs_in_the_page_or_the_preview(opened, section):
    page = open_page(opened("author"), section)
    fired = []
    page.on("dialog", lambda dialog: (fired.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: fired.append(request.url) if "beacon" in request.url else None)
    hostile = "\n\n".join(with_call(vector, call) for vector in HTML_VECTORS for call in CALLS[:3:2])
    box(page).fill(hostile)
    expect(said(page)).to_contain_text("Saved at ")
    page.evaluate(PASTE, [f"#text-{section.pk}", f"<h2>x</h2>{hostile}", "x"])
    expect(box(page)).to_have_value(re.compile("## x"))
    expect(said(page)).to_contain_text("Saved at ")
    page.get_by_role("button", name="Save “Main issues”").click()
    expect(page.get_by_role("navigation", name="Sections").get_by_role("link", name="x", exact=True)).to_be_visible()
    for address in ("preview_page", "read"):
        page.goto(reverse(f"reports:{address}", args=[section.version_id]))
        page.wait_for_timeout(300)
    assert fired == []


# --- Every page, on a desk and on a phone


@pytest.mark.parametrize("viewport", [DESK, NARROW], ids=["desk", "phone"])
def test_every_page_for_writing_is_clean_and_fits(opened, section, faults, viewport):
    TableFactory(section=section)
    SectionFactory(version=section.version, heading="A long heading about " + "everything " * 12)
    page, version = opened("author", viewport=viewport), section.version
    for name, key in (
        ("write", version.report_id), ("write_whole", version.report_id), ("blocks", section.pk),
        ("preview_page", version.pk),
    ):  # fmt: skip
        page.goto(reverse(f"reports:{name}", args=[key]))
        for one in page.locator("main details").all():
            one.evaluate("one => { one.open = true }")
        assert (name, faults(page)) == (name, [])
    open_page(page, section)
    applying.save(section, "Theirs.", by=version.report.co_authors.get())
    box(page).fill("Mine, and a very long word: " + "a" * 300)
    expect(page.get_by_role("heading", name="Two texts of this section")).to_be_focused()
    assert faults(page) == []
    quiet(page)

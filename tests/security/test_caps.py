"""Texts that would break a print come through no door: said plainly, kept in the page, not saved."""

import subprocess
from datetime import date
from html import escape

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from committees import agenda, deciding, minutes, room, terms
from committees.actions import answering
from committees.actions.refusals import CannotAnswer
from committees.agenda.refusals import CannotChangeAgenda
from committees.deciding.refusals import CannotDecide
from committees.minutes.refusals import CannotMinute
from committees.models import Minute
from committees.room import run_sheet
from committees.room.refusals import CannotRecord
from corporate_parenting.lib import pdf, richtext, richtext_caps
from corporate_parenting.lib.forms import typed_date
from pledges import pledging
from pledges.modelcheck import steps as modelcheck
from pledges.models import Promise
from reports import comments, drafting, printing, putting_back, texts
from reports.models import Block, Comment, KeptText
from reports.writing import applying
from roles import organisations
from roles.models import AuditRow
from tests.committees import minuting
from tests.committees.sitting import NOW, opened
from tests.factories.committees import ActionFactory, AgendaItemFactory, MeetingFactory
from tests.factories.pledges import PledgeFactory, PromiseFactory
from tests.factories.reports import (
    BlockFactory,
    FormatFactory,
    ready_report,
)
from tests.security.conftest import written

KILLERS = {
    "deep lists and quotes": "- " * 200 + "> " * 200 + "deep",
    "twenty thousand spans": ("**a** " * 20_000).strip(),
    "a word of 200,000 letters": "w" * 200_000,
}
FINE = "Every child in care sees a dentist once a year."
# What each sentence tells its reader to do.
TELLS = ("Take out marks", "Shorten it", "shorten it", "take it out", "characters or fewer", "heading of its own")


def told(words):
    return any(one in words for one in TELLS)


# --- Forms, through the client


@pytest.fixture
def version(people, body):
    format_ = FormatFactory(name="With implications", implications=["Financial"])
    report = drafting.start(title="Dentists", format=format_, by=people.author, remit=body.remit)
    found = report.versions.get()
    drafting.add_recommendation(found, verb="note", text="To note it.", by=people.author)
    return found


@pytest.fixture
def sitting(body, people):
    with time_machine.travel(NOW, tick=False):
        yield opened(body, people)


def to(app, name, *args):
    return reverse(f"{app}:{name}", args=args)


def reports_doors(version):
    """{name: (address, data, fields for words)}"""
    report, section = version.report_id, version.sections.first()
    block = BlockFactory(section=section)
    header = [f"header_{n}" for n, (label, _) in enumerate(version.header) if label == "Purpose"]
    about = texts.name_of(section)
    row = version.implications.get()
    return {
        "details": (to("reports", "details", report), {"title": "T"}, header),
        "reasons": (to("reports", "recommendations", report), {}, ["recommendation_intro", "reasons"]),
        "sources": (to("reports", "sources", report), {}, ["sources_intro"]),
        "recommendation": (to("reports", "add", report, "recommendation"), {"verb": "note"}, ["text"]),
        "a source": (to("reports", "add", report, "source"), {}, ["title", "location"]),
        "heading": (to("reports", "add", report, "section"), {"level": "1"}, ["heading"]),
        "paragraph": (to("reports", "add_block", section.pk, "text"), {}, ["text"]),
        "its change": (to("reports", "change", "block", block.pk), {}, ["text"]),
        "implications": (to("reports", "implications", report), {}, [f"text_{row.pk}", "none"]),
        "comment": (to("reports", "comment", report), {"part": about}, ["text"]),
    }


def refuse(client, address, data, fields):
    """Each killer in each field: said there, kept, nothing saved. Then the same with fine words is taken."""
    for name, killer in KILLERS.items():
        with written() as changes:
            response = client.post(address, data | dict.fromkeys(fields, killer))
        assert (response.status_code, changes) == (200, []), (address, name, response.status_code)
        shown = next(one["form"] for one in response.context if "form" in one and one["form"].is_bound)
        for field in fields:
            assert told(str(shown.errors.as_data().get(field))), (address, name, field, shown.errors.keys())
        assert response.text.count(escape(killer)) >= len(fields), (address, name)
    with written() as changes:
        response = client.post(address, data | dict.fromkeys(fields, FINE))
    assert response.status_code == 302, (address, response.context and response.context["form"].errors)
    assert changes, address


@pytest.mark.django_db
def test_no_form_of_a_report_takes_them(version, people, sign_in):
    author = sign_in(people.author)
    for door in reports_doors(version).values():
        refuse(author, *door)


@pytest.mark.django_db
def test_no_table_takes_them(version, people, sign_in):
    """Cells are no Markdown: depth and stars are letters there, and only a word and the whole can be too long."""
    author, section = sign_in(people.author), version.sections.first()
    address = to("reports", "add_block", section.pk, "table")
    for killer in ("w" * 200_000, "**a** " * 20_000):
        with written() as changes:
            response = author.post(address, {"caption": "T", "table": f"Head\tOther\n{killer}\tb"})
        assert (response.status_code, changes) == (200, [])
        assert told(str(response.context["form"].errors["table"]))
        assert killer in response.text
    deep = KILLERS["deep lists and quotes"]
    assert author.post(address, {"caption": "T", "table": f"Head\tOther\n{deep}\tb"}).status_code == 302
    assert author.post(address, {"caption": deep, "table": "Head\tOther\na\tb"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("killer", KILLERS.values(), ids=KILLERS)
def test_the_text_of_a_section_and_a_minute_take_none(version, sitting, people, sign_in, killer):
    """Their steps say it, to the page and to the script."""
    author, clerk, section = sign_in(people.author), sign_in(people.clerk), version.sections.first()
    for client, address in (
        (author, to("reports", "save_text", section.pk)),
        (clerk, to("committees", "write_minute", sitting.item.pk)),
    ):
        with written() as changes:
            page = client.post(address, {"text": killer, "edition": "0"})
            script = client.post(address, {"text": killer, "edition": "0"}, headers={"Accept": "application/json"})
        assert page.status_code in (200, 422)
        assert told(page.text)
        assert escape(killer) in page.text
        assert script.status_code == 422
        assert told(script.json()["why"])
        assert changes == []


@pytest.mark.django_db
def test_no_form_of_a_meeting_takes_them(sitting, body, people, sign_in):
    clerk, action = sign_in(people.clerk), ActionFactory(body=sitting.meeting.body)
    coming = MeetingFactory(body=body)
    AgendaItemFactory(meeting=coming)
    first = {"purpose": FINE, "agreed_by": "Council", "rows": "10"} | typed_date("starts_on", date(2026, 1, 1))
    day = typed_date("due_on", date(2027, 6, 1))
    note = f"note-{coming.items.get().pk}"
    for door in (
        (to("committees", "add_item", coming.pk), {"title": "Dentists", "purpose": ""}, ["text"]),
        (to("committees", "plan_run_sheet", coming.pk), {}, [note]),
        (to("committees", "new_terms", body.pk), first, ["purpose", "membership"]),
        (to("committees", "agree", body.pk), {"owner": people.author.pk} | day, ["text"]),
        (to("committees", "report_progress", action.pk), {}, ["text"]),
    ):
        refuse(clerk, *door)


@pytest.mark.django_db
def test_no_form_of_minutes_takes_them(body, people, sign_in):
    meeting = minuting.held(body, people)
    minutes.send_to_chair(meeting, to=people.chair, by=people.clerk)
    chair = sign_in(people.chair)
    refuse(chair, to("committees", "remark_minute", meeting.items.first().pk), {}, ["text"])
    refuse(chair, to("committees", "send_back_minutes", meeting.pk), {}, ["asks"])


@pytest.mark.django_db
def test_no_form_of_pledges_takes_them(people, sign_in):
    keeper, pledge, promise = sign_in(people.participation), PledgeFactory(), PromiseFactory()
    finding = modelcheck.begin(2026, by=people.participation).findings.first()
    titled = {"title": "Our pledge"} | typed_date("starts_on", date(2026, 4, 1))
    for door in (
        (to("pledges", "begin"), titled, ["introduction"]),
        (to("pledges", "change", pledge.pk), titled, ["introduction"]),
        (to("pledges", "add_promise", pledge.pk), {"title": "We listen"}, ["text", "council_text"]),
        (to("pledges", "reword", promise.pk), {"title": "We listen"}, ["text", "council_text"]),
        (to("pledges", "finding", finding.pk), {"seen": "0", "state": ""}, ["evidence", "next_step"]),
    ):
        refuse(keeper, *door)


@pytest.mark.django_db
def test_no_form_about_people_takes_them(people, sign_in):
    address = to("roles", "add_organisation")
    refuse(sign_in(people.head_clerk), address, {"name": "Health trust", "kind": "health"}, ["reports_back"])


# --- Steps, without a form


def reports_steps(version, people):
    """{name: (what it raises, the step with a text)}"""
    by, section = {"by": people.author}, version.sections.first()
    block, asked, row = BlockFactory(section=section), version.recommendations.get(), version.implications.get()
    about = texts.name_of(section)
    comment = comments.say(version, about, "Twice?", **by)
    too_much = richtext_caps.TooMuch
    table = {"head": ["a"], "rows": [["b"]]}
    return {
        "details": (too_much, lambda t: drafting.save_details(version, reasons=t, **by)),
        "header": (too_much, lambda t: drafting.save_details(version, header=[["Purpose", t]], **by)),
        "section": (too_much, lambda t: drafting.add_section(version, heading=t, **by)),
        "block": (too_much, lambda t: drafting.add_block(section, text=t, **by)),
        "caption": (too_much, lambda t: drafting.add_block(section, kind="table", table=table, caption=t, **by)),
        "change": (too_much, lambda t: drafting.change(block, text=t, **by)),
        "recommendation": (too_much, lambda t: drafting.add_recommendation(version, verb="note", text=t, **by)),
        "its change": (too_much, lambda t: drafting.change(asked, text=t, **by)),
        "source": (too_much, lambda t: drafting.add_source(version, title="T", location=t, **by)),
        "contact": (too_much, lambda t: drafting.add_contact(version, side="officer", name=t, **by)),
        "implications": (too_much, lambda t: drafting.save_implications(version, said={row.pk: t}, none="", **by)),
        "no implications": (too_much, lambda t: drafting.save_implications(version, said={}, none=t, **by)),
        "appendix": (too_much, lambda t: drafting.add_appendix(version, data=b"a,b", file_name="a.csv", title=t, **by)),
        "flow": (applying.TooLong, lambda t: applying.save(section, t, **by)),
        "comment": (too_much, lambda t: comments.say(version, about, t, **by)),
        "answer": (too_much, lambda t: comments.answer(comment, t, **by)),
    }


def must_refuse(steps):
    """Each raises what its pages say, with what to do, and leaves no row."""
    for name, (error, step) in steps.items():
        for killer, text in KILLERS.items():
            before = rows()
            with pytest.raises(error) as why:
                step(text)
            said = why.value.message if isinstance(why.value, ValidationError) else str(why.value)
            assert told(said), (name, killer, said)
            assert rows() == before, (name, killer)


def rows():
    return [(model, model._base_manager.count()) for model in (Block, KeptText, Comment, AuditRow, Minute, Promise)]


@pytest.mark.django_db
def test_no_step_of_a_report_takes_them(version, people):
    must_refuse(reports_steps(version, people))


@pytest.mark.django_db
def test_no_step_of_a_meeting_takes_them(sitting, body, people):
    by, item, action = {"by": people.clerk}, sitting.item, ActionFactory(body=body)
    coming, starts_on = MeetingFactory(body=body), date(2026, 1, 1)
    plans = AgendaItemFactory(meeting=coming).pk
    must_refuse(
        {
            "minute": (CannotRecord, lambda t: room.write(item, text=t, **by)),
            "its part 2": (CannotRecord, lambda t: room.write(item, private_text=t, **by)),
            "run sheet": (CannotRecord, lambda t: run_sheet.plan(coming, plans={plans: (5, t)}, **by)),
            "item": (CannotChangeAgenda, lambda t: agenda.add_item(coming, title="Dentists", text=t, **by)),
            "decision": (CannotDecide, lambda t: deciding.decide(item, outcome="amended", text=t, **by)),
            "progress": (CannotAnswer, lambda t: answering.complete(action, outcome=t, **by)),
            "terms": (
                terms.CannotKeepTerms,
                lambda t: terms.keep(body, starts_on=starts_on, purpose=t, agreed_by="Council", **by),
            ),
        }
    )


@pytest.mark.django_db
def test_no_step_of_minutes_takes_them(body, people):
    meeting = minuting.held(body, people)
    found = minutes.send_to_chair(meeting, to=people.chair, by=people.clerk)
    item, chair = meeting.items.first(), {"by": people.chair}
    must_refuse(
        {
            "remark": (CannotMinute, lambda t: minutes.remark(item, text=t, viewer=people.chair.user, **chair)),
            "sent back": (CannotMinute, lambda t: minutes.send_back(found, asks=t, **chair)),
        }
    )


@pytest.mark.django_db
def test_no_step_of_pledges_or_organisations_takes_them(people):
    by, pledge, promise = {"by": people.participation}, PledgeFactory(), PromiseFactory()
    finding = modelcheck.begin(2026, **by).findings.first()
    day, too_much = date(2026, 4, 1), richtext_caps.TooMuch
    organisation = {"name": "Health trust", "kind": "health", "by": people.head_clerk}
    must_refuse(
        {
            "pledge": (too_much, lambda t: pledging.make(title="Ours", introduction=t, starts_on=day, **by)),
            "its change": (too_much, lambda t: pledging.change(pledge, introduction=t, **by)),
            "promise": (too_much, lambda t: pledging.promise(pledge, title="We listen", text=t, **by)),
            "what the council does": (too_much, lambda t: pledging.reword(promise, council_text=t, **by)),
            "evidence": (too_much, lambda t: modelcheck.judge(finding, state="present", evidence=t, **by)),
            "organisation": (too_much, lambda t: organisations.add(reports_back=t, **organisation)),
        }
    )


@pytest.mark.django_db
def test_an_earlier_text_that_no_print_takes_is_not_put_back(version, people, sign_in):
    """One that came with a file may be such: the page says why, and does not break."""
    section, author = version.sections.first(), sign_in(people.author)
    for name, label in ((texts.name_of(section), "Background"), ("reasons", "Reasons")):
        kept = texts.keep(version, name, label, KILLERS["twenty thousand spans"], how="saved", by=people.author)
        with pytest.raises(putting_back.NotTaken, match=r"Nothing was put back. .* Shorten it"):
            putting_back.put_back(kept, by=people.author)
        page = author.post(to("reports", "put_back", kept.pk), follow=True)
        assert (page.status_code, "Nothing was put back." in page.text) == (200, True)
    assert not section.blocks.exists()


# --- The largest that is allowed


@pytest.mark.django_db
def test_the_largest_texts_that_are_taken_are_printed(people):
    """Each of them to its limit, through the steps; the print of them all is made, and holds their last words."""
    report = ready_report(people.author)
    version, by = report.versions.get(), {"by": people.author}
    section = version.sections.get()
    for text in (
        "> " * 40 + "FIRST",
        ("**a** " * richtext_caps.MOST_MARKS) + "SECOND",
        "a\n\n" * (richtext_caps.MOST_PIECES - 1) + "THIRD",
        "w" * richtext_caps.MOST_WORD + " FOURTH",
        "a " * (richtext.MAX_CHARS // 2 - 3) + "FIFTH",
    ):
        drafting.add_block(section, text=text, **by)
    made = printing.document(report.versions.get())
    data = pdf.render(made.html, assets=made.assets, limits=pdf.Limits(seconds=60, memory=pdf.LIMITS.memory, pages=900))
    said = subprocess.run(["pdftotext", "-", "-"], input=data.data, capture_output=True, check=True).stdout.decode()
    assert [word in said for word in ("FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH")] == [True] * 5

"""The day before its time a pack is tried: once, by a worker, really printed, and the clerks hear of what is wrong."""

import threading
from contextlib import suppress
from datetime import datetime, time, timedelta
from functools import partial
from smtplib import SMTPException
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from committees import packs, tasks
from committees.models import Build, DryRun, Part, PrintedPart
from committees.packs import dry_running, holding, telling
from corporate_parenting.lib import files, jobs
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, BodyFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.reports import BlockFactory, SectionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
LONDON = ZoneInfo("Europe/London")
DUE = datetime(2026, 12, 7, 14, tzinfo=LONDON)  # five clear days before Tuesday 15 December 2026
TRIED = datetime(2026, 12, 6, 14, tzinfo=LONDON)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def meeting(body):
    body.pack_clear_days, body.pack_time = 5, time(14)
    body.save()
    return MeetingFactory(body=body, starts_at=datetime(2026, 12, 15, 10, tzinfo=LONDON))


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting, title="Fostering service")


def run(dry_run):
    """Make a dry run as a worker does, but each call in this thread."""
    claimed = dry_running.next_one()
    assert claimed == dry_run
    steps = dry_running.make(claimed)
    with suppress(StopIteration):
        call = next(steps)
        while True:
            try:
                came = call()
            except Exception as fault:  # noqa: BLE001 -- it is raised where the job waits for it
                call = steps.throw(fault)
            else:
                call = steps.send(came)
    dry_run.refresh_from_db()
    return dry_run


def tried(meeting):
    return run(dry_running.order(meeting, by=SYSTEM))


def words(dry_run):
    return [one["words"] for one in dry_run.findings]


# --- When


def test_it_is_ordered_once_the_day_before(meeting, item):
    assert dry_running.order_due(TRIED - MINUTE) == []
    [one] = dry_running.order_due(TRIED)
    assert (one.meeting, one.ordered_by, one.due_key) == (meeting, None, f"{meeting.pk} at {DUE.isoformat()}")
    assert dry_running.order_due(TRIED) == []
    assert dry_running.order_due(DUE - MINUTE) == []


def test_a_timetable_set_later_than_that_is_tried_at_once_and_never_after_the_build(meeting):
    assert dry_running.order_due(DUE) == []
    assert len(dry_running.order_due(DUE - MINUTE)) == 1


def test_a_meeting_that_moves_is_tried_again(meeting):
    dry_running.order_due(TRIED)
    meeting.starts_at += timedelta(days=2)
    meeting.save()
    assert dry_running.order_due(TRIED + timedelta(days=1)) == []
    assert len(dry_running.order_due(TRIED + timedelta(days=2))) == 1


def test_a_held_a_cancelled_and_an_untimed_pack_are_left_alone(meeting, people):
    holding.hold(meeting, why="Figures late", by=people.clerk)
    MeetingFactory(body=meeting.body, starts_at=meeting.starts_at, status="cancelled")
    MeetingFactory(body=BodyFactory(), starts_at=meeting.starts_at)
    assert dry_running.order_due(TRIED) == []
    holding.release(meeting, by=people.clerk)
    assert [one.meeting for one in dry_running.order_due(TRIED)] == [meeting]


def test_a_second_clock_finds_it_ordered(meeting):
    [first] = dry_running.order_due(TRIED)
    assert dry_running._order(meeting, first.due_key) is None
    assert DryRun.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database lives in one process's memory")
def test_four_clocks_at_once_order_it_once(meeting):
    start = threading.Barrier(4)

    def clock():
        start.wait()
        dry_running.order_due(TRIED)
        connection.close()

    threads = [threading.Thread(target=clock) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert DryRun.objects.count() == 1


def test_two_workers_do_not_get_the_same(meeting):
    dry_running.order(meeting, by=SYSTEM)
    assert dry_running.waiting() == 1
    assert dry_running.next_one()
    assert (dry_running.next_one(), dry_running.waiting()) == (None, 0)


def test_pressing_twice_tries_once_until_it_is_finished(meeting, people):
    first = dry_running.order(meeting, by=people.clerk)
    assert dry_running.order(meeting, by=people.clerk) == first
    assert AuditRow.objects.filter(did="tried the pack of").count() == 1
    jobs.finish(dry_running.next_one())
    assert dry_running.order(meeting, by=people.clerk) != first


# --- What


def test_all_is_printed_no_pack_is_made_and_the_build_finds_the_prints(body):
    laid = packing.meeting_with_everything(body)
    done = tried(laid.meeting)
    assert done.state == State.DONE
    assert not Build.objects.exists()
    assert not Part.objects.exists()
    prints = set(PrintedPart.objects.values_list("pk", flat=True))
    build = packs.order(laid.meeting, by=SYSTEM)
    packs.work_until_done(build)
    of_reports = build.parts.filter(kind="report", form="standard")
    assert list(of_reports.values_list("was_cached", flat=True)) == [True] * 3
    assert prints <= set(PrintedPart.objects.values_list("pk", flat=True))
    assert done.pages == sum(build.parts.filter(form="standard").values_list("pages", flat=True))
    assert "CANARY" not in str(done.findings)


def test_what_a_look_finds_and_what_printing_finds_stand_together(item):
    item.expects_paper = True
    item.save()
    paper = PaperFactory(item=AgendaItemFactory(meeting=item.meeting, title="Placements"))
    BlockFactory(section=SectionFactory(version=paper.version), text="A rare letter: \U000123ab.")
    done = tried(item.meeting)
    assert [(one["stops"], one["printed"], one["words"][:34]) for one in done.findings] == [
        (False, False, "Item 1, “Fostering service”: the pa"[:34]),
        (False, True, "Item 2, “Placements”: its report: T"[:34]),
    ]
    assert done.findings[1]["address"] == reverse("committees:paper", args=[paper.pk])


def test_a_report_that_cannot_be_printed_is_named_and_the_rest_is_tried(item):
    paper = PaperFactory(item=item)
    section = SectionFactory(version=paper.version)
    BlockFactory(section=section, kind="figure", image="0" * 64, alt="A chart of dentists by district and year")
    AgendaItemFactory(meeting=item.meeting, title="Placements", expects_paper=True)
    done = tried(item.meeting)
    assert done.state == State.DONE
    assert [one.partition(": ")[2][:50] for one in words(done)] == [
        "a picture of the report is missing from the server",
        "the paper is missing. A sheet “to follow” is print",
    ]
    assert done.pages == 1  # the sheet of the other item


def test_a_picture_that_was_damaged_is_named(item):
    image = files.keep(b"the bytes of a picture")
    section = SectionFactory(version=PaperFactory(item=item).version)
    BlockFactory(section=section, kind="figure", image=image, alt="A chart of dentists by district and year")
    files.path(image).write_bytes(b"others")
    try:
        assert packs.look(item.meeting).findings == []
        [said] = words(tried(item.meeting))
    finally:
        files.path(image).unlink()
    assert "its report cannot be printed: a picture in it is damaged on the server." in said


def upload(item, data, **changes):
    document = packing.document("Letter", "The inspectors wrote to us.")
    document.safe, document.size = files.keep(data), len(data)
    for name, value in changes.items():
        setattr(document, name, value)
    document.save()
    return PaperFactory(item=item, version=None, document=document)


def test_a_file_whose_bytes_changed_is_found_although_its_size_is_right(item):
    data = files.read(packing.document("Letter", "The inspectors wrote to us.").safe) + b"% Only these bytes here\n"
    paper = upload(item, data)
    assert packs.look(item.meeting).findings == []
    path = files.path(paper.document.safe)
    path.write_bytes(data.replace(b"% Only", b"% Onl?"))
    try:
        [said] = words(tried(item.meeting))
    finally:
        path.unlink()
    assert said.startswith("Item 1, “Fostering service”: the stored file of the document is damaged: its bytes are not")


def locked(tmp_path):
    out = tmp_path / "locked.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.read_bytes()


def test_a_file_that_is_locked_or_no_pdf_stops_the_build(item, tmp_path):
    upload(item, locked(tmp_path))
    upload(AgendaItemFactory(meeting=item.meeting, title="Placements"), b"%PDF-1.7 and then nothing")
    done = tried(item.meeting)
    assert [(one["stops"], "is locked or damaged and cannot be opened" in one["words"]) for one in done.findings] == [
        (True, True),
        (True, True),
    ]


def test_small_numbers_on_the_pages_of_a_file_are_counted(item):
    document = packing.document("Missing", "Only 3 children went missing in Marlow Bottom.")
    paper = PaperFactory(item=item, version=None, document=document)
    [said] = words(tried(item.meeting))
    assert "the pages of the document tell 1 number of children under 5" in said
    assert "Marlow" not in said
    ExemptionFactory(paper=paper)
    assert words(tried(item.meeting)) == []


def test_no_word_that_is_private_stands_on_its_row(item):
    item.likely_private, item.private_title = True, "CANARY item"
    item.save()
    paper = PaperFactory(item=item, version=packing.version("CANARY of a child", "CANARY text."))
    section = SectionFactory(version=paper.version, heading="CANARY heading")
    BlockFactory(section=section, kind="figure", image="0" * 64, alt="CANARY")
    done = tried(item.meeting)
    assert len(done.findings) == 3
    assert "CANARY" not in str(done.findings)


def test_who_lost_the_job_keeps_nothing(meeting):
    dry_run = dry_running.order(meeting, by=SYSTEM)
    claimed = dry_running.next_one()
    DryRun.objects.update(attempt=7)
    steps = dry_running.make(claimed)
    with pytest.raises(jobs.LostLease):
        list(steps)
    dry_run.refresh_from_db()
    assert dry_run.findings == []


# --- Telling


def finished(meeting, findings, **more):
    about = {"state": State.DONE, "ordered_at": timezone.now(), "finished_at": timezone.now(), "due_key": "a key"}
    return DryRun.objects.create(meeting=meeting, findings=findings, **about | more)


def finding(words_, *, stops=False):
    return {"words": words_, "address": "", "verb": "", "stops": stops, "place": 1, "printed": False}


def test_the_clerks_get_one_mail_that_names_no_paper(meeting, people, settings):
    one = finished(meeting, [finding("CANARY", stops=True), finding("CANARY"), finding("CANARY")])
    assert telling.tell() == 1
    [sent] = mail.outbox
    assert sent.to == [people.clerk.user.email]
    assert sent.subject == "Before the pack is built: Corporate Parenting Sub-Committee, 15 December 2026"
    assert "1 thing stops the build, 2 to know.\n" in sent.body
    assert f"{settings.BASE_URL}{reverse('committees:pack', args=[meeting.pk])}\n" in sent.body
    assert "CANARY" not in sent.body + sent.subject
    one.refresh_from_db()
    assert one.told_at
    assert telling.tell() == 0
    assert len(mail.outbox) == 1


def test_where_all_is_well_nobody_is_told(meeting, people):
    finished(meeting, [])
    assert (telling.tell(), mail.outbox) == (0, [])


def test_who_tried_it_reads_the_page_and_gets_no_mail(meeting, people):
    finished(meeting, [finding("x")], due_key=None, ordered_by=people.clerk)
    assert (telling.tell(), mail.outbox) == (0, [])


def test_one_that_could_not_be_finished_is_told_too(meeting, people):
    finished(meeting, [], state=State.FAILED, error="It was tried 5 times.")
    assert telling.tell() == 1
    assert "could not be finished" in mail.outbox[0].body


def test_an_old_one_is_no_news(meeting, people):
    finished(meeting, [finding("x")], finished_at=timezone.now() - timedelta(days=2))
    assert telling.tell() == 0


def test_a_body_that_protects_who_comes_is_not_named_in_a_mail(meeting, people):
    meeting.body.kind, meeting.body.legal_basis = "children", "children"
    meeting.body.save()
    finished(meeting, [finding("x")])
    telling.tell()
    assert mail.outbox[0].subject == "Before the pack is built: one of your bodies, 15 December 2026"
    assert "Corporate Parenting Sub-Committee" not in mail.outbox[0].body


class Away(EmailBackend):
    def send_messages(self, messages):
        raise SMTPException


def test_what_the_mail_server_does_not_take_is_tried_again_once(meeting, people, settings):
    finished(meeting, [finding("x")])
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    assert telling.tell() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert [telling.tell(), telling.tell()] == [1, 0]


def test_the_clock_orders_and_tells(meeting, item, people, monkeypatch):
    monkeypatch.setattr(dry_running, "order_due", partial(dry_running.order_due, DUE - MINUTE))
    finished(meeting, [finding("x")])
    tasks.try_coming_packs()
    assert DryRun.objects.filter(state=State.WAITING).count() == 1
    assert len(mail.outbox) == 1


# --- The page


def page(meeting):
    return reverse("committees:pack", args=[meeting.pk])


def test_the_page_says_when_it_is_tried_and_that_nothing_was_in_the_way(meeting, item, people, sign_in):
    client = sign_in(people.clerk)
    assert "It is tried on Sunday 6 December 2026 at 2:00pm." in client.get(page(meeting)).text
    finished(meeting, [], finished_at=TRIED)
    assert "Dry run on 6 December 2026 at 2:00pm: nothing is in the way." in client.get(page(meeting)).text


def test_the_page_shows_what_printing_showed_with_its_link(meeting, item, people, sign_in):
    shown = finding("Item 1: its report cannot be printed.", stops=True) | {
        "printed": True,
        "address": "/x/",
        "verb": "Open",
    }
    finished(meeting, [shown, finding("Known from a look")], finished_at=TRIED)
    text = sign_in(people.clerk).get(page(meeting)).text
    assert "Dry run on 6 December 2026 at 2:00pm: 1 thing stops the build, 1 to know." in text
    assert "What printing showed" in text
    assert "Item 1: its report cannot be printed." in text
    assert 'href="/x/"' in text
    assert "Known from a look" not in text  # the list above is newer


def test_the_clerk_tries_it_and_waits(meeting, item, people, sign_in):
    client = sign_in(people.clerk)
    response = client.post(reverse("committees:try_pack", args=[meeting.pk]))
    assert response.url == f"{page(meeting)}#pack-timetable"
    text = client.get(page(meeting)).text
    assert "A dry run is being made." in text
    assert "Try it now" not in text
    dry_run = DryRun.objects.get()
    assert (dry_run.ordered_by, dry_run.due_key) == (people.clerk, None)
    run(dry_run)
    text = client.get(page(meeting)).text
    assert "nothing is in the way." in text
    assert "Try it now" in text

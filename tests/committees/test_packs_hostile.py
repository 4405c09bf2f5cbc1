"""Hostile markup through a whole pack: a listener, and a file with a secret, prove that nothing of it gets in."""

import re
import socket
import threading
from dataclasses import replace
from types import SimpleNamespace

import pikepdf
import pytest

from committees import packs
from committees.packs import patience
from corporate_parenting.lib import files, pdf, words
from corporate_parenting.lib.jobs import State
from corporate_parenting.lib.pdf import long_words
from reports import appendix_intake
from reports.printing import Document
from roles.audit import SYSTEM
from tests.committees import hostile, packing
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory
from tests.factories.reports import BlockFactory, SectionFactory, TableFactory
from tests.lib.pdf.samples import plain_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
SECRET = "CANARY9SECRET of the machine"
COULD_NOT = "This paper could not be printed"
GOOD = "Good words beside it."
STOPPED = re.compile(r"The document (took longer than|needed more memory|needs more memory|is nested too deeply)")
SOON = 20  # seconds that a heavy print may take here
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}/pic"/><image href="file://{}"/></svg>'
)


def built(meeting):
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    return build


def editions(build):
    return list(build.packs.in_print())


def told(pack):
    return words.of_pdf(files.path(pack.file))


def failed(build):
    return dict(build.parts.filter(state=State.FAILED).values_list("title", "error"))


def laid(body, version):
    """A meeting with that report and, behind it, a good one; and another meeting with a good pack."""
    meeting, other = MeetingFactory(body=body), MeetingFactory(body=body)
    for one in (version, packing.version("Good paper", GOOD)):
        PaperFactory(item=AgendaItemFactory(meeting=meeting, title=one.title[:60]), version=one)
    PaperFactory(item=AgendaItemFactory(meeting=other, title="Other"), version=packing.version("Other", "Other words."))
    return SimpleNamespace(meeting=meeting, other=other)


def check_others(made, build):
    """The good paper in the same pack, and the other pack."""
    for pack in editions(build):
        assert (pack.state, pack.error) == (State.DONE, "")
        assert GOOD in told(pack)
    for pack in editions(built(made.other)):
        assert pack.state == State.DONE
        assert "Other words." in told(pack)


@pytest.fixture
def listener():
    """A server on a free port: (its address, the calls that it had)."""
    server, calls = socket.create_server(("127.0.0.1", 0)), []

    def serve():
        while True:
            try:
                calls.append(server.accept())
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
    server.close()


@pytest.fixture
def secret(tmp_path):
    """A file of the machine that every address with file:// means. It is a style, and so could be shown."""
    planted = tmp_path / "secret.css"
    planted.write_text(f"p::before {{ content: '{SECRET}' }}")
    return planted


def test_the_listener_hears(listener):
    """Else its silence would prove nothing."""
    address, calls = listener
    socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))).close()
    for _ in range(100):
        if calls:
            return
        threading.Event().wait(0.05)
    raise AssertionError("nobody heard it")


def table(nasty):
    """An appendix of rows, by the door for spreadsheets."""
    rows = "\n".join('"' + text.replace('"', '""') + '",1' for text in nasty[:-1])
    data = f"What,Count\n{rows}\n".encode()
    taken = appendix_intake.take_in(data, "table.csv", title=nasty[2][:200])
    safe = taken.pop("safe")
    return taken | {"file_name": "table.csv", "original": files.keep(data), "safe": files.keep(safe), "size": len(safe)}


def written(body, address, secret):
    """A meeting of which every word is hostile."""
    nasty, version = hostile.markup(address, secret), hostile.version(address, secret)
    hostile.figure(version, files.keep(SVG.format(address, secret).encode()), address)
    version.appendices.create(order=1, **table(nasty))
    body.name = nasty[5][:100]
    body.save()
    made = laid(body, version)
    item = made.meeting.items.first()
    item.title, item.presenter = nasty[0][:200], nasty[6][:100]
    item.save()
    made.meeting.place, made.meeting.how_to_attend = nasty[4][:200], nasty[3]
    made.meeting.save()
    return made


def check_holds_nothing(pack, address):
    """Neither the secret, nor anything that a reader's program would run, open or fetch by itself."""
    everything = plain_bytes(files.read(pack.file))
    for word in (SECRET.encode(), b"CANARY9", b"/EmbeddedFile", b"/JavaScript", b"/Launch", b"/GoToR", b"/SubmitForm"):
        assert word not in everything, word
    assert SECRET not in told(pack)
    with pikepdf.open(files.path(pack.file)) as made:
        notes = [note for page in made.pages for note in page.obj.get("/Annots", ())]
        uris = {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}
        assert len(made.attachments) == 0
    assert {uri.partition(":")[0] for uri in uris} <= {"http", "https", "mailto", "tel"}


def test_hostile_markup_fetches_nothing_and_stands_as_it_was_written(body, listener, secret):
    """Written straight into the rows: by every field of a report, and by what an agenda is made of."""
    address, calls = listener
    made = written(body, address, secret)
    build = built(made.meeting)
    assert failed(build) == {}
    for pack in editions(build):
        check_holds_nothing(pack, address)
        said = words.squeezed(told(pack))
        for letters in ("<link rel=", "<script>fetch(", "colspan=", "{{ settings.SECRET_KEY }}"):
            assert words.squeezed(letters) in said, letters
    check_others(made, build)
    assert calls == []


@pytest.mark.parametrize("tag", range(9))
def test_markup_that_reached_the_printer_as_markup_would_fetch_nothing(listener, secret, tag):
    """The wall behind the first: even what a template forgot to escape gets neither a file nor an address."""
    address, calls = listener
    html = f'<!doctype html><html lang="en-GB"><head><title>T</title></head><body><p>{GOOD}</p>'
    made = pdf.render(html + hostile.markup(address, secret)[tag] + "<p>After.</p></body></html>")
    assert b"CANARY9" not in plain_bytes(made.data)
    assert b"/EmbeddedFile" not in plain_bytes(made.data)
    assert calls == []


def heavy(name):
    """A report of one thing that is hard to lay out."""
    made = packing.version("Heavy paper", "Words.")
    if name == "cells":
        TableFactory(section=made.sections.get(), table={"head": ["A" * 20_000, "b"], "rows": [["B" * 20_000, "c"]]})
    else:
        BlockFactory(section=SectionFactory(version=made), text=hostile.HEAVY[name])
    return made


@pytest.fixture
def impatient(monkeypatch):
    """Only the heavy paper has little time, so that a busy machine fails nothing else."""
    usual = patience.limits_for

    def limits_for(document):
        limits = usual(document)
        return replace(limits, seconds=SOON) if "Heavy paper" in document.html else limits

    monkeypatch.setattr(patience, "limits_for", limits_for)


@pytest.mark.once
@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("name", [*hostile.HEAVY, "cells"])
def test_what_is_hard_to_lay_out_is_printed_or_named(body, name):
    """Behind the doors, which refuse it: nobody waits for it longer than for a report, and all else is made."""
    made = laid(body, heavy(name))
    build = built(made.meeting)
    why = failed(build)
    assert set(why) <= {"Heavy paper"}
    assert all(STOPPED.match(one) for one in why.values())
    for pack in editions(build):
        assert (COULD_NOT in told(pack)) == bool(why)
    check_others(made, build)


def test_a_print_that_takes_too_long_is_stopped_and_named(body, monkeypatch):
    """Surely, by so little time that no machine is as fast."""
    usual = patience.limits_for
    monkeypatch.setattr(
        patience,
        "limits_for",
        lambda document: replace(usual(document), seconds=1) if "Heavy paper" in document.html else usual(document),
    )
    made = laid(body, heavy("a word without end"))
    build = built(made.meeting)
    assert failed(build) == {"Heavy paper": "The document took longer than 1 seconds to lay out, so it was stopped."}
    assert [told(pack).count(COULD_NOT) for pack in editions(build)] == [1] * len(editions(build))
    check_others(made, build)


def test_a_word_of_a_thousand_letters_in_a_cell_is_printed_soon():
    """The doors let it in: nobody waits minutes for the columns of its table."""
    rows = f"<table><tr><th>{'A' * 3_000}</th><th>b</th></tr><tr><td>{'B' * 3_000}</td><td>c</td></tr></table>"
    html = packing.page("Cells", "Words.").replace("</body>", f"{rows}</body>")
    styled = html.replace("</head>", "<style>td, th { overflow-wrap: anywhere }</style></head>")
    assert pdf.render(styled, limits=replace(pdf.LIMITS, seconds=SOON)).pages >= 1


def test_only_a_document_with_such_a_word_in_a_table_is_another():
    usual = packing.page("Usual", "A" * 5_000).replace("</body>", "<table><tr><td>Words.</td></tr></table></body>")
    assert long_words.eased(usual) == usual
    assert long_words.eased(usual.replace("Words.", "A" * 500)) != usual.replace("Words.", "A" * 500)


def test_a_short_report_has_less_time_than_a_long_one():
    short, long = Document("x" * 8_000, {}), Document("x" * 400_000, {})
    assert patience.limits_for(short) == replace(pdf.LIMITS, seconds=62)
    assert patience.limits_for(long).seconds == 160
    assert patience.limits_for(Document("x" * 40_000_000, {})) == pdf.LIMITS
    assert patience.limits_for(Document("", {"picture": b"x" * 10_000_000})).seconds == 100

"""
How fast packs are built: `python -m bench.packs`, one JSON line for each figure.

20 reports of about 16 pages and 10 appendices, with one or two workers; again after one report changed, and again
when nothing did; and the same once more with two of the reports kept from the public, whose sentences are then looked
for in the public edition. It makes a database and a folder of its own, and needs no service.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024
VOCABULARY = (
    "children care leavers council carers health plan school nurse dentist visit review home family foster worker "
    "meeting quarter number year support advice money rent college job friend voice panel report progress measure"
)


def main():
    """Measure, print, clean up."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--reports", type=int, default=20)
    wanted.add_argument("--appendices", type=int, default=10)
    wanted.add_argument("--work", type=int, help=argparse.SUPPRESS, metavar="BUILD")
    given = wanted.parse_args()
    if given.work:
        set_up(os.environ["DATA_DIR"])
        work(given.work)
        return
    folder = tempfile.mkdtemp(prefix="corporate-parenting-bench-")
    try:
        set_up(folder)
        measure(given.reports, given.appendices)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def set_up(folder):
    """Django on a database in a folder."""
    os.environ |= {"DEBUG": "1", "DATA_DIR": folder, "DATABASE_URL": "", "CELERY_BROKER_URL": "", "CACHE_URL": ""}
    os.environ["DJANGO_SETTINGS_MODULE"] = "corporate_parenting.settings"
    import django  # noqa: PLC0415 -- not before the environment is set

    django.setup()


def say(figure, value, unit="", **more):
    """One figure, or some words, as a line of JSON."""
    value = value if isinstance(value, str) else round(value, 3)
    print(json.dumps({"figure": figure, "value": value, "unit": unit} | more), flush=True)


def measure(reports, appendices):
    """All figures."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    meeting = fill(reports, appendices)
    for workers in (1, 2):
        forget()
        build, seconds, peak = built(meeting, workers)
        pages = build.packs.get(edition="restricted").pages
        say("full build", seconds, "s", workers=workers, pages=pages, reports=reports, appendices=appendices)
        say("pages a second", pages / seconds, "1/s", workers=workers)
        say("memory of the largest process", peak / MIB, "MiB", workers=workers)
    rebuilt(meeting)
    say("joining", joined(build), "pages/s")
    kept = keep_private(meeting, 2)
    built(meeting, 1)
    rebuilt(meeting, kept_back=kept)


def rebuilt(meeting, **told):
    """After one report changed, and when nothing did."""
    change_one()
    _, seconds, _ = built(meeting, 1)
    say("rebuild after one report changed", seconds, "s", workers=1, **told)
    build, seconds, _ = built(meeting, 1)
    say("rebuild, nothing changed", seconds, "s", workers=1, **told)
    say("last check", build.packs.get(edition="public").checks[-1]["words"], **told)


def keep_private(meeting, count):
    """The last papers come to be exempt; returns how many."""
    from committees.models import Paper  # noqa: PLC0415
    from tests.factories.committees import ExemptionFactory  # noqa: PLC0415

    papers = Paper.objects.filter(item__meeting=meeting).order_by("-item__order")[:count]
    for paper in papers:
        ExemptionFactory(paper=paper, paragraphs=[1], reason="A child can be known by it.")
    return count


def fill(reports, appendices):
    """A meeting with that many open reports; the first of them have an appendix each."""
    from tests.committees import packing  # noqa: PLC0415
    from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory  # noqa: PLC0415

    chance = random.Random(1)
    meeting = MeetingFactory(body=BodyFactory(name="Corporate Parenting Sub-Committee"))
    for number in range(reports):
        version = report(f"Report number {number + 1}", chance)
        if number < appendices:
            text = "</p><p>".join(sentence(chance, 90) for _ in range(34))
            version.appendices.create(order=1, **packing.upload(f"Appendix to report {number + 1}", text))
        PaperFactory(item=AgendaItemFactory(meeting=meeting, title=version.title, purpose="note"), version=version)
    return meeting


def report(title, chance):
    """A report of about 16 pages: text, lists and a table in each of ten sections."""
    from tests.factories.reports import BlockFactory, SectionFactory, VersionFactory  # noqa: PLC0415

    version = VersionFactory(title=title, report__title=title, frozen=True)
    for number in range(10):
        section = SectionFactory(version=version, heading=f"Main issue {number + 1}")
        for _ in range(5):
            BlockFactory(section=section, text=sentence(chance, 80))
        BlockFactory(section=section, text="\n".join(f"* {sentence(chance, 12)}" for _ in range(5)))
        rows = [[f"Measure {row}", *(str(chance.randrange(100)) for _ in range(4))] for row in range(8)]
        table = {"head": ["Measure", "2023", "2024", "2025", "2026"], "rows": rows}
        BlockFactory(section=section, kind="table", text="", caption=f"Table {number + 1}", table=table)
    return version


def sentence(chance, count):
    return " ".join(chance.choice(VOCABULARY.split()) for _ in range(count)).capitalize() + "."


def forget():
    """Nothing has been printed or joined before."""
    from committees.models import Build, PrintedPart  # noqa: PLC0415

    Build.objects.all().delete()
    PrintedPart.objects.all().delete()


def change_one():
    from reports.models import Block  # noqa: PLC0415

    block = Block.objects.filter(kind="text").first()
    block.text += " One more sentence."
    block.save()


def built(meeting, workers):
    """Build with so many processes: (Build, seconds of the clock, bytes of the largest process at its largest)."""
    from committees import packs  # noqa: PLC0415
    from roles.audit import SYSTEM  # noqa: PLC0415

    began = time.perf_counter()
    build = packs.order(meeting, by=SYSTEM)
    command = [sys.executable, "-m", "bench.packs", "--work", str(build.pk)]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(workers)]
    with watching(started) as largest:
        ready = [float(process.stdout.readline()) for process in started]
        for process in started:
            process.wait()
    seconds = time.perf_counter() - began - min(ready)
    assert set(build.packs.values_list("state", flat=True)) == {"done"}, list(build.packs.values_list("error"))
    assert not build.parts.exclude(state="done").exists()
    return build, seconds, largest[0]


def work(build):
    """A worker: says how long it took to start, which a real one has behind it, then works until the build is done."""
    from committees import packs  # noqa: PLC0415
    from committees.models import Build  # noqa: PLC0415
    from corporate_parenting.lib import pdf  # noqa: PLC0415

    pdf.fingerprint()  # starts the process that renders
    print(time.perf_counter() - STARTED, flush=True)
    packs.work_until_done(Build.objects.get(pk=build))


@contextlib.contextmanager
def watching(processes):
    """[bytes]: the most memory that any of these processes or their children has had, looked at every 0.1 s."""
    largest, stop = [0], threading.Event()

    def look():
        while not stop.wait(0.1):
            largest[0] = max([largest[0], *(peak_of(pid) for pid in family(processes))])

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield largest
    finally:
        stop.set()
        thread.join()


def family(processes):
    """The processes and all below them, by /proc."""
    known = {process.pid for process in processes}
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    while below := {pid for pid, parent in parents.items() if parent in known} - known:
        known |= below
    return known


def peak_of(pid):
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024
    return 0


def joined(build):
    """Pages a second when the parts of a build are joined."""
    from corporate_parenting.lib import files, pdf  # noqa: PLC0415

    parts, at = [], 1
    for part in build.parts.all():
        parts.append(pdf.Part(files.path(part.file), part.title, first_number=at, header=part.title))
        at += part.pages
    began = time.perf_counter()
    merged = pdf.merge(parts, title="Pack", at=datetime(2026, 1, 1, tzinfo=UTC), out=files.scratch() / "joined.pdf")
    return merged.pages / (time.perf_counter() - began)


STARTED = time.perf_counter()

if __name__ == "__main__":
    main()

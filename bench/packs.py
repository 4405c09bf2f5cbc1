"""
How fast packs are built: `python -m bench.packs`, one JSON line for each figure: name, value, unit, goal.

20 reports of about 16 pages and 10 appendices, about 400 pages, both editions, two workers. What a figure is compared
with is measured in the same run, in turns: WeasyPrint printing the same reports as one tagged document, the plain
joining of the same files by pikepdf (no tags, no numbers), Chromium printing the whole. The middle of some tries
counts. It makes a database and a folder of its own, and needs no service.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024
WORKERS = 2
TRIES = 3
QUICK_TRIES = 7  # of what takes less than a second


def main():
    """Measure, print, clean up."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--reports", type=int, default=20)
    wanted.add_argument("--appendices", type=int, default=10)
    wanted.add_argument("--tries", type=int, default=TRIES)
    wanted.add_argument("--no-thousand", action="store_true", help="leave the pack of 1,000 pages out")
    wanted.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    wanted.add_argument("--print", nargs=2, help=argparse.SUPPRESS, metavar=("HTML", "ASSETS"))
    given = wanted.parse_args()
    if given.work:
        set_up(os.environ["DATA_DIR"])
        work()
    elif given.print:
        print_plainly(*given.print)
    else:
        in_a_folder(given)


def in_a_folder(given):
    folder = tempfile.mkdtemp(prefix="corporate-parenting-bench-")
    try:
        set_up(folder)
        from django.core.management import call_command  # noqa: PLC0415 -- after setup

        call_command("migrate", verbosity=0)
        measure(given, Path(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def set_up(folder):
    """Django on a database in a folder."""
    os.environ |= {"DEBUG": "1", "DATA_DIR": folder, "DATABASE_URL": "", "CELERY_BROKER_URL": "", "CACHE_URL": ""}
    os.environ["DJANGO_SETTINGS_MODULE"] = "corporate_parenting.settings"
    import django  # noqa: PLC0415 -- not before the environment is set

    django.setup()


def say(name, value, unit, goal=None, **more):
    """One figure as a line of JSON."""
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, "goal": goal} | more), flush=True)


def measure(given, folder):
    """All figures: of about 400 pages, with what each is compared with, then of 1,000."""
    from bench import content  # noqa: PLC0415 -- after setup

    warm()  # this process orders, as a server does that has run for a while
    meeting = content.fill(given.reports, given.appendices)
    whole = Plain(folder / "whole", meeting)
    fulls, singles = [], []
    for _ in range(given.tries):
        forget()
        fulls.append(built(meeting))
        singles.append(whole.printed())
    full = _middle([one.seconds for one in fulls])
    pages = fulls[-1].pages
    whole_pack = _middle([one.whole for one in fulls])
    say("full_build", full, "s", pages=pages, workers=WORKERS, with_other_forms=round(whole_pack, 3))
    say("one_document", _middle(singles), "s")
    say("full_build_over_one_document", full / _middle(singles), "ratio", 0.5)
    say("peak_mb_400", max(one.peak for one in fulls) / MIB, "MB", 250)
    joining = edited(meeting, folder, given.tries)
    reordered(meeting, joining)
    tagged(fulls[-1].build, folder)
    if not given.no_thousand:
        thousand(given, full)


def edited(meeting, folder, tries):
    """One report changed: against the render of that report and the plain join, and against Chromium; the join."""
    rebuilds, limits, browsers = [], [], []
    for _ in range(tries):
        paper = change_one(meeting)
        found = built(meeting)
        rebuilds.append(found.seconds)
        one = Plain(folder / "one", meeting, only=paper).printed()
        limits.append(one + plain_join(found.build))
        browsers.append(Plain(folder / "whole", meeting).by_chromium())
    say("edit_one", _middle(rebuilds), "s")
    say("edit_one_over_limit", _middle(rebuilds) / _middle(limits), "ratio", 1.25, limit=round(_middle(limits), 3))
    if all(browsers):
        say("edit_one_over_chromium", _middle(rebuilds) / _middle(browsers), "ratio", 1.0)
    return _middle([plain_join(found.build) for _ in range(QUICK_TRIES)])


def reordered(meeting, joining):
    """Two items change places: nothing of them is printed again."""
    from committees.models import AgendaItem  # noqa: PLC0415 -- after setup

    times, alls = [], []
    for _ in range(QUICK_TRIES):
        first, second = meeting.items.order_by("order")[:2]
        for item, order in ((first, 900), (second, first.order), (first, second.order)):
            AgendaItem.objects.filter(pk=item.pk).update(order=order)
        found = built(meeting)
        times.append(found.seconds)
        alls.append(found.whole)
    say("reorder", _middle(times), "s", with_other_forms=round(_middle(alls), 3))
    say("reorder_over_plain_merge", _middle(times) / joining, "ratio", 3.0, plain_merge=round(joining, 3))


def tagged(build, folder):
    """The tagged join alone against the plain one, in turns."""
    pairs = [(tagged_join(build, folder / "joined.pdf"), plain_join(build)) for _ in range(QUICK_TRIES)]
    ours, plain = (_middle(times) for times in zip(*pairs, strict=True))
    say("tagged_merge_over_plain_merge", ours / plain, "ratio", 2.0, tagged=round(ours, 3), plain=round(plain, 3))


def thousand(given, full):
    """What a pack of 1,000 pages costs against one of 400."""
    from bench import content  # noqa: PLC0415 -- after setup

    meeting = content.fill(given.reports * 54 // 20, given.appendices * 5 // 2)
    forget()
    found = built(meeting)
    say("full_build_1000", found.seconds, "s", pages=found.pages)
    say("cost_1000_over_400", found.seconds / full, "ratio", 2.6)
    say("peak_mb_1000", found.peak / MIB, "MB", 450)


def _middle(times):
    return statistics.median(times)


# --- What is measured


@dataclass(frozen=True)
class Built:
    """
    One build: seconds of the clock from the order to both editions in print, and to all forms of them, which are made
    after these; the largest process in bytes.
    """

    build: object
    seconds: float
    whole: float
    peak: int

    @property
    def pages(self):
        return self.build.packs.in_print().get(edition="restricted").pages


def built(meeting, workers=WORKERS):
    """Build with so many worker processes, which are there already when it is ordered."""
    from django.utils import timezone  # noqa: PLC0415 -- after setup

    from bench.watching import watching  # noqa: PLC0415 -- after setup
    from committees import packs  # noqa: PLC0415 -- after setup
    from roles.audit import SYSTEM  # noqa: PLC0415 -- after setup

    command = [sys.executable, "-m", "bench.packs", "--work"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    started = [subprocess.Popen(command, cwd=ROOT, **pipes) for _ in range(workers)]
    with watching(started) as largest:
        for process in started:
            process.stdout.readline()
        packs.look(meeting)  # the page with the button has done so
        began, moment = time.perf_counter(), timezone.now()
        build = packs.order(meeting, by=SYSTEM)
        for process in started:
            process.stdin.write(f"{build.pk}\n".encode())
            process.stdin.close()
        for process in started:
            process.wait()
        whole = time.perf_counter() - began
    in_print = [pack.finished_at for pack in build.packs.in_print()]
    assert set(build.packs.values_list("state", flat=True)) == {"done"}, list(build.packs.values_list("error"))
    assert not build.parts.exclude(state="done").exists()
    return Built(build, (max(in_print) - moment).total_seconds(), whole, largest[0])


def work():
    """A worker: says when it is ready, as a real one has long been, then works until the build it is told is done."""
    from committees import packs  # noqa: PLC0415 -- after setup
    from committees.models import Build  # noqa: PLC0415 -- after setup

    warm()
    print("ready", flush=True)
    packs.work_until_done(Build.objects.get(pk=int(sys.stdin.readline())))


def warm():
    """What a process does once: starts the one that renders, and reads the programs for their digest."""
    from committees.packs import known  # noqa: PLC0415 -- after setup
    from corporate_parenting.lib import pdf  # noqa: PLC0415 -- after setup

    pdf.fingerprint()
    known.programs()


def forget():
    """Nothing has been printed or joined before."""
    from committees.models import Build, PrintedPart  # noqa: PLC0415 -- after setup

    Build.objects.all().delete()
    PrintedPart.objects.all().delete()


def change_one(meeting):
    """One more sentence in the first report; returns its paper."""
    from committees.models import Paper  # noqa: PLC0415 -- after setup
    from reports.models import Block  # noqa: PLC0415 -- after setup

    paper = Paper.objects.filter(item__meeting=meeting).order_by("item__order").first()
    block = Block.objects.filter(kind="text", section__version=paper.version).first()
    block.text += " One more sentence."
    block.save()
    return paper


# --- What it is compared with


class Plain:
    """The reports of a meeting, or one, as WeasyPrint alone or Chromium prints them: one document, no uploads."""

    def __init__(self, folder, meeting, only=None):
        from committees.models import Paper  # noqa: PLC0415 -- after setup
        from corporate_parenting.lib.pdf import fonts  # noqa: PLC0415 -- after setup
        from reports import printing  # noqa: PLC0415 -- after setup

        folder.mkdir(exist_ok=True)
        papers = [only] if only else Paper.objects.filter(item__meeting=meeting).order_by("item__order")
        pages = [printing.document(paper.version).html for paper in papers]
        head, rest = pages[0].split("</body>", 1)[0], "</body></html>"
        bodies = [page.split("<body", 1)[1].split(">", 1)[1].rsplit("</body>", 1)[0] for page in pages[1:]]
        breaks = "".join(f'<div style="break-before: page">{body}</div>' for body in bodies)
        self.html, self.fonts = folder / "whole.html", fonts.folder()
        self.html.write_text(f"{head}{breaks}{rest}")

    def printed(self):
        """Seconds that WeasyPrint needs for it, as one tagged document, in a process that has it loaded."""
        command = [sys.executable, "-m", "bench.packs", "--print", self.html, self.fonts]
        return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)

    def by_chromium(self):
        """Seconds that headless Chromium needs for it with its start; None where there is none."""
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if not program:
            return None
        out = self.html.with_suffix(".pdf")
        command = [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--print-to-pdf={out}",
            f"file://{self.html}",
        ]
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - began


def print_plainly(html, folder):
    """In a process of its own: WeasyPrint with our fonts and none of our changes; prints the seconds."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- not in every process of this module
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- not in every process of this module

    from corporate_parenting.lib.pdf import fonts, render_child  # noqa: PLC0415 -- as above

    text = Path(html).read_text()
    began = time.perf_counter()
    config, fetcher = FontConfiguration(), render_child.Fetcher({}, Path(folder))
    own = CSS(string=fonts.stylesheet(Path(folder)), font_config=config, url_fetcher=fetcher)
    document = HTML(string=text, url_fetcher=fetcher, base_url="asset:").render(font_config=config, stylesheets=[own])
    document.write_pdf(pdf_variant="pdf/ua-1")
    print(time.perf_counter() - began)


def plain_join(build):
    """Seconds that pikepdf needs to put the same files one after the other: no tags, no numbers, no bookmarks."""
    import pikepdf  # noqa: PLC0415 -- not in every process of this module

    from corporate_parenting.lib import files  # noqa: PLC0415 -- after setup

    paths = [files.path(part.file) for part in build.parts.filter(form="standard").order_by("order")]
    began = time.perf_counter()
    with pikepdf.new() as joined:
        sources = [pikepdf.open(path) for path in paths]
        for source in sources:
            joined.pages.extend(source.pages)
        joined.save(files.scratch() / "plain.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return time.perf_counter() - began


def tagged_join(build, out):
    """Seconds that our joining of the same files needs."""
    from corporate_parenting.lib import files, pdf  # noqa: PLC0415 -- after setup

    parts, at = [], 1
    for part in build.parts.filter(form="standard").order_by("order"):
        parts.append(pdf.Part(files.path(part.file), part.title, first_number=at, header=part.title))
        at += part.pages
    began = time.perf_counter()
    pdf.merge(parts, title="Pack", at=datetime(2026, 1, 1, tzinfo=UTC), out=out)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()

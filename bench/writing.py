"""
How quickly a report is written with six years of them behind it: `python -m bench.writing`, JSON lines.

A demo of its own, grown to 8,000 reports that one officer writes, behind a real web server as in production. Four
officers type at once, each in a report of 50 kB; then the preview and the print of a report of 16 pages, and the lists.
SQLite, or with --database an empty PostgreSQL database.
"""

import http.client
import io
import json
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from bench import installation
from bench.public import say

WRITERS = 4
SECTIONS, WORDS_A_SECTION = 8, 900  # about 50,000 letters
PAUSE = 1.5  # seconds from one save of a page to its next, at the least: it saves when typing stops
PRINTED_PAGES = 16
TRIES = 20
ACCEPTS = {"Accept": "application/json"}


def main():
    """Grow the reports, write in some of them, print what came of it."""
    wanted = installation.arguments(__doc__)
    wanted.add_argument("--saves", type=int, default=60, help="of each of the officers who type at once")
    given = wanted.parse_args()
    if given.fill:
        fill(given.reports)
        return
    with installation.grown("writing", given) as (environment, engine, filled):
        say(name="reports", value=filled["reports"], database=engine, kilobytes=filled["kilobytes"])
        with installation.server(environment) as address:
            typed(address, filled, given.saves)
            read(address, filled)


def fill(reports):
    """In a process with the settings of the demo: grow the reports; prints what the measurement needs as JSON."""
    installation.set_up()
    from django.db import connection  # noqa: PLC0415 -- after setup

    from bench import record  # noqa: PLC0415 -- after setup
    from reports.models import Report, Version  # noqa: PLC0415 -- after setup
    from roles.models import Person  # noqa: PLC0415 -- after setup

    edda = Person.objects.get(source_id="demo:edda")
    record.fill(reports)
    Report.objects.filter(author=None).update(author=edda)
    begun = Report.objects.filter(author=edda, versions__frozen_at__isnull=False)[: reports // 2]
    Version.objects.bulk_create([Version(report=one, title=one.title) for one in begun], batch_size=500)
    big = [_report(edda, f"Report {number}", WORDS_A_SECTION) for number in range(WRITERS)]
    filled = {"reports": Report.objects.count(), "big": [_about(one) for one in big], "kilobytes": _kilobytes(big[0])}
    filled |= {"printed": _of_pages(edda), "session": [_session("edda") for _ in big]}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(json.dumps(filled))


def _report(author, title, words):
    """A report in draft with as many words in each of its sections; returns its version."""
    import random  # noqa: PLC0415 -- only where it is filled

    from bench.content import VOCABULARY  # noqa: PLC0415 -- after setup
    from reports.models import Block, Format, Report, Section, Version  # noqa: PLC0415 -- after setup

    chance, vocabulary = random.Random(title), VOCABULARY.split()
    report = Report.objects.create(title=title, author=author, format=Format.objects.order_by("pk").first())
    version = Version.objects.create(report=report, title=title)
    for number in range(SECTIONS):
        section = Section.objects.create(version=version, order=number, heading=f"Part {number + 1}")
        for order in range(10):
            text = " ".join(chance.choices(vocabulary, k=words // 10)).capitalize()
            Block.objects.create(section=section, order=order, text=f"{text}.")
    return version


def _kilobytes(version):
    from reports.models import Block  # noqa: PLC0415 -- after setup

    texts = Block.objects.filter(section__version=version).values_list("text", flat=True)
    return sum(map(len, texts)) // 1000


def _about(version):
    from reports.writing import flow  # noqa: PLC0415 -- after setup

    section = version.sections.order_by("order").first()
    blocks = list(section.blocks.all())
    return {"section": section.pk, "text": flow.written(blocks), "seen": flow.edition(blocks)}


def _of_pages(author):
    """A version that prints on 16 pages, found by printing."""
    import pikepdf  # noqa: PLC0415 -- after setup

    from corporate_parenting.lib import pdf  # noqa: PLC0415 -- after setup
    from reports import printing  # noqa: PLC0415 -- after setup

    words = WORDS_A_SECTION
    for _ in range(6):
        version = _report(author, f"A report to print, {words}", words)
        document = printing.document(version)
        with pikepdf.open(io.BytesIO(pdf.render(document.html, assets=document.assets).data)) as made:
            pages = len(made.pages)
        if pages == PRINTED_PAGES:
            break
        words = words * PRINTED_PAGES // pages
    return {"version": version.pk, "pages": pages}


def _session(key):
    """The cookie of somebody who has given both factors."""
    from importlib import import_module  # noqa: PLC0415 -- after setup

    from django.conf import settings  # noqa: PLC0415 -- after setup
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415 -- after setup

    from roles.models import User  # noqa: PLC0415 -- after setup

    user = User.objects.get(person__source_id=f"demo:{key}")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "roles.access.Backend"
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["seen_at"] = session["began_at"] = time.time()
    session.save()
    return session.session_key


def typed(address, filled, saves):
    """Four officers type at once; a line for how long their pages waited until each save was answered."""
    with ThreadPoolExecutor(WRITERS) as pool:
        found = pool.map(lambda one: _types(address, *one, saves), zip(filled["big"], filled["session"], strict=True))
        times = [seconds for of_one in found for seconds in of_one]
    report("autosave_p95", times, goal_ms=250, writers=WRITERS)


def _types(address, about, session, saves):
    asking, seen, times = Asking(address, session), about["seen"], []
    for number in range(saves + 2):
        text = f"{about['text']}\n\nThe sentence that is being typed for the {number}th time."
        began = time.perf_counter()
        said = asking.post(f"/reports/sections/{about['section']}/text/", {"text": text, "seen": seen, "auto": "on"})
        took = time.perf_counter() - began
        seen = json.loads(said)["seen"]
        if number >= 2:  # the first two warm the server
            times.append(took)
        time.sleep(max(0, PAUSE - took))
    return times


def read(address, filled):
    """The preview and the print of the report of 16 pages, and the lists of all reports."""
    asking, printed = Asking(address, filled["session"][0]), filled["printed"]
    version = f"/reports/versions/{printed['version']}"
    pages = {
        "preview_html": (f"{version}/preview/", TRIES, 1_500),
        "preview_pdf": (f"{version}/print/", TRIES // 2, 4_000),
        "my_reports_p95": ("/reports/", TRIES * 3, 400),
        "where_reports_are_p95": ("/reports/board/", TRIES * 3, 400),
        "where_reports_are_searched_p95": ("/reports/board/?q=panel", TRIES * 3, 400),
    }
    for name, (path, tries, goal) in pages.items():
        for _ in range(4):
            asking.get(path)
        times = [_timed(lambda: asking.get(path)) for _ in range(tries)]  # noqa: B023 -- called at once
        report(name, times, goal_ms=goal, pages=printed["pages"] if "preview" in name else None)


def _timed(ask):
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def report(name, times, *, goal_ms, **more):
    """One line: the middle, and what 95 of 100 were quicker than."""
    times = sorted(seconds * 1000 for seconds in times)
    late = statistics.quantiles(times, n=20)[-1]
    about = {key: value for key, value in more.items() if value is not None}
    say(name=name, value=round(late, 1), unit="ms", goal=goal_ms, p50=round(statistics.median(times), 1),
        count=len(times), load=round(os.getloadavg()[0], 1), **about)  # fmt: skip


class Asking:
    """One officer's browser: keeps the cookie of the form's token. Any answer but 200 ends the measurement."""

    def __init__(self, address, session):
        self.host = urlsplit(address).netloc
        self.cookies = {"sessionid": session, "csrftoken": "a" * 32}

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, fields):
        about = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": "a" * 32, **ACCEPTS}
        return self._ask("POST", path, urlencode(fields), about)

    def _ask(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            connection.request(method, path, body, {"Cookie": cookies, **dict(headers)})
            response = connection.getresponse()
            said = response.read()
        finally:
            connection.close()
        if response.status != HTTPStatus.OK:
            raise SystemExit(f"{method} {path}: {response.status} {said[:300]}")
        return said


if __name__ == "__main__":
    main()

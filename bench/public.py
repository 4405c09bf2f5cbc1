"""
How fast the public pages are with six years of record behind them: `python -m bench.public`, JSON lines.

A demo of its own, grown to 8,000 reports, behind a real web server as in production. Requests come at a fixed rate
whether the server keeps up or not (an open loop), and a time counts from the moment at which its request was due, so
a stall is not hidden. SQLite, or with --database an empty PostgreSQL database.
"""

import http.client
import json
import os
import random
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlsplit

from bench import installation

AT_ONCE = 64  # requests that may be under way; more than a server with eight threads ever works on
WAIT = 30
MIX = {"index": 10, "body": 20, "meeting": 35, "paper": 35}
SEARCHES = ("dentist", "health plan", "foster carers", "rent money college", "panel 3")


def main():
    """Grow the record, ask for pages at the rate, print what came of it."""
    wanted = installation.arguments(__doc__)
    wanted.add_argument("--rate", type=int, default=50, help="requests a second")
    wanted.add_argument("--seconds", type=int, default=60)
    wanted.add_argument("--workers", type=int, default=2, help="of the web server, as docker-compose.yml has it")
    given = wanted.parse_args()
    if given.fill:
        fill(given.reports)
        return
    with installation.grown("public", given) as (environment, engine, filled):
        say(kind="rows", database=engine, **filled["rows"])
        with installation.server(environment, workers=given.workers) as address:
            measure(address, filled["addresses"], given)


def fill(reports):
    """In a process with the settings of the demo: grow the record; prints rows and addresses as JSON."""
    installation.set_up()
    from django.core.management import call_command, get_commands  # noqa: PLC0415 -- after setup

    from bench import record  # noqa: PLC0415 -- after setup

    rows = record.fill(reports)
    if "index_search" in get_commands():
        call_command("index_search", stdout=sys.stderr)
    print(json.dumps({"rows": rows, "addresses": _addresses()}))


def _addresses():
    """{kind: [path]} of everything that can be asked for."""
    from django.db import connection  # noqa: PLC0415 -- after setup
    from django.urls import NoReverseMatch, reverse  # noqa: PLC0415 -- after setup

    from committees.models import Body, Meeting, Paper  # noqa: PLC0415 -- after setup
    from roles.permissions import PUBLIC  # noqa: PLC0415 -- after setup

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # which it does by itself in the minutes after such a load
    found = {"index": [reverse("committees:public_meetings")]}
    for kind, model in (("body", Body), ("meeting", Meeting), ("paper", Paper)):
        keys = model.objects.visible_to(PUBLIC).values_list("pk", flat=True)
        found[kind] = [reverse(f"committees:public_{kind}", args=[pk]) for pk in keys]
    try:
        found["search"] = [f"{reverse('public_search')}?q={quote(words)}" for words in SEARCHES]
    except NoReverseMatch:
        found["search"] = []
    return found


def measure(address, addresses, given):
    """Pages in their mix, then searches."""
    chance = random.Random(11)
    kinds = list(MIX)
    with ThreadPoolExecutor(4 * given.workers) as pool:  # all at once, so that each worker has seen every page
        list(pool.map(lambda path: ask(address, path), [addresses[kind][0] for kind in kinds] * (8 * given.workers)))
    for path in addresses["search"][:1] * (2 * given.workers):
        ask(address, path)
    drawn = chance.choices(kinds, weights=list(MIX.values()), k=given.rate * given.seconds)
    report(run(address, [(kind, chance.choice(addresses[kind])) for kind in drawn], given.rate), given.rate)
    if addresses["search"]:
        rate = max(1, given.rate // 10)
        drawn = [("search", chance.choice(addresses["search"])) for _ in range(rate * given.seconds // 2)]
        report(run(address, drawn, rate), rate)


def run(address, drawn, rate):
    """Ask for each at its moment; returns [(kind, seconds since it was due, status)]."""
    start = time.perf_counter() + 0.5

    def one(number, kind, path):
        due = start + number / rate
        time.sleep(max(0, due - time.perf_counter()))
        status = ask(address, path)
        return kind, time.perf_counter() - due, status

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda which: one(which[0], *which[1]), enumerate(drawn)))


def ask(address, path):
    """The status of one request; 0 when there was no answer."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=WAIT)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
    except OSError:
        return 0
    finally:
        connection.close()
    return response.status


def report(found, rate):
    """One line for each kind of page and one for all."""
    for kind in (*dict.fromkeys(kind for kind, _, _ in found), "all"):
        rows = [(seconds, status) for name, seconds, status in found if kind in (name, "all")]
        times = sorted(seconds * 1000 for seconds, _ in rows)
        cuts = statistics.quantiles(times, n=100)
        middle, late, latest = (round(cuts[which], 1) for which in (49, 94, 98))
        errors = sum(status != http.HTTPStatus.OK for _, status in rows)
        load = round(os.getloadavg()[0], 1)
        say(kind=kind, rate=rate, count=len(rows), p50_ms=middle, p95_ms=late, p99_ms=latest, errors=errors, load=load)


def say(**figures):
    """One line of JSON."""
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()

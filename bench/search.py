"""
How fast search is with 8,000 reports behind it: `python -m bench.search`, one JSON line for each kind of reader.

In this process, on a demo of its own, on SQLite; `bench.public` asks the same behind a web server, on either database.
Words from the commonest to one that nobody wrote, timed from the words typed to the quoted results of a page.
"""

import argparse
import json
import os
import statistics
import time

from bench.inside import database, quietly

# From words that nearly every report has to one that none has.
ASKED = ("dentist", "health plan", '"foster worker"', "children -school", "rent money college", "panel 3", "zebra")
TRIES = 8
# (who, key of the person in the demo or None for the public)
READERS = (("public", None), ("councillor", "ada"), ("clerk", "hattie"))


def main():
    """Fill, index, measure, print."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--reports", type=int, default=8_000)
    given = wanted.parse_args()
    with database():
        quietly("load_demo")
        from bench import record  # noqa: PLC0415 -- after setup

        record.fill(given.reports)
        start = time.perf_counter()
        quietly("index_search")
        print(json.dumps({"indexed_s": round(time.perf_counter() - start, 1), "load": _load()}), flush=True)
        for line in measure():
            print(json.dumps(line), flush=True)


def measure():
    """For each kind of reader: how many searches, p50, p95 and the longest in milliseconds, and most queries."""
    for name, key in READERS:
        times, queries = [], 0
        for _ in range(TRIES):
            for words in ASKED:
                seconds, count = _search(_viewer(key), words)
                times.append(seconds * 1000)
                queries = max(queries, count)
        cuts = statistics.quantiles(times, n=100)
        figures = {"p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1), "most_ms": round(max(times), 1)}
        yield {"search": name, "count": len(times), **figures, "queries": queries, "load": _load()}


def _search(viewer, words):
    from django.db import connection  # noqa: PLC0415 -- after setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- after setup

    from corporate_parenting import searching  # noqa: PLC0415 -- after setup

    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        results = searching.search(viewer, {"q": words}, private=viewer.person is not None)
        list(results.page or [])
        return time.perf_counter() - start, len(queries)


def _viewer(key):
    from roles.models import User  # noqa: PLC0415 -- after setup
    from roles.permissions import PUBLIC  # noqa: PLC0415 -- after setup

    return User.objects.get(person__source_id=f"demo:{key}") if key else PUBLIC


def _load():
    return round(os.getloadavg()[0], 1)


if __name__ == "__main__":
    main()

"""
python -m bench.pages: seconds and queries of the main pages, with 10, 100 and 1,000 rows behind each.

One JSON line for each page and size. Works on a demo of its own and needs no service. A page is asked for
in this process, once to warm up and five times to measure; the middle of the five counts.
"""

import json
import statistics
import time
from datetime import timedelta

from bench.inside import database, quietly

SIZES = (10, 100, 1_000)
TRIES = 5
# (name, key of the person in the demo or None for the public, address with the numbers of the demo)
PAGES = [
    ("home of a clerk", "hattie", "/home/"),
    ("home of a councillor", "ada", "/home/"),
    ("desk", "hattie", "/committees/desk/"),
    ("deadlines", "hattie", "/committees/desk/deadlines/"),
    ("commission a report", "hattie", "/committees/items/{item}/commission/"),
    ("the year", "hattie", "/committees/year/"),
    ("dates proposed for a body", "hattie", "/committees/bodies/{sub}/year/"),
    ("work programmes", "hattie", "/committees/programme/"),
    ("work programme of a body", "hattie", "/committees/bodies/{sub}/programme/"),
    ("late or never considered", "hattie", "/committees/bodies/{sub}/programme/late/"),
    ("how bodies stand", "ada", "/committees/bodies/arrangements/"),
    ("bodies", "hattie", "/committees/bodies/"),
    ("body", "hattie", "/committees/bodies/{sub}/"),
    ("agenda", "hattie", "/committees/meetings/{coming}/agenda/"),
    ("pack", "hattie", "/committees/meetings/{coming}/pack/"),
    ("my meetings", "ada", "/committees/meetings/"),
    ("meeting of a member", "ada", "/committees/meetings/{coming}/"),
    ("actions", "ada", "/committees/actions/"),
    ("my role", "ada", "/my-role/"),
    ("role of a colleague", "edda", "/people/{ada}/role/"),
    ("catalogue", "ada", "/responsibilities/"),
    ("a responsibility", "ada", "/responsibilities/SE01/"),
    ("coverage", "mina", "/coverage/"),
    ("coverage: acknowledgements", "mina", "/coverage/acknowledgements/"),
    ("what members do", "mina", "/members/engagement/"),
    ("organisations", "ada", "/organisations/"),
    ("training of everybody", "mina", "/training/"),
    ("visits", "mina", "/visits/"),
    ("political balance", "mina", "/committees/bodies/balance/"),
    ("places on bodies", "mina", "/committees/bodies/places/"),
    ("who answers for what", None, "/who-answers/"),
    ("what a councillor answers for", None, "/who-answers/councillor/"),
    ("people", "mina", "/people/"),
    ("audit", "iris", "/audit/"),
    ("my reports", "edda", "/reports/"),
    ("pledge", "gwen", "/pledges/{pledge}/"),
    ("public meetings", None, "/meetings/"),
    ("public year", None, "/meetings/year/"),
    ("forward plan", None, "/meetings/forward-plan/"),
    ("public work programme", None, "/meetings/bodies/{sub}/programme/"),
    ("public body", None, "/meetings/bodies/{sub}/"),
    ("public meeting", None, "/meetings/{held}/"),
    ("public pledge", None, "/promises/{pledge}/"),
]


def main():
    """Measure every page at every size."""
    with database():
        quietly("load_demo")
        for size in SIZES:
            _fill(size)
            for name, who, route in _pages():
                print(json.dumps(_measure(name, who, route) | {"rows": size}), flush=True)


def _sub():
    from committees.models import Body  # noqa: PLC0415 -- after setup

    return Body.objects.get(name="Corporate Parenting Sub-Committee")


def _pages():
    """(name, key of the person in the demo or None, address)."""
    numbers = _numbers()
    return [(name, who, route.format(**numbers)) for name, who, route in PAGES]


def _numbers():
    """The primary keys that the addresses need."""
    from pledges.models import Pledge  # noqa: PLC0415 -- after setup
    from roles.models import Person  # noqa: PLC0415 -- after setup

    sub = _sub()
    held, coming = sub.meetings.filter(items__papers__isnull=False).distinct().order_by("starts_at")[:2]
    pledge, ada = Pledge.objects.get(title="Our pledge to you"), Person.objects.get(source_id="demo:ada")
    item = coming.items.filter(commission=None).order_by("order")[0]
    return {"item": item.pk, "sub": sub.pk, "held": held.pk, "coming": coming.pk, "pledge": pledge.pk, "ada": ada.pk}


def _measure(name, who, route):
    from django.db import connection  # noqa: PLC0415 -- after setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- after setup

    client = _client(who)
    _ask(client, route)
    seconds = []
    for _ in range(TRIES):
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            _ask(client, route)
            seconds.append(time.perf_counter() - start)
    return {"page": name, "seconds": round(statistics.median(seconds), 4), "queries": len(queries)}


def _ask(client, route):
    response = client.get(route, SERVER_NAME="127.0.0.1")
    assert response.status_code == 200, f"{route}: {response.status_code}"
    return b"".join(response) if response.streaming else response.content


def _client(who):
    from django.test import Client  # noqa: PLC0415 -- after setup

    from roles.models import User  # noqa: PLC0415 -- after setup

    client = Client()
    if who:
        client.force_login(User.objects.get(person__source_id=f"demo:{who}"), "roles.access.Backend")
        session = client.session
        session["account_authentication_methods_user"] = session["_auth_user_id"]
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session.save()
    return client


def _fill(size):
    """Grow every kind of row to `size`, all of them visible to somebody above."""
    from bench import rows  # noqa: PLC0415 -- after setup

    rows.grow(size, _sub(), timedelta(days=1))


if __name__ == "__main__":
    main()

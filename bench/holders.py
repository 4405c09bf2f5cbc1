"""
python -m bench.holders: does each holder see what the founding documents ask of them?

One JSON line for each holder that the document on tiers and the board's report of 2009 name: how many
responsibilities the document lists for that holder, and how many of these the page "My role" shows to somebody who
holds the post (where several hold it: the fewest that any of them is shown). Works on a database of its own.
"""

import json
import re
from datetime import date

from bench.inside import database

DOCUMENTS = {"F0": "the document on the three tiers", "F3": "the board's report of 2009"}
IN_OFFICE_SINCE = date(2020, 1, 1)
SHOWN = re.compile(r'id="([A-Z]+\d+[a-h]?)"')


def main():
    """Print a line for each holder."""
    with database():
        for line in table():
            print(json.dumps(line), flush=True)


def table():
    """[{document, holder, asked, shown}], in the order of the catalogue. Makes an account for each kind of office."""
    from roles import catalogue, holders  # noqa: PLC0415 -- the settings must be ready first

    pages, found = {}, {}
    for fields, words, _ in catalogue.rows():
        document = words["source"].split()[0]
        if document in DOCUMENTS:
            found.setdefault((document, words["holder"]), []).append((fields["code"], words))
    for (document, holder), duties in found.items():
        kinds = frozenset().union(*(holders.kinds(words["held_by"]) for _, words in duties))
        codes = {code for code, _ in duties}
        shown = min(len(codes & _shown(kind, pages)) for kind in kinds)
        yield {"document": DOCUMENTS[document], "holder": holder, "asked": len(codes), "shown": shown}


def _shown(kind, pages):
    """The codes on the page "My role" of somebody who holds an office of this kind alone."""
    if kind not in pages:
        pages[kind] = _read(kind)
    return pages[kind]


def _read(kind):
    from django.test import Client  # noqa: PLC0415 -- after setup

    from roles.models import Appointment, Office, Person, User  # noqa: PLC0415 -- after setup

    person = Person.objects.create(name=f"Holder of {kind}", category=Person.Category.OFFICER)
    office = Office.objects.create(kind=kind, label=kind.label)
    Appointment.objects.create(person=person, office=office, starts_on=IN_OFFICE_SINCE)
    client = Client()
    client.force_login(User.objects.create(email=f"{kind}@holders.example", person=person))
    return set(SHOWN.findall(client.get("/my-role/", SERVER_NAME="127.0.0.1").content.decode()))


if __name__ == "__main__":
    main()

"""An open paper with a private section and a private appendix: every kind of user opens all that leads to it."""

import re

import pytest

from committees import finding
from tests.security.test_matrix import MAY, PLANTED

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NAMES = [name for name in MAY if name.startswith("PARTLY")]


def addresses(world, is_public):
    paper, start = world.things.partly, "/meetings" if is_public else "/committees"
    papers = f"{start}/papers/{paper.pk}"
    files = [f"{papers}/appendices/{one.pk}.pdf" for one in paper.version.appendices.all()]
    files += [
        f"{papers}/figures/{block.pk}" for section in paper.version.sections.all() for block in section.blocks.all()
    ]
    meeting = f"/meetings/{paper.item.meeting_id}/" if is_public else f"/committees/meetings/{paper.item.meeting_id}/"
    pages = [f"{papers}/", f"{papers}/?part=private", f"{papers}/report.pdf", meeting]
    if not is_public:
        version, report = paper.version_id, paper.version.report_id
        pages += [f"/reports/versions/{version}/", f"/reports/versions/{version}/open/", f"/reports/{report}/"]
        pages += [f"/reports/clearances/{one.pk}/" for one in paper.version.clearances.all()]
        pages += [
            "/committees/kept/?show=all",
            "/committees/kept/table.csv",
            f"{meeting}agenda/",
            "/home/",
            "/search/?q=Planted",
        ]
    return [*pages, *files, "/find/?q=Planted"]


def seen(client, address):
    response = client.get(address, follow=False)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code < 500, address
    return {name.decode() for name in PLANTED.findall(body + str(response.headers).encode())}


def test_each_kind_of_user_sees_the_private_parts_or_does_not(world, clients):
    finding.catch_up()
    found = {name: {} for name in NAMES}
    for kind, client in clients.items():
        for address in {*addresses(world, is_public=False), *addresses(world, is_public=True)}:
            for name in seen(client, address) & set(NAMES):
                found[name].setdefault(kind, address)
    wrong = {name: {kind: at for kind, at in who.items() if kind not in MAY[name]} for name, who in found.items()}
    assert wrong == {name: {} for name in NAMES}
    assert {name: set(who) for name, who in found.items()} == {name: MAY[name] for name in NAMES}


def test_the_open_edition_shows_its_writers_no_private_word(world, clients):
    version = world.things.partly.version_id
    page = clients["author"].get(f"/reports/versions/{version}/open/").text
    assert re.search(r"PARTLY", page) is None
    assert "Open words." in page

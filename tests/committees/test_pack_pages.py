"""The web edition of a pack is opened: by whom, under what policy, and what is written down."""

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.models import Build, Pack
from committees.models.packs import Edition, Form
from committees.packs import web
from corporate_parenting.lib import files
from roles.models import AuditRow
from tests.factories.committees import MeetingFactory

pytestmark = pytest.mark.django_db
PAGE = b"<!doctype html><html><head><style>p { margin: 0 }</style></head><body><p>Words of the pack</p></body></html>"


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body)


def finished(meeting, edition, number=1, form=Form.WEB):
    build, _ = Build.objects.get_or_create(meeting=meeting, number=number, defaults={"ordered_at": timezone.now()})
    return Pack.objects.create(build=build, edition=edition, form=form, state="done", file=files.keep(PAGE), size=1)


def published(meeting, by):
    meeting.published_at, meeting.published_by = timezone.now(), by
    meeting.save()


def address(pack):
    return reverse(f"committees:open_{pack.edition}_web_pack", args=[pack.pk])


def for_everybody(meeting, name="public_web_pack"):
    return reverse(f"committees:{name}", args=[meeting.pk])


def test_anybody_reads_the_newest_when_the_agenda_is_published_and_nobody_is_asked_who_they_are(
    meeting, people, client
):
    pack = finished(meeting, Edition.PUBLIC)
    finished(meeting, Edition.PUBLIC, form=Form.STANDARD)
    assert client.get(for_everybody(meeting)).status_code == 404
    published(meeting, people.clerk)
    response = client.get(for_everybody(meeting))
    assert response.content == PAGE
    assert response["ETag"] == f'"{pack.file}"'
    assert "Vary" not in response or "Cookie" not in response["Vary"]
    assert not response.cookies
    assert client.get(for_everybody(meeting), headers={"if-none-match": response["ETag"]}).status_code == 304


def test_the_page_may_use_its_own_style_and_nothing_else(meeting, people, client):
    finished(meeting, Edition.PUBLIC)
    finished(meeting, Edition.PUBLIC, form=Form.STANDARD)
    published(meeting, people.clerk)
    policy = client.get(for_everybody(meeting))["Content-Security-Policy"]
    assert f"style-src '{web.hash_of(b'p { margin: 0 }')}'" in policy
    assert "default-src 'none'" in policy
    assert "img-src data:" in policy
    assert "script-src 'none'" in policy
    assert "self" not in policy
    assert "unsafe" not in policy


def test_a_page_of_an_older_build_does_not_stand_for_a_newer_pack(meeting, people, client):
    finished(meeting, Edition.PUBLIC)
    finished(meeting, Edition.PUBLIC, number=2, form=Form.STANDARD)
    published(meeting, people.clerk)
    assert client.get(for_everybody(meeting)).status_code == 404


def test_everybody_reads_the_young_people_s_page_and_never_the_restricted_one(meeting, people, client):
    finished(meeting, Edition.PUBLIC, form=Form.STANDARD)
    finished(meeting, Edition.RESTRICTED)
    published(meeting, people.clerk)
    young = for_everybody(meeting, "public_young_web_pack")
    assert client.get(young).status_code == 404
    assert client.get(for_everybody(meeting)).status_code == 404
    finished(meeting, Edition.YOUNG)
    assert client.get(young).content == PAGE


def test_it_is_kept_as_a_file(meeting, people, sign_in):
    pack = finished(meeting, Edition.PUBLIC)
    clerk = sign_in(people.clerk)
    assert clerk.get(address(pack))["Content-Disposition"].startswith("inline")
    kept = clerk.get(address(pack), {"save": ""})["Content-Disposition"]
    assert kept == 'attachment; filename="corporate-parenting-sub-committee-2026-12-15-public-pack.html"'


def test_before_it_is_published_only_the_clerk_reads_it(meeting, people, sign_in):
    for edition in (Edition.PUBLIC, Edition.YOUNG):
        pack = finished(meeting, edition)
        assert sign_in(people.clerk).get(address(pack)).status_code == 200
        assert sign_in(people.member).get(address(pack)).status_code == 404


def test_a_restricted_page_is_the_reader_s_own_copy_and_is_written_down(meeting, people, sign_in):
    pack = finished(meeting, Edition.RESTRICTED)
    published(meeting, people.clerk)
    member = sign_in(people.member)
    assert member.head(address(pack)).status_code == 200
    assert not AuditRow.objects.filter(did="opened the restricted pack").exists()
    response = member.get(address(pack))
    assert response["Cache-Control"] == "no-store, private"
    assert response.text.count(people.member.name) == 2
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert AuditRow.objects.get(did="opened the restricted pack").thing_id == str(pack.pk)


@pytest.mark.parametrize("who", ["co_opted", "other", "admin"])
def test_nobody_else_reads_a_restricted_page(meeting, people, sign_in, who):
    pack = finished(meeting, Edition.RESTRICTED)
    published(meeting, people.clerk)
    assert sign_in(getattr(people, who)).get(address(pack)).status_code in (403, 404)
    assert not AuditRow.objects.filter(did="opened the restricted pack").exists()


def test_a_restricted_page_asks_for_a_code(meeting, people, sign_in):
    pack = finished(meeting, Edition.RESTRICTED)
    published(meeting, people.clerk)
    assert sign_in(people.member, code=False).get(address(pack)).status_code == 302


def test_an_edition_is_not_read_under_the_address_of_another(meeting, people, sign_in):
    pack = finished(meeting, Edition.RESTRICTED)
    for name in ("open_public_web_pack", "open_young_web_pack"):
        assert sign_in(people.clerk).get(reverse(f"committees:{name}", args=[pack.pk])).status_code == 404


def links_of(response, meeting):
    packs = {pack.edition: address(pack) for pack in Pack.objects.filter(build__meeting=meeting, form=Form.WEB)}
    everybody = {name: for_everybody(meeting, name) for name in ("public_web_pack", "public_young_web_pack")}
    return {name for name, where in (packs | everybody).items() if f'href="{where}"' in response.text}


def test_the_page_of_a_meeting_leads_everybody_to_the_pages_of_its_newest_pack_alone(meeting, people, client):
    public = reverse("committees:public_meeting", args=[meeting.pk])
    finished(meeting, Edition.PUBLIC, form=Form.STANDARD)
    published(meeting, people.clerk)
    assert links_of(client.get(public), meeting) == set()
    for edition in Edition:
        finished(meeting, edition)
    assert links_of(client.get(public), meeting) == {"public_web_pack", "public_young_web_pack"}
    finished(meeting, Edition.PUBLIC, number=2, form=Form.STANDARD)
    assert links_of(client.get(public), meeting) == set()


def test_members_find_the_pages_that_they_may_read_beside_the_print(meeting, people, sign_in):
    for edition in (Edition.PUBLIC, Edition.RESTRICTED):
        finished(meeting, edition, form=Form.STANDARD)
    for edition in Edition:
        finished(meeting, edition)
    published(meeting, people.clerk)
    own = reverse("committees:meeting", args=[meeting.pk])
    assert links_of(sign_in(people.member).get(own), meeting) == {"public", "restricted", "young"}
    assert links_of(sign_in(people.co_opted).get(own), meeting) == {"public", "young"}

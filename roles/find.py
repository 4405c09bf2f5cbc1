"""What search finds of roles: responsibilities, the law beside them, and people."""

from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib.search import Found
from roles import rules
from roles.models import Person, Provision, Wording

MOST = 50


def find(viewer, words, *, private=False):
    """For those who are signed in. People by the names that this viewer may read, never by another."""
    if viewer.person is None:
        return []
    return [*_people(viewer, words), *_responsibilities(words), *_law(words)]


def _people(viewer, words):
    people = Person.objects.with_role_seen_by(viewer).here_on(timezone.localdate())
    for word in (word for term in words.wanted for word in term):
        people = people.named_like(word, viewer)
    page = "roles:person" if rules.can_manage_people(viewer) else "roles:person_role"
    return [
        Found(kind="Person", title=one.name_for(viewer), url=reverse(page, args=[one.pk]), text=one.post, in_title=True)
        for one in ([] if words.unwanted else people.order_by("name", "pk")[:MOST])
    ]


def _responsibilities(words):
    rows = Wording.objects.on(timezone.localdate()).in_order()
    found = rows.filter(words.plainly_in("text", "practice", "question", "holder", "responsibility__code"))
    return [
        Found(
            kind="Responsibility",
            title=f"{one.code}: {one.holder}",
            url=reverse("roles:responsibility", args=[one.code]),
            text="\n".join([one.text, one.practice, one.question]),
        )
        for one in found[:MOST]
    ]


def _law(words):
    found = Provision.objects.filter(words.plainly_in("title", "text", "source", "code"))
    return [
        Found(kind="Law", title=one.title, url=f"{reverse('roles:law')}#{one.code}", text=one.text, note=one.source)
        for one in found[:MOST]
    ]

"""
Making a pledge: writing its promises and releasing it to the public.

Words that no page could take raise richtext_caps.TooMuch.
"""

from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib import richtext_caps
from pledges.models import Pledge, Promise
from roles.audit import record


class NoPromises(Exception):
    """A pledge without a promise is not released."""


@transaction.atomic
def make(*, title, starts_on, by, introduction="", body=None, ends_on=None):
    """Begin a pledge. Nobody but those who keep pledges sees it until it is released."""
    richtext_caps.check(title, introduction)
    pledge = Pledge.objects.create(
        title=title, introduction=introduction, body=body, starts_on=starts_on, ends_on=ends_on
    )
    record(by, "began a pledge", pledge, title=title)
    return pledge


@transaction.atomic
def change(pledge, *, by, **fields):
    """Change a pledge's words or dates."""
    richtext_caps.check_words(list(fields.values()))
    Pledge.objects.filter(pk=pledge.pk).update(**fields)
    pledge.refresh_from_db()
    record(by, "changed a pledge", pledge, title=pledge.title)
    return pledge


@transaction.atomic
def promise(pledge, *, title, text, by, council_text="", champion=None):
    """Add a promise at the end."""
    richtext_caps.check(title, text, council_text)
    Pledge.objects.select_for_update().get(pk=pledge.pk)
    added = Promise.objects.create(
        pledge=pledge,
        order=pledge.promises.count() + 1,
        title=title,
        text=text,
        council_text=council_text,
        champion=champion,
    )
    record(by, "added a promise to a pledge", pledge, promise=added.pk, title=title)
    return added


@transaction.atomic
def reword(kept, *, by, **fields):
    """Change a promise's words or its champion."""
    richtext_caps.check_words(list(fields.values()))
    Promise.objects.filter(pk=kept.pk).update(**fields)
    kept.refresh_from_db()
    record(by, "changed a promise", kept, title=kept.title)
    return kept


@transaction.atomic
def release(pledge, *, by):
    """Show a pledge to the public, with its progress. Raises NoPromises."""
    if not pledge.promises.exists():
        raise NoPromises(pledge)
    pledge.released_at, pledge.released_by = timezone.now(), by
    pledge.save(update_fields=["released_at", "released_by"])
    record(by, "released a pledge", pledge, title=pledge.title)
    return pledge

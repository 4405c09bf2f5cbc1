"""What search finds of pledges: the promises in them."""

from django.urls import reverse

from corporate_parenting.lib.search import Found
from pledges.models import Promise

MOST = 50


def find(viewer, words, *, private=False):
    """Promises of the pledges that this viewer may see, by the words of young people and of the council."""
    seen = Promise.objects.visible_to(viewer).select_related("pledge")
    rows = seen.filter(words.plainly_in("title", "text", "council_text", "pledge__title"))
    page = "pledges:public_promise" if viewer.person is None else "pledges:promise"
    return [_found(promise, page) for promise in rows.order_by("-pledge__starts_on", "order")[:MOST]]


def _found(promise, page):
    return Found(
        kind="Promise",
        title=promise.title,
        url=reverse(page, args=[promise.pk]),
        text=f"{promise.text}\n{promise.council_text}",
        day=promise.pledge.starts_on,
        note=f"In “{promise.pledge}”",
        body=(promise.pledge.body_id, ""),
    )

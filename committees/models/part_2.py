"""Who reads what is in part 2 of an item, a meeting, an action; of a confidential item it is a thing of its own."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from .who_reads import OF_ACTION, Thing, Where, among


def part_2_readers(viewer, *, meeting="item__meeting", item="item"):
    """
    Condition: the viewer may read what is in part 2 of an item, or with `item=None` of a whole meeting.

    `meeting` and `item` are lookups from the rows asked ("pk" for the row itself). Over a whole meeting an interest in
    any item that has a part 2 bars, the author of one report reads nothing, and one confidential item makes all of it
    so.
    """
    body = "body" if meeting == "pk" else f"{meeting}__body"
    where = Where(body, meeting, item)
    secret = about_confidential(where)
    return among(viewer, where, {Thing.PART_2: ~secret, Thing.CONFIDENTIAL_PART_2: secret})


def part_2_action_readers(viewer):
    """Condition on an Action: the viewer may read its restricted text."""
    secret = about_confidential(OF_ACTION)
    return among(viewer, OF_ACTION, {Thing.PART_2_ACTION: ~secret, Thing.CONFIDENTIAL_PART_2_ACTION: secret})


def about_confidential(where):
    """
    Condition: a row's item is confidential (LGA 1972 s100A(3)), or one of its meeting where the row has no item.

    Foreseen as such, by what lies on it, whole or in part, or by what was said when the public had to leave.
    """
    kept = apps.get_model("committees", "Exemption").objects.current().filter(kind="confidential")
    left = apps.get_model("committees", "Exclusion").objects.filter(kind="confidential", items=OuterRef("pk"))
    items = apps.get_model("committees", "AgendaItem").objects.filter(
        Q(likely_private=True, private_kind="confidential")
        | Q(Exists(kept.filter(paper__item=OuterRef("pk"))))
        | Q(Exists(left))
    )
    one = {"pk": OuterRef(where.item)} if where.item else {"meeting": OuterRef(where.meeting)}
    return Q(Exists(items.filter(**one)))

"""Addresses of our pages, for apps below that may not know of bodies."""

from django.urls import reverse

from committees.models import Body


def of_remits(remits):
    """The page of the body that each remit belongs to, by the remit's id. One query."""
    bodies = Body.objects.filter(remit__in=remits).values_list("remit", "pk")
    return {remit: reverse("committees:body", args=[pk]) for remit, pk in bodies}

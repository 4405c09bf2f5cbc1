"""How the invented council's bodies stand to each other, besides what each is part of."""

from datetime import timedelta

from committees import links
from committees.models import BodyLink
from roles.audit import SYSTEM

Kind = BodyLink.Kind
LINKS = [
    ("council", Kind.NOMINATES_TO, "placement", "One member a year, at the annual meeting"),
    ("cyp", Kind.NOMINATES_TO, "sub", "Five members, in political balance"),
    ("sub", Kind.REPORTS_TO, "cyp", "After each meeting"),
    ("panel", Kind.ADVISES, "sub", "On the pledge and the strategy"),
    ("scrutiny", Kind.SCRUTINISES, "cyp", "May call the Lead Member to answer"),
    ("sub", Kind.CONSULTS, "voice", "Before every decision on the pledge"),
    ("panel", Kind.CONSULTS, "voice", "At every second meeting"),
    ("placement", Kind.ADVISES, "cyp", "It recommends; it decides nothing"),
]


def join(groups, today):
    """Link the bodies; the newest link began half a year ago, so that there is a change to show."""
    since = today - timedelta(days=500)
    for low, kind, high, note in LINKS:
        start = today - timedelta(days=180) if (low, high) == ("panel", "voice") else since
        links.link(groups[low], groups[high], kind=kind, starts_on=start, note=note, by=SYSTEM)

"""What is yours to do."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from roles import tiers


@require_safe
def my_role(request):
    """The tiers somebody holds today, and each responsibility with its source and the appointment that brings it."""
    today = timezone.localdate()
    appointments = tiers.appointments_on(request.user.person, today) if request.user.person else []
    duties = tiers.duties_through(appointments, tiers.wordings_on(today)) if appointments else []
    held = tiers.tiers_held(appointments)
    context = {
        "held": held,
        "highest": held[0] if held else None,
        "ladder": _ladder(held),
        "appointments": appointments,
    }
    count = sum(not duty.wording.historic for duty in duties)
    return render(request, "roles/my_role.html", context | {"groups": _by_tier(duties), "count": count})


def _by_tier(duties):
    """Each tier with what is current and what is history: the two must not be mistaken for each other."""
    return [
        {
            "tier": tier,
            "current": [duty for duty in duties if duty.tier == tier and not duty.wording.historic],
            "historic": [duty for duty in duties if duty.tier == tier and duty.wording.historic],
        }
        for tier in tiers.HIGHEST_FIRST
        if any(duty.tier == tier for duty in duties)
    ]


def _ladder(held):
    mine = {tier.tier for tier in held}
    widest_first = reversed(tiers.HIGHEST_FIRST)
    return [{"name": tier.label, "meaning": tiers.MEANING[tier], "mine": tier in mine} for tier in widest_first]

"""A plan is carried out: one body ends, the next begins, and what was chosen comes over. All of it, or nothing."""

from datetime import timedelta

from django.db import transaction

from committees import bodies, links
from committees.models import Body, Meeting, Seat
from committees.reconstituting.about import CannotReconstitute, Changed
from committees.reconstituting.people import LEAVES, PRESIDES, VOTING_CO_OPTEE, why_not
from committees.reconstituting.planning import counted, plan
from committees.rules import is_education
from roles import appointments
from roles.audit import record

DAY = timedelta(days=1)
Capacity = Seat.Capacity


@transaction.atomic
def carry_out(looked_over, choices, *, by):
    """
    Do what a Plan says, as the Choices have it; returns the new Body.

    Raises Changed when the plan is not what it would be now, CannotReconstitute for a choice against the law of the
    new body, and what the steps of bodies, links and appointments raise. Then nothing was done.
    """
    old = Body.objects.select_for_update().get(pk=looked_over.old.pk)
    found = plan(old, looked_over.about)
    if found.fingerprint() != looked_over.fingerprint():
        raise Changed
    about = found.about
    groups = {link.body for link in found.groups if link.body_id in choices.groups}
    new = bodies.constitute(
        name=about.name,
        kind=about.kind,
        legal_basis=about.legal_basis,
        starts_on=about.starts_on,
        parent=about.parent,
        succeeds=old,
        groups=groups,
        by=by,
    )
    _settle_how_it_meets(old, new, choices.quorum)
    done = {
        "seats": _seat(found, choices.places, new, by=by),
        "links": _link(found, choices.links, new, by=by),
        "groups": sorted(one.pk for one in groups),
        "meetings": _move_meetings(found, choices.meetings, new, by=by),
        **_bring_work(found, choices.work, new),
    }
    _follow_meetings(old, new, done["meetings"])
    record(by, "carried over to", new, predecessor=old.pk, called_anew=[one.pk for one in found.stuck], **done)
    return new


def _settle_how_it_meets(old, new, quorum):
    new.quorum, new.quorum_share, new.quorum_source = quorum, old.quorum_share, old.quorum_source
    new.quorum_counts = counted(old, new)
    new.usual_place, new.pack_clear_days, new.pack_time = old.usual_place, old.pack_clear_days, old.pack_time
    new.save()


def _seat(found, places, new, *, by):
    """Members first, since whoever presides is chosen from them. Returns ids of the new appointments."""
    sit = bodies.seating.executive(new, new.starts_on)
    wanted = [(one, places.get(one.appointment.pk, LEAVES)) for one in found.holders]
    wanted = sorted(wanted, key=lambda pair: pair[1] in PRESIDES)
    made, given = [], set()
    for holder, value in wanted:
        if why := why_not(value, holder.appointment, new, sit):
            raise CannotReconstitute(f"{why} Nothing was changed.")
        for one in _steps(holder.person, value, given):
            before = holder.member if one == Capacity.MEMBER and holder.member else holder.appointment
            made.append(_give(before, one, new, by=by).pk)
            given.add((holder.person, one))
    return made


def _steps(person, value, given):
    """The places to give for one choice: none twice, and a member's place before the one of whoever presides."""
    if value == LEAVES or (person, value) in given:
        return []
    if value in PRESIDES and not given.intersection({(person, Capacity.MEMBER), (person, VOTING_CO_OPTEE)}):
        return [Capacity.MEMBER, value]
    return [value]


def _give(before, value, new, *, by):
    seat = before.office.seat
    capacity, has_vote = (Capacity.CO_OPTED, True) if value == VOTING_CO_OPTEE else (Capacity(value), False)
    education = has_vote and is_education(seat)
    made = bodies.seat(
        new,
        before.person,
        capacity=capacity,
        starts_on=max(new.starts_on, before.starts_on),
        label="" if education else _own_title(before.office.label, seat),
        has_vote=has_vote and not education,
        education=education,
        by=by,
    )
    made.nominated_by = before.nominated_by
    made.save(update_fields=["nominated_by"])
    if before.ends_on:
        appointments.end(made, on=before.ends_on, by=by)
    return made


def _own_title(label, seat):
    """The title of a place where it has one of its own; the usual one names capacity and body."""
    return "" if label.startswith(seat.get_capacity_display()) or seat.capacity in PRESIDES else label


def _link(found, wanted, new, *, by):
    made = []
    for one in (carried.link for carried in found.links):
        if one.pk not in wanted:
            continue
        ends = (new, one.other) if one.body_id == found.old.pk else (one.body, new)
        start = max(new.starts_on, one.starts_on)
        link = links.link(*ends, kind=one.kind, starts_on=start, note=one.note, by=by)
        if one.ends_on:
            links.end(link, on=one.ends_on, by=by)
        made.append(link.pk)
    return made


def _move_meetings(found, wanted, new, *, by):
    """Those that nobody was told of yet. What is published stays where it is, whatever was asked for."""
    moving = Meeting.objects.select_for_update().filter(pk__in=[one.meeting.pk for one in found.coming])
    moved = []
    for meeting in moving.filter(pk__in=wanted, published_at=None):
        meeting.body = new
        meeting.save(update_fields=["body"])
        record(by, "moved to its successor", meeting, predecessor=found.old.pk)
        moved.append(meeting.pk)
    return moved


def _bring_work(found, wanted, new):
    """Actions and planned items go over; rules and standing items end and begin anew. Returns ids of what came."""
    came = {kind: things if kind in wanted else [] for kind, things in found.work.items()}
    for kind in ("actions", "programme"):
        for thing in came[kind]:
            thing.body = new
            thing.save(update_fields=["body"])
    follows = {rule.pk: _begin_anew(rule, new) for rule in came["rules"]}
    for thing in came["programme"]:
        if thing.rule_id in follows:
            thing.rule = follows[thing.rule_id]
            thing.save(update_fields=["rule"])
    for thing in came["standing"]:
        _begin_anew(thing, new)
    for kind in ("rules", "standing"):
        for left in found.work[kind] if kind not in wanted else []:
            _end(left, new.starts_on - DAY)
    return {kind: [thing.pk for thing in things] for kind, things in came.items()}


def _begin_anew(thing, new):
    """A rule or standing item as it goes on under the new body; one that had not begun simply goes over."""
    if thing.starts_on >= new.starts_on:
        thing.body = new
        thing.save(update_fields=["body"])
        return thing
    values = {one.attname: getattr(thing, one.attname) for one in thing._meta.concrete_fields if not one.primary_key}
    made = type(thing).objects.create(**values | {"body_id": new.pk, "starts_on": new.starts_on})
    _end(thing, new.starts_on - DAY)
    return made


def _end(thing, on):
    if thing.starts_on <= on:
        thing.ends_on = on
        thing.save(update_fields=["ends_on"])


def _follow_meetings(old, new, moved):
    """Planned items stand with the body of their meeting: on a moved agenda they came over, elsewhere they wait."""
    old.programme.filter(meeting__in=moved).update(body=new)
    new.programme.exclude(meeting=None).exclude(meeting__body=new).update(meeting=None)

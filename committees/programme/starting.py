"""From the work programme to an agenda: what was planned for a meeting is put on it, once."""

from django.db import transaction

from committees import actions, agenda, minutes
from committees.models.programme import State
from committees.programme import months, moving, planning
from committees.programme.planning import CannotPlan
from corporate_parenting.lib import dates
from roles.audit import record


def planned_for(meeting):
    """What is planned for a meeting and stands on no agenda yet, in the order in which it was planned. One query."""
    return list(meeting.programme.open().filter(agenda_item=None).select_related("lead", "body").order_by("pk"))


@transaction.atomic
def put_on(item, meeting, *, by, late=None):
    """
    Put a planned item on the agenda of its meeting, as an item of business; returns the AgendaItem.

    A second time it gives the one that stands there. An item without a meeting gets this one. `late` is what
    `agenda.add_item` asks for once the last lawful day is past. Raises CannotPlan for an item that was dropped, was
    considered, or is planned for another meeting; and what `agenda.add_item` raises.
    """
    found = planning.locked(item)
    if found.state == State.AGENDA and found.agenda_item.meeting_id == meeting.pk:
        return found.agenda_item
    planning.must_be_free(found, "put on another")
    planning.must_be_open(found.body, meeting)
    _must_be_for(found, meeting)
    if found.meeting_id != meeting.pk:
        moving.attach(found, meeting, by)
    item.refresh_from_db()
    more = {"late": late} if late else {}
    item.agenda_item = agenda.add_item(
        meeting,
        title=item.title,
        purpose=item.purpose,
        presenter=_presenter(item.lead),
        expects_paper=item.expects_paper,
        by=by,
        **more,
    )
    item.save(update_fields=["agenda_item"])
    record(by, "put on the agenda from the work programme", item, meeting=meeting.pk, item=item.agenda_item_id)
    return item.agenda_item


def _must_be_for(found, meeting):
    """Raises CannotPlan where the clerk should say first why it moves, or what becomes of the withdrawn one."""
    if found.agenda_item_id and found.agenda_item.withdrawn_at and found.agenda_item.meeting_id == meeting.pk:
        raise CannotPlan(f"“{found}” was withdrawn from this agenda. Move it to another meeting, with a reason.")
    live = found.meeting is not None and found.meeting.status in planning.OPEN_MEETINGS
    if live and found.meeting_id != meeting.pk:
        raise CannotPlan(
            f"“{found}” is planned for {dates.day(found.meeting.starts_at)}. Move it to this meeting first, with a "
            "reason; nothing was changed."
        )
    if not live and months.first_of(meeting.starts_at) < found.month:
        raise CannotPlan(
            f"“{found}” is planned for {months.words(found.month)}. Move it to this meeting first, with a reason; "
            "nothing was changed."
        )


def _presenter(lead):
    return ", ".join(words for words in (lead.name_for_public, lead.post) if words) if lead else ""


@transaction.atomic
def start_agenda(meeting, *, by):
    """
    Start an agenda: the body's standing items, between them what is planned for the meeting, and the open actions.

    Returns the AgendaItems that were added; a second time there are none. Raises agenda.CannotChangeAgenda when the
    agenda is published or the meeting cancelled, and CannotPlan when it is over.
    """
    planning.must_be_open(meeting.body, meeting)
    made = list(agenda.standing.copy_to(meeting, by=by))
    made += [put_on(item, meeting, by=by) for item in planned_for(meeting)]
    actions.lay_log(meeting, by=by)
    minutes.lay_waiting(meeting.body, by=by)
    record(by, "started the agenda of", meeting, items=len(made))
    return made


def words(made):
    """What starting an agenda added, for whoever pressed."""
    if not made:
        return "Nothing was added: the standing items and what is planned stand on the agenda already."
    planned = sum(item.kind != item.Kind.STANDING for item in made)
    standing = len(made) - planned
    named = [f"{standing} standing item{'' if standing == 1 else 's'}"] if standing else []
    named += [f"{planned} item{'' if planned == 1 else 's'} from the work programme"] if planned else []
    return f"Put on the agenda: {' and '.join(named)}."

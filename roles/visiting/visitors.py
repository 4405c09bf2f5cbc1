"""Who makes a visit."""

from django.db import transaction

from corporate_parenting.lib.dates import day as in_words
from roles import audit
from roles.models import Appointment, Person, Visit
from roles.permissions import OfficeKind

from .refusals import NotNow, NotTheVisitor


def rota_visitors(day):
    """Elected members who are rota visitors on a day."""
    held = Appointment.objects.on(day).filter(office__kind=OfficeKind.ROTA_VISITOR)
    return Person.objects.filter(category=Person.Category.MEMBER, pk__in=held.values("person"))


@transaction.atomic
def assign(visit, visitor, *, by):
    """
    Who makes the visit; None: nobody yet.

    Raises NotTheVisitor when a rota visit is not given to an elected member who is a rota visitor on that day;
    NotNow when the visit is not needed.
    """
    check_needed(visit)
    if visitor:
        check_visitor([visit], visitor)
    visit.visitor = visitor
    visit.save(update_fields=["visitor"])
    audit.record(by, "named the visitor of", visit, person=visitor and visitor.pk)
    return visit


def doubt(visit):
    """
    What to think about before this visitor makes this visit, or an empty string.

    Some councils have members make regulation 44 visits, so it is not refused.
    """
    if visit.kind == Visit.Kind.INDEPENDENT and visit.visitor and visit.visitor.category == Person.Category.MEMBER:
        return (
            f"{visit.visitor} is an elected member. Regulations 43 and 44 ask for a person who is independent of the "
            "home: make sure that this one is."
        )
    return ""


def check_visitor(visits, visitor):
    """For rota visits alone: held over all of these days? One query."""
    days = [visit.done_on or visit.due_on for visit in visits if visit.kind == Visit.Kind.ROTA]
    if not days:
        return
    if visitor.category != Person.Category.MEMBER:
        raise NotTheVisitor("A rota visit is made by an elected member.")
    held = list(visitor.appointments.filter(office__kind=OfficeKind.ROTA_VISITOR))
    for day in days:
        if not any(one.starts_on <= day and (one.ends_on is None or day <= one.ends_on) for one in held):
            raise NotTheVisitor(f"{visitor} is not a rota visitor on {in_words(day)}. Appoint them first.")


def check_needed(visit):
    if visit.not_needed:
        raise NotNow("This visit is not needed.")

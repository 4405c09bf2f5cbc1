"""
Opening to the public what was kept private: one proposes, another who has read it confirms.

The proposal is a signed address that the clerk hands to the second person: nothing is open, or noted anywhere but in
the record of what was done, until they confirm. What is confidential has no way out (LGA 1972 s100A(3)).
"""

from django.core import signing
from django.db import transaction
from django.utils import timezone

from committees import exempt, rules
from committees.exempt import CannotRelease
from committees.models import Exemption, Paper
from reports.models import Clearance
from roles.audit import record
from roles.models import Appointment, Person
from roles.permissions import May, OfficeKind

A_WEEK = 7 * 24 * 3600  # seconds
PURPOSE = "committees.releasing"
NOT_GOOD = (
    "This address is older than a week, or not complete. The paper stays private. Ask the clerk to propose it again, "
    "and open the whole address."
)


@transaction.atomic
def propose(paper, *, by, part=None):
    """
    Propose to open an exempt paper, or the private `part` of one that this Exemption is about; returns the ticket for
    whoever confirms. Raises CannotRelease.
    """
    exemption = _exemption(paper, part)
    about = {"exemption": part.pk} if part else {}
    record(by, "proposed to open to the public a paper of", paper.item, paper=paper.pk, **about)
    return signing.dumps([exemption.pk, by.pk], salt=PURPOSE)


def proposal(ticket):
    """What was proposed and who did: (Exemption, Person). Raises CannotRelease where it does not hold any more."""
    try:
        pk, by = signing.loads(ticket, salt=PURPOSE, max_age=A_WEEK)
    except signing.BadSignature:
        raise CannotRelease(NOT_GOOD) from None
    found = Exemption.objects.select_related(
        "paper__item__meeting__body", "paper__version", "paper__document", "section", "appendix"
    )
    exemption = found.filter(pk=pk).first()
    if exemption is None or exemption.paper is None:
        raise CannotRelease("The paper was taken off meanwhile, so there is nothing to open.")
    return exemption, Person.objects.get(pk=by)


@transaction.atomic
def confirm(ticket, *, by):
    """
    The second person's yes: the paper is open to the public from this moment. Returns the Exemption.

    Raises CannotRelease, also where whoever proposed it is not the clerk of the body any more.
    """
    exemption, proposed_by = proposal(ticket)
    user = getattr(proposed_by, "user", None)
    if user is None or not user.is_active or not rules.can_run(user, exemption.paper):
        raise CannotRelease(f"{proposed_by} is not the clerk of this body any more. Its clerk can propose it again.")
    return exempt.end(exemption, by=proposed_by, with_=by)


def can_confirm(user, paper):
    """
    May this user be the second? Who reads the paper, and is another clerk of the body, cleared this version, or is
    the monitoring officer: nobody opens what they could not read.
    """
    if not Paper.objects.whole_for(user).filter(pk=paper.pk).exists():
        return False
    return rules.can_run(user, paper) or user.may(May.GRANT_ACCESS) or user.person in cleared_by(paper)


def cleared_by(paper):
    """Who cleared the version that is laid."""
    given = Clearance.objects.filter(version=paper.version_id, outcome__in=Clearance.YES)
    return Person.objects.filter(pk__in=given.values("decided_by")) if paper.version_id else Person.objects.none()


def seconds(paper, *, but):
    """Whom the clerk can ask to confirm, with what they are to the paper: [(name, words)]."""
    held = Appointment.objects.on(timezone.localdate()).select_related("person")
    clerks = held.filter(office__kind=OfficeKind.CLERK, office__remit=paper.remit_id)
    officers = held.filter(office__kind=OfficeKind.MONITORING_OFFICER)
    found = [(one.person, "also clerk of this body") for one in clerks]
    found += [(person, "cleared it") for person in cleared_by(paper)]
    found += [(one.person, "monitoring officer, who needs leave to read it first") for one in officers]
    return [(str(person), words) for person, words in found if person != but]


def name(part):
    """What a private part is called, for who reads it."""
    return f"Section “{part.section.heading}”" if part.section_id else f"Appendix “{part.appendix.title}”"


def _exemption(paper, part=None):
    found = paper.exemptions.current().filter(pk=part.pk).first() if part else exempt.current(paper)
    if part and found is None:
        raise CannotRelease("This part is open already.")
    if found is None:
        raise CannotRelease(
            "Nobody has decided yet by which law this paper is private. Change its item, so that it is in part 1."
        )
    if found.kind != Exemption.Class.EXEMPT:
        raise CannotRelease("A confidential paper cannot be opened here: the law or a department forbids it.")
    if paper.is_part_2:
        raise CannotRelease(exempt.PART_2_STAYS)
    return found

"""What the law changes when a body comes to stand on another legal basis, topic by topic, in words for a clerk."""

from dataclasses import dataclass

from committees import law
from committees.balance import duty
from committees.models.bodies import LegalBasis

OFFICERS_SIT = "Officers may be members."
OFFICERS_ATTEND = "Officers attend and advise; they may not be members (LGA 1972 sections 80(1)(a) and 104(1))."


@dataclass(frozen=True)
class Difference:
    """One topic of the law: what was so and what will be."""

    topic: str
    before: str
    after: str

    @property
    def changes(self):
        return self.before != self.after


def differences(old, old_parent, new, new_parent):
    """Every topic, those that change first; `old` and `new` are Bodies, the parents what they are part of or None."""
    before, after = law.of(old), law.of(new)
    found = [
        Difference("Legal basis", _basis(old), _basis(new)),
        Difference("Notice", before.notice, after.notice),
        Difference("What the public may see", before.public, after.public),
        Difference("What it may decide", before.decides, after.decides),
        Difference("Late items", before.urgency, after.urgency),
        Difference("Votes", before.voting, after.voting),
        Difference("Casting vote", before.casting, after.casting),
        Difference("Officers", _officers(before), _officers(after)),
        Difference("Private items", before.excluding, after.excluding),
        Difference("Political balance", duty.of(old, old_parent).why, duty.of(new, new_parent).why),
    ]
    said = [one for one in found if one.before or one.after]
    return sorted(said, key=lambda one: not one.changes)


def _basis(body):
    return LegalBasis(body.legal_basis).label


def _officers(regime):
    return OFFICERS_SIT if regime.officers_may_sit else OFFICERS_ATTEND


def warnings(old, new):
    """What somebody must know before they say yes, in sentences."""
    before, after = law.of(old), law.of(new)
    said = []
    if after.public_has_a_right and not before.public_has_a_right:
        said.append(
            "From its first day the public has a right to the agenda and open reports of the new body, and to come to "
            "its meetings (LGA 1972 Part VA, or SI 2012/2089 for an executive). Open actions and planned work that "
            "come over can then be read outside the body too: look at their words first. Papers of the old body stay "
            "as private as they were."
        )
    if before.public_has_a_right and not after.public_has_a_right:
        said.append(
            "The public’s right ends with the old body: later meetings need no public notice. What it published "
            "stays public, and so do its minutes."
        )
    if before.may_decide and not after.may_decide:
        said.append("The new body decides nothing by law. Powers delegated to the old one must be given elsewhere.")
    return said

"""Everything that the page of one item in the room shows of what is declared, resolved, decided and agreed."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone

from committees import law
from committees.deciding import excluding, interests, presence, recommended, standing, words
from committees.forms import deciding as forms
from committees.models import Action, Body, Decision, Exclusion, Interest, Meeting, VoteCast
from committees.room import quorum
from committees.room.presence import HERE
from corporate_parenting.lib import dates
from reports import layout
from roles.models import Person

Outcome = Decision.Outcome
FIRST = Outcome.AS_RECOMMENDED
# What the printed numbers of recommendations follow from.
NUMBERED_BY = ("version__sections__blocks", "version__implications")


@dataclass
class Row:
    """One recommendation with what became of it, or a decision of the meeting's own; `form` records or changes it."""

    item: object
    recommendation: object = None
    number: str = ""
    report: str = ""
    is_kept_back: bool = False
    decision: Decision | None = None
    body: Body | None = None
    form: object = None

    @property
    def key(self):
        """What tells its fields from those of the others on the page."""
        if self.recommendation:
            return f"asked-{self.recommendation.pk}"
        return f"decision-{self.decision.pk}" if self.decision else "own"

    @property
    def has_part_2(self):
        return self.is_kept_back or bool(self.decision and self.decision.private_text)

    @property
    def said(self):
        """What was decided, as sentences for the clerk: with part 2."""
        return list(words.of_decision(self.decision, self.body, private=True)) if self.decision else []

    @property
    def initial(self):
        """The values of its form: what was decided, or the words of the recommendation, ready to be edited."""
        if self.decision:
            return initial(self.decision)
        said = recommended.as_decision(self.recommendation.text) if self.recommendation else ""
        told = {"private_text": said} if self.is_kept_back else {"text": said}
        pk = self.recommendation.pk if self.recommendation else ""
        return told | {"recommendation": pk, "edition": 0, "way": ""}


def initial(decision):
    """A decision as initial values of DecisionForm."""
    same = ("outcome", *("text", "private_text", "reasons", "alternatives", "edition"), *forms.VOTE[:5])
    referral = next((one for one in decision.referrals.all() if one.withdrawn_at is None), None)
    return {name: getattr(decision, name) for name in same} | {
        "deferred_to": decision.deferred_to_id,
        "moved_by": decision.moved_by_id,
        "seconded_by": decision.seconded_by_id,
        "recommendation": decision.recommendation_id or "",
        "refer_to": referral and referral.to_id,
        "refer_title": referral.title if referral else "",
    }


class Known:
    """What is known of one item and its meeting, read once: the number of queries is always the same."""

    def __init__(self, item, user):
        self.user, self.item, self.meeting, self.body = user, item, item.meeting, item.meeting.body
        self.regime = law.of(self.body)
        self.asks_reasons = self.regime.executive_notices
        self.exclusions = list(_exclusions(self.meeting))
        self.items = list(self.meeting.items.all())
        self.papers = list(recommended.asked_on(item).prefetch_related("exemptions", *NUMBERED_BY))
        self.decisions = list(_decisions(item))
        self.rows, self.own = self._rows()

    def _rows(self):
        by_recommendation = {one.recommendation_id: one for one in self.decisions if one.recommendation_id}
        rows = []
        for paper in self.papers:
            kept = recommended.paper_is_kept_back(self.item, paper)
            called = layout.called(paper.version)
            for one in paper.version.recommendations.all():
                found = by_recommendation.pop(one.pk, None)
                rows.append(Row(self.item, one, called[one.pk], paper.version.title, kept, found, self.body))
        of_asked = {row.decision.pk for row in rows if row.decision}
        others = [one for one in self.decisions if one.pk not in of_asked]
        return rows, [Row(self.item, decision=one, body=self.body) for one in others]

    @cached_property
    def interests(self):
        """Those that stand, each with `effect`."""
        found = list(self.item.interests.standing().select_related("person"))
        for one in found:
            one.item, one.effect = self.item, interests.effect(one)
        return found

    @property
    def closed_by(self):
        """The exclusion under which the item is, or None."""
        return next((one for one in self.exclusions if one.is_carried and self.item in one.items.all()), None)

    @property
    def is_private(self):
        """May something of this item be for part 2?"""
        return self.item.likely_private or self.closed_by is not None or any(row.is_kept_back for row in self.rows)

    @property
    def is_behind(self):
        return bool(self.closed_by) or (not self.body.public_has_a_right and self.item.likely_private)

    def waiting(self, kind):
        """The items of a class on which the meeting has not acted."""
        return excluding.waiting_among(self.meeting, self.items, self.exclusions, kind, self.on_items)

    @cached_property
    def on_items(self):
        """What is private of the papers on each item, as excluding.kept says it."""
        return excluding.kept(self.meeting)

    @cached_property
    def people(self):
        """Everybody who may own an action or move a motion, {id: Person}."""
        return {one.pk: one for one in Person.objects.here_on(timezone.localdate()).order_by("name", "pk")}

    @cached_property
    def here(self):
        """Ids of those who are recorded at the meeting."""
        rows = self.meeting.attendances.filter(how__in=HERE, person__isnull=False)
        return set(rows.values_list("person", flat=True))

    @cached_property
    def room(self):
        return quorum.read(self.meeting)

    @cached_property
    def voters(self):
        return quorum.voters(self.meeting, self.item, presence.moment(self.item), known=self.room)

    @property
    def voter_ids(self):
        return {one.pk for one in self.voters}

    @cached_property
    def members(self):
        """Those who may declare an interest as members: everybody with a place that day, then who else is there."""
        known = {place.person.pk: place.person for place in self.room.places.values()}
        return known | {pk: self.people[pk] for pk in self.here if pk in self.people}

    @cached_property
    def later(self):
        """Meetings to which something can be deferred, {id: Meeting}."""
        found = Meeting.objects.filter(body=self.body, starts_at__gt=self.meeting.starts_at)
        return {one.pk: one for one in found.exclude(status=Meeting.Status.CANCELLED)}

    @staticmethod
    def meeting_words(meeting):
        return dates.weekday(meeting.starts_at)

    @staticmethod
    def decision_words(decision):
        return f"{decision.get_outcome_display()}: {decision.text[:60] or 'in private'}"

    @cached_property
    def bodies(self):
        """Bodies to which something can be referred, {id: Body}: those that are there today and may be known of."""
        found = Body.objects.visible_to(self.user).on(timezone.localdate()).exclude(pk=self.body.pk)
        return {one.pk: one for one in found}

    @cached_property
    def actions(self):
        return list(Action.objects.filter(item=self.item).select_related("owner").order_by("pk"))

    def form(self, row, data=None, cancel=""):
        """The form of a recommendation or decision; its fields are told from those of others by the row's key."""
        return forms.DecisionForm(
            data, initial=row.initial, known=self, row=row, cancel=cancel, auto_id=f"{row.key}-%s"
        )

    def row_for(self, *, recommendation=None, decision=None):
        """The Row of a recommendation or decision (ids) on this item, a new one of the meeting's own, or None."""
        if decision is not None:
            return next((row for row in [*self.rows, *self.own] if row.decision and row.decision.pk == decision), None)
        if recommendation is not None:
            return next((row for row in self.rows if row.recommendation.pk == recommendation), None)
        return Row(self.item, body=self.body)


def _exclusions(meeting):
    found = Exclusion.objects.filter(meeting=meeting).select_related("moved_by", "seconded_by", "cast_by")
    return found.prefetch_related("items")


def _decisions(item):
    found = Decision.objects.filter(item=item).order_by("order", "pk")
    found = found.select_related("recommendation", "deferred_to", "moved_by", "seconded_by", "cast_by")
    votes = VoteCast.objects.select_related("person")
    return found.prefetch_related(Prefetch("votes", votes), "referrals__to", "actions__owner")


def panel(item, user):
    """What the templates in committees/room/ need, as a dict, in a constant number of queries."""
    known = Known(item, user)
    for row in [*known.rows, *known.own]:
        row.form = known.form(row)
    own_form = known.form(known.row_for())
    exempt_waits = known.waiting(excluding.EXEMPT)
    return {
        "deciding": known,
        "why_not_now": standing.why_not(known.meeting, item),
        "interests": known.interests,
        "is_opening": _is_opening(known),
        "interest_form": forms.InterestForm(people=known.members, first=known.here, auto_id="interest-%s"),
        "kinds": Interest.Kind,
        "closed_by": known.closed_by,
        "exempt_waits": exempt_waits,
        "confidential_waits": known.waiting(excluding.CONFIDENTIAL) if known.body.public_has_a_right else [],
        "exclusion_words": excluding.exclusion_words(known.meeting, exempt_waits, on_items=known.on_items),
        "rows": known.rows,
        "own_rows": known.own,
        "own_form": own_form,
        "advice": advice(known),
        "item_actions": known.actions,
        "action_form": forms.AgreedForm(known=known, auto_id="action-%s"),
    }


def _is_opening(known):
    """Is this what every meeting opens or closes with, such as apologies, in which nobody can have an interest?"""
    item = known.item
    return item.kind == item.Kind.STANDING and not item.purpose and not known.papers and not known.interests


def advice(known):
    """What the law says of decisions of a body that has no power to decide; empty where it has."""
    if known.regime.may_decide:
        return ""
    return f"{known.regime.decides} What you record here stands in the minutes as “Recommended” or “Agreed”."

"""What was declared, decided and voted in the room, at the meeting that was held."""

from committees import deciding
from committees.deciding.recommended import as_decision
from committees.models import AgendaItem, Interest
from pledges.demo.meetings import last_of


def decide(groups, people):
    """An interest, each recommendation decided, one of them by a vote that was counted, and one member's own vote."""
    clerk = people["hattie"]
    meeting = last_of(groups["sub"])
    for item in AgendaItem.objects.filter(meeting=meeting, papers__version__isnull=False).select_related(
        "meeting__body"
    ):
        _declare(item, people, clerk)
        asked = [one for paper in item.papers.all() for one in paper.version.recommendations.all()]
        for place, recommendation in enumerate(asked):
            vote = {"way": "assent"} if place else {"way": "hands", "votes_for": 2, "votes_against": 1}
            made = deciding.decide(
                item,
                recommendation=recommendation,
                outcome="as_recommended",
                text=as_decision(recommendation.text),
                vote=vote | {"moved_by": people["ada"]},
                by=clerk,
            )
            if not place:
                deciding.record_own_vote(made, person=people["rafe"], how="against", by=clerk)


def _declare(item, people, clerk):
    deciding.declare(
        item,
        person=people["bram"],
        kind=Interest.Kind.OTHER,
        matter="A governor of the Harbour School.",
        by=clerk,
    )

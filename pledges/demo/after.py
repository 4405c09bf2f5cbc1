"""What came after the meeting that was held: a question to another body, how actions go, and what is still open."""

from datetime import timedelta

from committees import actions, deciding
from committees.models import AgendaItem
from pledges.demo.meetings import last_of, next_of

QUESTION = "Free bus travel for care leavers"


def follow(groups, people, agreed):
    """Ask the parent committee, tell how actions go, and lay what is open before the next meeting."""
    clerk = people["hattie"]
    item = AgendaItem.objects.filter(meeting=last_of(groups["sub"]), papers__version__isnull=False).first()
    deciding.decide(
        item,
        outcome="referred",
        text="That the Children and Young People Committee be asked to pay for free bus travel.",
        refer={"to": groups["cyp"], "title": QUESTION},
        vote={"way": "assent"},
        by=clerk,
    )
    _tell(agreed, people, clerk)
    actions.lay_log(next_of(groups["sub"]), by=clerk)


def _tell(agreed, people, clerk):
    by_words = {words.split(" ")[0]: action for words, action in agreed.items()}
    actions.report(by_words["Put"], "It is in the template for reports from this month on.", people["gwen"])
    actions.report(by_words["Offer"], "Six of the ten have begun.", people["thea"])
    dentists = by_words["Find"]
    later = dentists.due_on + timedelta(days=14)
    actions.change_due(dentists, due_on=later, why="The practice in the east of the town opens later.", by=clerk)
    asked = by_words["Answer"]
    actions.reopen(asked, why="One of the four was answered in a letter, not in person.", by=clerk)
    actions.complete(asked, outcome="The fourth was answered in person too.", by=people["edda"])

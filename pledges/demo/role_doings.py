"""How the invented people do their part: what they read and acknowledged, and what they noted that they did."""

from datetime import timedelta

from roles import acknowledging, evidence, tiers
from roles.models import Evidence, Responsibility

VISIT, TRAINING, COUNCIL = Evidence.Kind.VISIT, Evidence.Kind.TRAINING, Evidence.Kind.CHILDRENS_COUNCIL
QUESTION, EVENT, OUTSIDE = Evidence.Kind.QUESTION, Evidence.Kind.EVENT, Evidence.Kind.OUTSIDE_BODY

# Who has read their whole list, and who only began: how many of theirs they acknowledged.
READERS = {"ada": None, "bram": 21, "petra": None, "selma": None, "nesta": 5, "edda": 12, "dev": None}

# who, kind, how many days ago, for which responsibilities, note
DOINGS = [
    ("ada", TRAINING, 410, ["LM06c"], "Induction for the lead member, half a day at the Town Hall."),
    ("ada", COUNCIL, 62, ["LM06d", "LM06f"], "Our Voice asked for a dentist for everybody. On the next agenda."),
    ("ada", EVENT, 95, ["LM06g"], "Awards evening at the theatre."),
    ("bram", TRAINING, 300, ["LM06c"], "Half-day course on being a corporate parent."),
    ("bram", QUESTION, 34, ["U4", "U5"], "Asked why so many homes are out of the area. Answer promised."),
    ("bram", QUESTION, 90, ["U3"], "Asked what the new bus fares mean for care leavers."),
    ("petra", VISIT, 21, ["RV01", "LM06h"], "The kitchen is being done up. Report sent on the day."),
    ("petra", VISIT, 112, ["RV01", "LM06h"], "Unannounced, on a Sunday. Staff were welcoming."),
    ("nesta", OUTSIDE, 48, ["EM03"], "Raised school meals for children in care with the governors."),
    ("edda", TRAINING, 150, ["U1"], ""),
    ("dev", COUNCIL, 62, ["U1"], "Came with two other carers."),
]  # fmt: skip


def tell(people, today):
    """Acknowledgements and evidence of the cast, through the same steps as the pages use."""
    for key, number in READERS.items():
        person = people[key]
        waiting = acknowledging.outstanding(person, tiers.responsibilities_on(person, today))
        acknowledging.acknowledge(person, waiting[:number], by=person)
    codes = {one.code: one for one in Responsibility.objects.all()}
    for key, kind, ago, counts_for, words in DOINGS:
        person = people[key]
        wanted = [codes[code] for code in counts_for]
        evidence.note(
            person, kind=kind, done_on=today - timedelta(days=ago), note=words, responsibilities=wanted, by=person
        )

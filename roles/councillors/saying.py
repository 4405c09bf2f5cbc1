"""What a list did or would do, in one sentence."""

from corporate_parenting.lib import dates
from roles.councillors.plans import LABELS

WORDS = {
    "joins": ("joins", "join"),
    "returns": ("comes back", "come back"),
    "leaves": ("leaves", "leave"),
    "changes": ("changes", "change"),
    "unchanged": ("stays as they are", "stay as they are"),
}


def counted(**numbers):
    """ "2 join, 1 comes back, 40 stay as they are": by the names of a Plan's lists; what is nobody is left out."""
    said = [f"{number} {WORDS[name][number != 1]}" for name, number in numbers.items() if number]
    return ", ".join(said) or "nobody joins, leaves or changes"


def of_plan(planned):
    """The whole of a plan."""
    numbers = {name: len(getattr(planned, name)) for name in WORDS}
    members = f"{planned.after} member{'' if planned.after == 1 else 's'}"
    return f"From {dates.weekday(planned.on)} the council has {members}: {counted(**numbers)}."


def of_changes(planned):
    """For how many each thing changes: "Another party for 3, another ward for 1."."""
    numbers = [(label.lower(), planned.changing(what)) for what, label in LABELS.items()]
    return f"Another {', another '.join(f'{label} for {number}' for label, number in numbers if number)}."

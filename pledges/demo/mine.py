"""What two members of the invented council noted for themselves on the agenda of the meeting to come."""

from committees import mine

NOTES = [
    ("bram", "Questions from Our Voice", "Ask Jay beforehand whether they want to put the questions themselves."),
    ("bram", "Homes for care leavers", "How many wait for a home of their own today, and since when?"),
    ("ada", "Questions from Our Voice", "Take this item early: the young people have to leave at half past ten."),
]


def note(groups, people, today):
    """A few notes, each for its writer alone."""
    meeting = groups["sub"].meetings.filter(starts_at__date__gte=today).earliest("starts_at")
    for who, title, text in NOTES:
        mine.note(meeting.items.get(title=title), text=text, edition=0, by=people[who])

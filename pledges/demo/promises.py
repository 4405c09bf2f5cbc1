"""The invented council's pledge: four promises, and the actions that keep them."""

from datetime import date

from pledges import pledging, progress

TITLE = "Our pledge to you"
INTRODUCTION = (
    "Written with Our Voice, the Children in Care Council, for everybody in care and every care leaver of Wexcombe."
)

# title, in the words of young people, what the council will do, champion, actions (by their words)
PROMISES = [
    (
        "We will listen to you",
        "You will be asked what you think before we decide, and somebody will tell you what happened and why.",
        "Every report on services for children in care says whom it asked. Our Voice gets an answer within six weeks.",
        "ada",
        [
            "Answer the four questions that Our Voice put in the summer",
            "Put a page on what young people said into every report",
        ],
    ),
    (
        "We will look after your health",
        "You will see a doctor and a dentist every year, and get help quickly when you feel low.",
        "Health assessments on time, dentists found for all, and a worker for emotional health in each team.",
        "nesta",
        [
            "Find a dentist for every child in care who has none",
            "Report waiting times for emotional health each quarter",
        ],
    ),
    (
        "We will help you learn and work",
        "Your school will know how to help you. When you leave care we will help you find work, training or a course.",
        "A personal education plan each term, and ten apprenticeships a year across the council for care leavers.",
        "bram",
        ["Offer ten apprenticeships across the council for care leavers"],
    ),
    (
        "You will have a home that is right for you",
        "You will not have to move without good reason, and when you leave care you will not be left without a home.",
        "Fewer moves, more foster carers nearby, and a home of their own choice for each care leaver.",
        "omar",
        [],
    ),
]


def make(groups, people, actions, today):
    """Write the pledge, release it, and tie the actions to its promises."""
    keeper = people["gwen"]
    pledge = pledging.make(
        title=TITLE, introduction=INTRODUCTION, body=groups["sub"], starts_on=date(today.year - 1, 4, 1), by=keeper
    )
    for title, text, council_text, champion, served in PROMISES:
        promise = pledging.promise(
            pledge, title=title, text=text, council_text=council_text, champion=people[champion], by=keeper
        )
        for words in served:
            progress.serve(promise, actions[words], by=keeper)
    pledging.release(pledge, by=keeper)

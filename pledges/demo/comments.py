"""A report that was started from last year's, with what was written in it since and what others say of it."""

from datetime import timedelta

from django.utils import timezone

from reports import comments, drafting, from_earlier, texts
from reports.models import KeptText, Version
from reports.writing import applying, flow

SOURCE = "Health of children in care: annual report"
TITLE = "Health of children in care: spring update"
FIRST = "A dentist now visits each home in January and July. Nobody waits for more than three weeks."
LATER = "A dentist now visits each home in January and June. Nobody we know of waits for more than two weeks."


def say(people):
    """Edda starts the update, Kofi rewords a line, the clerk asks, and one question is settled already."""
    edda, kofi, hattie = people["edda"], people["kofi"], people["hattie"]
    source = Version.objects.cleared().filter(title=SOURCE).select_related("report__format", "report__remit").first()
    report = from_earlier.start_from(source, title=TITLE, remit=source.report.remit, by=edda)
    draft = report.versions.get()
    drafting.share(report, with_=kofi, by=edda)
    section = draft.sections.first()
    _written(section, edda, kofi)
    asked = draft.recommendations.first()
    name = texts.name_of(section)
    asks = "Is that each home, or only ours? Members will ask."
    about = comments.say(draft, name, asks, quote="each home", by=hattie)
    comments.answer(about, "Ours. I shall say so.", by=edda)
    comments.say(draft, name, "The virtual school has newer figures on this.", quote="one child in five", by=kofi)
    done = comments.say(draft, texts.name_of(asked), "The chair would rather have this first.", by=hattie)
    comments.resolve(done, by=edda)


def _written(section, edda, kofi):
    """The section as it was typed, saved, and reworded by somebody else."""
    before = flow.text_of(section)
    half_an_hour_ago = timezone.now() - timedelta(minutes=30)
    half = f"{before}\n\n{FIRST.partition('.')[0]}."
    how = KeptText.How.AUTOSAVED
    texts.keep(section.version, texts.name_of(section), section.heading, half, how=how, by=edda, at=half_an_hour_ago)
    applying.save(section, f"{before}\n\n{FIRST}", by=edda)
    applying.save(section, f"{before}\n\n{LATER}", by=kofi)

"""What stands in the way of a report on account of its appendices."""

from django.urls import reverse

from reports.appendix_grades import sentence
from reports.findings import Finding
from reports.models import Appendix


def findings(version):
    """What is hidden in an appendix and undecided stops a report; what keeps people from reading one does not."""
    found = []
    for number, row in enumerate(version.appendices.all(), start=1):
        name = f"Appendix {number}, “{row.title}”"
        if row.waits_for_answer:
            page = reverse("reports:appendix_decide", args=[row.pk])
            words = "holds words that a reader does not see. Somebody must decide about them before it goes on."
            found.append(Finding(f"{name}, {words}", page, "appendices"))
        elif needs_description(row):
            page = reverse("reports:appendix_change", args=[row.pk])
            found.append(Finding(f"{name}, is a picture without a description.", page, "appendices"))
        elif row.kind == Appendix.Kind.PDF and row.reads != "yes":
            page = f"{reverse('reports:appendices', args=[version.report_id])}#appendix-{row.pk}"
            found.append(Finding(f"{name}: {sentence(row)}", page, "appendices", stops=False))
    return found


def needs_description(appendix):
    """Whether it is a picture, or was made into pictures, and nobody said what it shows."""
    is_picture = appendix.kind in (Appendix.Kind.PNG, Appendix.Kind.JPEG)
    return (is_picture or appendix.answer == Appendix.Answer.FLATTENED) and not appendix.alt.strip()

"""Who has read a restricted pack: for the clerk whose pack it is."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.models import Meeting, Pack
from committees.models.packs import Edition
from committees.pack_reader_filters import PackReaderFilter
from committees.packs import copies
from corporate_parenting.lib import csvwrite, dates
from roles.access import restricted

HEAD = ("Copy", "Reader", "First opened", "Last opened", "Times read", "Times saved")


@restricted
@require_safe
def readers(request, pk):
    """
    Every copy of a restricted pack that was given out, by its number and its reader, and the members who have none;
    as CSV with ?format. A copy that was found is looked up by its number.
    """
    run = Meeting.objects.run_by(request.user)
    found = Pack.objects.done().filter(edition=Edition.RESTRICTED, build__meeting__in=run)
    pack = get_object_or_404(found.select_related("build__meeting__body"), pk=pk)
    every = copies.readers(pack)
    filtered = PackReaderFilter(request.GET, every, request=request)
    is_narrow = filtered.is_valid() and any(filtered.form.cleaned_data.values())
    without = [] if is_narrow else copies.not_opened(pack, every)
    if request.GET.get("format") == "csv":
        return csvwrite.response(f"readers-{timezone.localdate()}", HEAD, _rows(filtered.qs, without))
    context = {
        "pack": pack,
        "meeting": pack.build.meeting,
        "filter": filtered,
        "is_narrow": is_narrow,
        "copies": filtered.qs,
        "without": without,
        "caption": f"{pack.build.meeting.body}, {dates.weekday(pack.build.meeting.starts_at)}",
    }
    return render(request, "committees/pack_readers.html", context)


def _rows(made, without):
    """The copies, and below them who has none."""
    for one in made:
        yield [one.number, one.person.name, dates.moment(one.first), dates.moment(one.last), one.times, one.saved]
    for person in without:
        yield [None, person.name, "Not opened", None, 0, 0]

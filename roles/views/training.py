"""Training: one's own; the courses, who needs them, and who did them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from corporate_parenting.lib import csvwrite
from roles import access, holders, rules, training
from roles.forms.training import AttendanceForm, CourseForm, EndCourseForm, RegisterFilter
from roles.models import Course, Person, TrainingRecord
from roles.permissions import require

PAGE = 50
MOST_TO_TICK = 100
# What no name is longer than, and how many digits no id of ours has: the databases refuse what is far beyond them.
LONGEST_NAME = Person._meta.get_field("name").max_length
A_BILLION = 10
STATES = {"due": "Not done, in time", "again": "Done", "overdue": "Overdue", "done": "Done"}


@require_safe
def mine(request):
    """What I have done and what is due when; for those who see everybody's, the courses."""
    person = request.user.person
    standings = training.due(person) if person else []
    context = {
        "standings": standings,
        "next": next((one for one in standings if one.is_open), None),
        "records": person.training.select_related("course") if person else [],
        "courses": training.figures() if rules.can_see_training(request.user) else None,
        "ended": Course.objects.exclude(ended_on=None) if rules.can_see_training(request.user) else [],
        "can_keep": rules.can_keep_training(request.user),
    }
    return render(request, "roles/training.html", context)


@require_safe
@access.restricted
def course(request, pk):
    """One course: who needs it, who has done it, who is late; and what was recorded last."""
    require(rules.can_see_training(request.user))
    shown = get_object_or_404(Course, pk=pk)
    register = _register(shown, request.user)
    narrow = RegisterFilter(request.GET)
    context = {
        "course": shown,
        "meant_for": holders.labels(shown.meant_for),
        "figures": training.figures_of(shown, register),
        "filter": narrow,
        "page": Paginator(narrow.narrowed(register), PAGE).get_page(request.GET.get("page")),
        "records": _last_recorded(shown, request.user),
        "can_keep": rules.can_keep_training(request.user),
    }
    return render(request, "roles/course.html", context)


@require_safe
@access.restricted
def export(request, pk):
    """The same people as the page lists, for a spreadsheet."""
    require(rules.can_see_training(request.user))
    shown = get_object_or_404(Course, pk=pk)
    rows = (
        [person.shown, person.get_category_display(), STATES[one.state], one.done_on, one.due_on]
        for person, one in RegisterFilter(request.GET).narrowed(_register(shown, request.user))
    )
    head = ["Name", "Who they are", "How they stand", "Last done on", "Due on"]
    return csvwrite.response(f"course-{shown.pk}", head, rows)


@access.restricted
def add(request):
    """A new course."""
    require(rules.can_keep_training(request.user))
    form = CourseForm(request.POST or None, cancel=reverse("roles:training"))
    if form.is_valid() and form.attempt(training.add_course, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"The course is added: {form.outcome}. It now stands in the list of all who need it.")
        return redirect("roles:course", form.outcome.pk)
    return render(request, "roles/form.html", {"form": form, "title": "Add a course"})


@access.restricted
def change(request, pk):
    """What a course is, and who needs it by when."""
    changed = _kept(request, pk)
    form = CourseForm(request.POST or None, course=changed, cancel=_page_of(changed))
    if form.is_valid() and form.attempt(training.change_course, changed, by=request.user.person, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect("roles:course", pk)
    context = {"form": form, "title": "Change the course", "caption": changed.name}
    return render(request, "roles/form.html", context)


@access.restricted
def end(request, pk):
    """A course is not given any more."""
    ended = _kept(request, pk)
    form = EndCourseForm(request.POST or None, cancel=_page_of(ended))
    if form.is_valid() and form.attempt(training.end_course, ended, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"The course ends: {ended}. What people did stays on record.")
        return redirect("roles:course", pk)
    return render(request, "roles/form.html", {"form": form, "title": "End the course", "caption": ended.name})


@access.restricted
def record(request, pk):
    """Who did a course on a day. Looking for people keeps what was typed and ticked."""
    held = _kept(request, pk)
    looks = "find" in request.POST
    words = request.POST.get("words", request.GET.get("words", "")).replace("\0", "").strip()[:LONGEST_NAME]
    ticked = [int(value) for value in request.POST.getlist("people") if value.isdecimal() and len(value) < A_BILLION]
    shown, count = _to_tick(held, words, ticked)
    initial = _as_typed(request.POST, ticked) | {"words": words}
    data = _with_known(request.POST, ticked) if request.POST and not looks else None
    form = AttendanceForm(data, initial=initial, shown=shown, done=_done(held, shown), cancel=_page_of(held))
    if form.is_valid() and form.attempt(_record, held, by=request.user.person, **form.cleaned_data):
        messages.success(
            request, f"Recorded for {len(form.outcome)} {'person' if len(form.outcome) == 1 else 'people'}."
        )
        return redirect("roles:course", pk)
    context = {"form": form, "course": held, "shown": shown, "count": count, "words": words}
    return render(request, "roles/course_record.html", context)


@require_POST
@access.restricted
def take_back(request, pk):
    """A record that should not have been made."""
    require(rules.can_keep_training(request.user))
    taken = get_object_or_404(TrainingRecord.objects.select_related("course", "person"), pk=pk)
    training.take_back(taken, by=request.user.person)
    messages.success(request, f"The record of {taken.person} is taken back.")
    return redirect("roles:course", taken.course_id)


def _kept(request, pk):
    require(rules.can_keep_training(request.user))
    return get_object_or_404(Course, pk=pk)


def _page_of(course):
    return reverse("roles:course", args=[course.pk])


def _register(course, viewer):
    """Who needs the course, by the name under which this viewer may know them."""
    found = training.register(course)
    for person, _ in found:
        person.shown = person.name_for(viewer)
    return sorted(found, key=lambda row: row[0].shown)


def _last_recorded(course, viewer):
    records = TrainingRecord.objects.visible_to(viewer).filter(course=course)
    last = records.select_related("person", "recorded_by").order_by("-recorded_at", "person__name")[:PAGE]
    for one in last:
        one.person.shown = one.person.name_for(viewer)
    return last


def _record(course, *, people, done_on, words, by):
    return training.record(course, people, done_on=done_on, by=by)


def _to_tick(course, words, ticked):
    """(who is on the list, how many fit): those ticked, then whom the words find or the course is meant for."""
    here = Person.objects.here_on(timezone.localdate())
    fit = (
        here.filter(name__icontains=words) if words else here.filter(pk__in=training.people_meant(course).values("pk"))
    )
    others = list(fit.exclude(pk__in=ticked)[:MOST_TO_TICK])
    return [*here.filter(pk__in=ticked), *others], fit.count()


def _with_known(posted, ticked):
    """What was posted, with nothing ticked that cannot be anybody's id."""
    data = posted.copy()
    data.setlist("people", [str(pk) for pk in ticked])
    return data


def _as_typed(posted, ticked):
    """What somebody typed before they looked for others; without scripts there is no other place for it."""
    day = [posted.get(f"done_on-{part}") for part in ("day", "month", "year")]
    return {"people": ticked} | ({"done_on": day} if any(day) else {})


def _done(course, people):
    rows = course.records.filter(person__in=people).values("person").order_by().annotate(day=Max("done_on"))
    return dict(rows.values_list("person", "day"))

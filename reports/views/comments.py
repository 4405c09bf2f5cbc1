"""Comments on a draft: the text with what is said about it beside, saying something, answering, resolving."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from reports import comments, rules, texts
from reports.forms.comments import CommentForm, ReplyForm
from reports.models import Comment, Report
from reports.texts import drawing
from reports.views.common import latest, report_for
from roles.access import restricted
from roles.permissions import require

CLOSED = "Your comment was not saved: this version was cleared in the meantime. Copy your words from below."
ANSWERED = "Your answer was not saved: the comment was resolved, or the version was cleared, in the meantime."


@dataclass(frozen=True)
class Row:
    """One part of the page: what it says, drawn, and what is said about it."""

    part: object
    pieces: list
    threads: list


@restricted
def beside_the_text(request, pk):
    """The whole draft part by part, each with its open comments beside it; those resolved stand at the end."""
    report = report_for(request, pk)
    version = latest(report)
    require(comments.may_see(request.user, version))
    found = comments.threads(version, request.user)
    shown = {
        "report": report,
        "version": version,
        "rows": list(_rows(version, [thread for thread in found if thread.is_open])),
        "open": [thread for thread in found if thread.is_open],
        "gone": [thread for thread in found if thread.is_open and thread.part_label == comments.REMOVED],
        "resolved": [thread for thread in found if not thread.is_open],
        "may_comment": comments.may_comment(request.user, version),
        "writes": rules.writes(request.user, report),
    }
    return render(request, "reports/comments.html", shown)


def _rows(version, threads):
    """Parts that say something, or about which something is said."""
    for part in texts.parts_of(version):
        mine = [thread for thread in threads if thread.comment.part == part.name]
        if mine or not part.is_empty:
            quoted = drawing.Mark(
                drawing.quotes([thread.comment.quote for thread in mine]), "comment on: ", " (end of the words)"
            )
            yield Row(part, [drawing.draw(piece, quoted) for piece in part.pieces], mine)


@restricted
def comment(request, pk):
    """Say something about a part of the draft, or about words of it."""
    report = report_for(request, pk)
    version = latest(report)
    require(comments.may_comment(request.user, version))
    back = _back(request, report)
    initial = {"part": request.GET.get("part", ""), "quote": request.GET.get("quote", "")[: comments.LONGEST_QUOTE]}
    form = CommentForm(request.POST or None, initial=initial, parts=texts.parts_of(version), cancel=back)
    if request.method == "POST" and form.is_valid():
        said = _said(version, form, request.user.person)
        if said:
            messages.success(request, "Your comment is added. Those who write the report see it beside the text.")
            return redirect(f"{back}#comment-{said.pk}")
    return render(request, "reports/comments_add.html", {"report": report, "form": form, "back": back})


def _said(version, form, person):
    try:
        return comments.say(version, by=person, **form.cleaned_data)
    except comments.NotThere:
        form.refuse_quote()
    except comments.Closed:
        form.add_error(None, CLOSED)
    return None


@restricted
def answer(request, pk):
    """Answer a comment."""
    about = _comment(request, pk)
    require(comments.may_comment(request.user, about.version))
    back = _back(request, about.report)
    form = ReplyForm(request.POST or None, cancel=back)
    if request.method == "POST" and form.is_valid():
        try:
            comments.answer(about, form.cleaned_data["text"], by=request.user.person)
        except comments.Closed:
            form.add_error(None, ANSWERED)
        else:
            messages.success(request, "Your answer is added.")
            return redirect(f"{back}#comment-{about.pk}")
    return render(
        request, "reports/comments_answer.html", {"report": about.report, "form": form, "about": about, "back": back}
    )


@require_POST
@restricted
def resolve(request, pk):
    """Nothing more is to be done about a comment."""
    about = _comment(request, pk)
    require(comments.may_resolve(request.user, about))
    try:
        comments.resolve(about, by=request.user.person)
    except comments.Closed:
        messages.error(request, "Nothing was changed: somebody resolved it a moment ago.")
    else:
        messages.success(request, "The comment is resolved, under your name.")
    return redirect(_back(request, about.report))


@require_POST
@restricted
def reopen(request, pk):
    """Something is to be done about a comment after all."""
    about = _comment(request, pk)
    require(comments.may_comment(request.user, about.version))
    try:
        comments.reopen(about, by=request.user.person)
    except comments.Closed:
        messages.error(request, "Nothing was changed: it is open already, or the version was cleared.")
    else:
        messages.success(request, "The comment is open again.")
    return redirect(f"{_back(request, about.report)}#comment-{about.pk}")


def _comment(request, pk):
    """The first comment of a thread, if this person may see it; else 404."""
    seen = Report.objects.visible_to(request.user).values("pk")
    rows = Comment.objects.filter(answers=None, report__in=seen).select_related("report", "version__report", "by")
    found = get_object_or_404(rows, pk=pk)
    if not comments.may_see(request.user, found.version):
        raise Http404
    return found


def _back(request, report):
    """The page that somebody came from, if it is one of ours; else the comments."""
    wanted = request.POST.get("back") or request.GET.get("back", "")
    if wanted.startswith("/reports/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("reports:comments", args=[report.pk])

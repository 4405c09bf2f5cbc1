"""
Comments on a draft: said about words of it, answered in a thread, resolved under somebody's name.

They are for those who may see the draft: they are not printed, and whoever reads papers never sees one.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import BigIntegerField, Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from corporate_parenting.lib import marking, richtext_caps
from reports import rules, texts
from reports.models import Comment, Report, Version
from roles.audit import person_or_none, record

REMOVED = "A part that was removed"
LONGEST, LONGEST_QUOTE = 5000, Comment._meta.get_field("quote").max_length


class NotThere(Exception):
    """The words that a comment is about do not stand in the part."""


class Closed(Exception):
    """The version is cleared, or the thread was resolved a moment before."""


@dataclass(frozen=True)
class Thread:
    """A comment with its answers, and whether the words it is about still stand there."""

    comment: Comment
    replies: list = field(default_factory=list)
    part_label: str = ""
    stands: bool = True
    can_resolve: bool = False
    url: str = ""  # where the part is written, for those who write it

    @property
    def is_open(self):
        """Does it still ask for something?"""
        return self.comment.resolved_at is None


@transaction.atomic
def say(version, part, text, *, by, quote=""):
    """
    Comment on a part of a draft (its name), or on these words of it. Raises Closed, NotThere or TooMuch.

    A quote is kept as it was read, so that it can be shown when the words are gone.
    """
    richtext_caps.check(text, quote)
    version = _written(version)
    known = {one.name: one for one in texts.parts_of(version)}
    if part not in known or (quote and not marking.where(quote, known[part].words())):
        raise NotThere
    comment = Comment.objects.create(
        report=version.report, version=version, part=part, quote=quote, text=text, at=timezone.now(), by=by
    )
    record(by, "commented on", version.report, part=part, comment=comment.pk)
    return comment


@transaction.atomic
def answer(comment, text, *, by):
    """Answer a comment; an answer to an answer belongs to the same thread. Raises Closed or TooMuch."""
    richtext_caps.check(text)
    _written(comment.version)
    first = _locked(comment.answers_id or comment.pk)
    if first.resolved_at is not None:
        raise Closed
    about = {"report": first.report, "version": first.version, "part": first.part, "quote": first.quote}
    reply = Comment.objects.create(answers=first, text=text, at=timezone.now(), by=by, **about)
    record(by, "answered a comment on", first.report, comment=first.pk)
    return reply


@transaction.atomic
def resolve(comment, *, by):
    """Nothing more is to be done about it, under the name of whoever says so. Raises Closed."""
    comment = _locked(comment.pk)
    if comment.answers_id or comment.resolved_at is not None:
        raise Closed
    comment.resolved_at, comment.resolved_by = timezone.now(), person_or_none(by)
    comment.save(update_fields=["resolved_at", "resolved_by"])
    record(by, "resolved a comment on", comment.report, comment=comment.pk)
    return comment


@transaction.atomic
def reopen(comment, *, by):
    """There is something to be done about it after all. Raises Closed."""
    _written(comment.version)
    comment = _locked(comment.pk)
    if comment.resolved_at is None:
        raise Closed
    comment.resolved_at = comment.resolved_by = None
    comment.save(update_fields=["resolved_at", "resolved_by"])
    record(by, "opened a comment again on", comment.report, comment=comment.pk)
    return comment


def carry(last, draft):
    """
    Open comments go on with the next version's draft, each to the copy of its part; the others stay where they were.

    Part of drafting.start_version, which copies the parts in their order.
    """
    still = Comment.objects.filter(version=last, answers=None, resolved_at=None)
    if not still:
        return
    pairs = zip(texts.parts_of(last), texts.parts_of(draft), strict=True)
    new_names = {old.name: new.name for old, new in pairs}
    for comment in still:
        part = new_names.get(comment.part, comment.part)
        Comment.objects.filter(pk=comment.pk).update(version=draft, part=part)
        comment.replies.update(version=draft, part=part)


def threads(version, viewer):
    """Every thread on a version, in the order of the text, open ones before those resolved. Ten queries at most."""
    rows = Comment.objects.filter(version=version).select_related("by", "resolved_by", "version").order_by("at", "pk")
    rows = list(rows)
    if not rows:
        return []
    parts = texts.parts_of(version)
    known = {part.name: part for part in parts}
    order = {part.name: place for place, part in enumerate(parts)}
    may = rules.writes(viewer, version.report)
    found = [_thread(row, rows, known, viewer, may) for row in rows if row.answers_id is None]
    return sorted(found, key=lambda thread: (not thread.is_open, order.get(thread.comment.part, len(order))))


def _thread(row, rows, known, viewer, may):
    part = known.get(row.part)
    stands = part is not None and (not row.quote or bool(marking.where(row.quote, part.words())))
    can_resolve = may or (viewer.person is not None and row.by_id == viewer.person.pk)
    label = part.label if part else REMOVED
    url = texts.place_of(row.version, row.part) if may and part else ""
    return Thread(row, [one for one in rows if one.answers_id == row.pk], label, stands, can_resolve, url)


def beside(version, viewer):
    """
    {name of a part: [open Thread, …]} for the pages where it is read and written.

    What is said about the version's own words, such as its reasons, also stands under the name of the version.
    """
    found = {}
    for thread in threads(version, viewer):
        if thread.is_open:
            found.setdefault(thread.comment.part, []).append(thread)
            if thread.comment.part.split(":")[0] in texts.OWN:
                found.setdefault(texts.name_of(version), []).append(thread)
    return found


def waiting(person):
    """
    [(key of a report, its title, count)] of open threads on drafts of this person's, where somebody else spoke last.

    One query.
    """
    last = Comment.objects.filter(answers=OuterRef("pk")).order_by("-at", "-pk").values("by")[:1]
    mine = Q(report__author=person) | Q(report__in=person.reports_shared.values("pk"))
    rows = Comment.objects.filter(mine, answers=None, resolved_at=None, version__number=None)
    rows = rows.alias(spoke=Coalesce(Subquery(last), "by", output_field=BigIntegerField())).exclude(spoke=person.pk)
    return list(rows.values_list("report", "report__title").annotate(count=Count("pk")).order_by("report"))


def open_on(version):
    """How many threads of a draft are open."""
    if version.number is not None:
        return 0
    return Comment.objects.filter(version=version, answers=None, resolved_at=None).count()


def may_comment(user, version):
    """Everyone who may see the draft, while it is one."""
    return version.number is None and user.person is not None


def may_see(user, version):
    """Those of a draft: everyone who may see it. Of a cleared version: those who write the report."""
    return version.number is None or rules.writes(user, version.report)


def may_resolve(user, comment):
    """Those who write the report, and whoever said it."""
    mine = user.person is not None and comment.by_id == user.person.pk
    return may_see(user, comment.version) and (mine or rules.writes(user, comment.report))


def _written(version):
    """The draft as it stands, its report locked. Raises Closed."""
    Report.objects.select_for_update().get(pk=version.report_id)
    draft = Version.objects.drafts().select_related("report__format").filter(pk=version.pk).first()
    if draft is None:
        raise Closed
    return draft


def _locked(pk):
    return Comment.objects.select_for_update(of=("self",)).select_related("report", "version").get(pk=pk)

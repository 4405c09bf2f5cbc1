"""Every address of the product, and the things it is tried with. An address without an entry fails a test."""

import re

from django.urls import URLPattern, URLResolver, get_resolver

from committees.models import (
    Action,
    AgendaItem,
    Body,
    BodyLink,
    Build,
    Decision,
    Exclusion,
    ExecutiveNotice,
    Exemption,
    Grant,
    Interest,
    ItemNote,
    Meeting,
    MinutesComment,
    OutsidePlace,
    Pack,
    Paper,
    ProgrammeItem,
    ProgrammeRule,
    Referral,
    Review,
    Seat,
    StandingItem,
    Waiver,
)
from committees.models.protecting import Protected
from committees.models.terms import Terms
from pledges.models import Finding, ModelCheck, Pledge, Promise, Service
from reports.models import (
    Appendix,
    Block,
    Clearance,
    ClearanceStage,
    Comment,
    Format,
    KeptText,
    PrivatePart,
    Report,
    Section,
    Unplaced,
    Version,
)
from reports.views.common import KINDS
from roles.councillors import following
from roles.models import (
    Appointment,
    ClosureDay,
    Course,
    Delegation,
    Evidence,
    Home,
    Organisation,
    Person,
    Remit,
    TrainingRecord,
    Visit,
    VisitAction,
)
from roles.permissions import PUBLIC
from roles.views.coverage import QUESTIONS
from tests.security.world import MARK


def patterns(found=None, prefix=""):
    """(route, view) of every address."""
    for pattern in found if found is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, f"{prefix}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield f"/{prefix}{pattern.pattern}", pattern.callback


def once():
    """For an address without a place for a thing."""
    return [()]


def word(value):
    return lambda: [(value,)]


def every(model):
    """All things of a kind."""
    return lambda: list(model._default_manager.order_by("pk").values_list("pk"))


def telling(model):
    """Two that hold a planted word, or one that holds none: enough for pages that change something."""
    return lambda: [(pk,) for pk in _telling(model)]


def some(model, most=12):
    """All that hold a planted word, in themselves or in what belongs to them, and others up to so many."""
    return lambda: [(pk,) for pk in _some(model, most)]


def _some(model, most):
    planted = {row["id"] for row in model._default_manager.values() if MARK in str(row)}
    for relation in model._meta.related_objects:
        owner = relation.field.attname
        if not relation.many_to_many:
            rows = relation.related_model._default_manager.values()
            planted |= {row[owner] for row in rows if row[owner] and MARK in str(row)}
    others = [pk for pk in model._default_manager.order_by("pk").values_list("pk", flat=True) if pk not in planted]
    return [*sorted(planted), *others[: max(0, most - len(planted))]]


def versions_of_terms():
    """Every version of every body's terms of reference, and one that is not there."""
    return list(Terms.objects.order_by("pk").values_list("body", "number")) or [(1, 1)]


def of_terms():
    """Every body that has terms of reference."""
    return list(Terms.objects.order_by("body").values_list("body").distinct()) or [(1,)]


def _telling(model):
    rows = list(model._default_manager.order_by("pk").values())
    planted = [row["id"] for row in rows if MARK in str(row)]
    return list(dict.fromkeys([*planted[:1], *planted[-1:]])) or [row["id"] for row in rows[:1]]


def parts(*kinds):
    """(kind, thing) of each kind of part of a report."""
    return lambda: [(kind, pk) for kind in kinds for pk in _telling(KINDS[kind])]


def of_papers(model, path):
    """(paper, thing): every paper with its own things, and an open paper with those of all the others."""

    def pairs():
        things = model._default_manager.exclude(**({"image": ""} if model is Block else {}))
        own = [
            (paper, pk)
            for pk, paper in things.filter(**{f"{path}__papers__isnull": False}).values_list("pk", f"{path}__papers")
        ]
        open_paper = Paper.objects.visible_to(PUBLIC).filter(version__isnull=False).values_list("pk", flat=True)[0]
        return list(dict.fromkeys([*own, *((open_paper, pk) for pk in things.values_list("pk", flat=True))]))

    return pairs


def documents():
    """Papers that are a document by itself, and two that are none."""
    by_itself = list(Paper.objects.order_by("pk").values_list("pk", "document"))
    own = [(pk,) for pk, document in by_itself if document]
    return [*own, *[(pk,) for pk, document in by_itself if not document][:2]]


def pictures():
    return [(pk,) for pk in Block.objects.exclude(image="").values_list("pk", flat=True)]


def additions(*kinds):
    return lambda: [(pk, kind) for pk in _telling(Report) for kind in kinds]


def blocks():
    return [(pk, kind) for pk in _telling(Section) for kind in ("text", "table", "figure")]


def writers():
    return [
        (report, person) for report in _telling(Report) for person in Person.objects.values_list("pk", flat=True)[:2]
    ]


def questions():
    return [(question,) for question in QUESTIONS]


ALL_KINDS = tuple(KINDS)

ROUTES = {
    "/": once,
    "/home/": once,
    "/search/": once,
    "/search/private/": once,
    "/meetings/search/": once,
    "/accessibility/": once,
    "/privacy/": once,
    "/help/": once,
    "/contact/": once,
    "/theme.css": once,
    "/healthz": once,
    "/account/": once,
    "/account/sessions/end/": once,
    "/account/away/": once,
    "/account/away/<int:pk>/end/": every(Delegation),
    "/account/go-on/": once,
    "/account/2fa/totp/activate/": once,
    "/account/2fa/": once,
    "/account/email/": once,
    "/account/confirm-email/": once,
    "/account/confirm-email/<str:key>/": word("abc"),
    "/account/signup/": once,
    "/account/password/set/": once,
    "/account/login/code/confirm/": once,
    "/account/reauthenticate/code/": once,
    "/account/reauthenticate/code/confirm/": once,
    "/account/login/": once,
    "/account/inactive/": once,
    "/account/reauthenticate/": once,
    "/account/^confirm-email/(?P<key>[-:\\w]+)/$": word("abc"),
    "/account/password/change/": once,
    "/account/password/reset/": once,
    "/account/password/reset/key/done/": once,
    "/account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": lambda: [("1", "abc")],
    "/account/password/reset/done/": once,
    "/account/2fa/authenticate/": once,
    "/account/2fa/reauthenticate/": once,
    "/account/2fa/totp/deactivate/": once,
    "/account/2fa/recovery-codes/": once,
    "/account/2fa/recovery-codes/generate/": once,
    "/account/2fa/recovery-codes/download/": once,
    "/my-role/": once,
    "/my-role/acknowledge/": once,
    "/my-role/profile.pdf": once,
    "/my-role/done/": once,
    "/my-role/done/<int:pk>/withdraw/": telling(Evidence),
    "/my-role/<slug:code>/record/": word("U3"),
    "/people/<int:pk>/role/": telling(Person),
    "/responsibilities/": once,
    "/responsibilities/add/": once,
    "/responsibilities/catalogue.csv": once,
    "/responsibilities/bring-in/": once,
    "/responsibilities/bring-in/confirm/": once,
    "/responsibilities/law/": once,
    "/responsibilities/law/<slug:code>/commence/": word("B1"),
    "/responsibilities/law/<slug:code>/take-back/": word("B1"),
    "/responsibilities/<slug:code>/": lambda: [("U1",), ("LM06a",), ("LC02",)],
    "/responsibilities/<slug:code>/change/": word("U1"),
    "/responsibilities/<slug:code>/retire/": word("U1"),
    "/responsibilities/<slug:code>/keep-on/": word("U1"),
    "/responsibilities/<slug:code>/take-back/": word("U1"),
    "/who-answers/": once,
    "/who-answers/<slug:slug>/": lambda: [("lead-member",), ("councillor",), ("health",)],
    "/people/": once,
    "/people/add/": once,
    "/people/bring-in/": once,
    "/people/bring-in/confirm/": once,
    "/people/bring-in/<int:pk>/": lambda: list(following.lists_brought_in().values_list("pk")),
    "/people/bring-in/<int:pk>/changes.csv": lambda: list(following.lists_brought_in().values_list("pk")),
    "/people/<int:pk>/": every(Person),
    "/people/<int:pk>/change/": telling(Person),
    "/people/<int:pk>/appoint/": telling(Person),
    "/people/<int:pk>/leave/": telling(Person),
    "/people/<int:pk>/invite/": telling(Person),
    "/people/<int:pk>/invited/": telling(Person),
    "/people/<int:pk>/account/move/": telling(Person),
    "/people/<int:pk>/account/close/": telling(Person),
    "/people/<int:pk>/account/reopen/": telling(Person),
    "/appointments/<int:pk>/end/": telling(Appointment),
    "/appointments/<int:pk>/withdraw/": telling(Appointment),
    "/invitation/done/": once,
    "/invitation/<str:secret>/": word("abc"),
    "/council/": once,
    "/council/closures/": once,
    "/council/closures/<int:pk>/remove/": lambda: every(ClosureDay)() or [(1,)],
    "/council/<slug:key>/": word("small_number_threshold"),
    "/training/": once,
    "/training/courses/add/": once,
    "/training/courses/<int:pk>/": every(Course),
    "/training/courses/<int:pk>/export/": every(Course),
    "/training/courses/<int:pk>/change/": telling(Course),
    "/training/courses/<int:pk>/end/": telling(Course),
    "/training/courses/<int:pk>/record/": telling(Course),
    "/training/records/<int:pk>/take-back/": telling(TrainingRecord),
    "/coverage/": once,
    "/coverage/<slug:question>/": questions,
    "/coverage/<slug:question>/rows.csv": questions,
    "/organisations/": once,
    "/organisations/add/": once,
    "/organisations/council/": once,
    "/organisations/<int:pk>/": every(Organisation),
    "/organisations/<int:pk>/change/": telling(Organisation),
    "/organisations/<int:pk>/end/": telling(Organisation),
    "/visits/": once,
    "/visits/export/": once,
    "/visits/<int:pk>/": some(Visit),
    "/visits/<int:pk>/visitor/": telling(Visit),
    "/visits/<int:pk>/made/": telling(Visit),
    "/visits/<int:pk>/report/": telling(Visit),
    "/visits/<int:pk>/not-needed/": telling(Visit),
    "/visits/<int:pk>/needed/": telling(Visit),
    "/visits/<int:pk>/ask/": telling(Visit),
    "/visits/actions/<int:pk>/close/": every(VisitAction),
    "/visits/homes/add/": once,
    "/visits/homes/<int:pk>/": every(Home),
    "/visits/homes/<int:pk>/change/": telling(Home),
    "/visits/homes/<int:pk>/close/": telling(Home),
    "/visits/homes/<int:pk>/plan/": telling(Home),
    "/audit/": once,
    "/audit/export/": once,
    "/reports/": once,
    "/reports/start/": once,
    "/reports/board/": once,
    "/reports/board/table.csv": once,
    "/reports/<int:pk>/notice/": telling(Report),
    "/reports/stages/": once,
    "/reports/stages/of/<int:pk>/": every(Remit),
    "/reports/stages/<int:pk>/": lambda: every(ClearanceStage)() or [(1,)],
    "/reports/stages/<int:pk>/move/": lambda: every(ClearanceStage)() or [(1,)],
    "/reports/stages/<int:pk>/remove/": lambda: every(ClearanceStage)() or [(1,)],
    "/reports/templates/": once,
    "/reports/templates/new/": once,
    "/reports/templates/<int:pk>/": every(Format),
    "/reports/templates/<int:pk>/change/": every(Format),
    "/reports/templates/<int:pk>/example/": every(Format),
    "/reports/templates/<int:pk>/withdraw/": every(Format),
    "/reports/templates/<int:pk>/offer/": every(Format),
    "/reports/<int:pk>/implications/": telling(Report),
    "/reports/<int:pk>/take-template/": telling(Report),
    "/reports/<int:pk>/": every(Report),
    "/reports/start/from/": once,
    "/reports/start/from/<int:pk>/": telling(Version),
    "/reports/<int:pk>/carried-over/": telling(Report),
    "/reports/<int:pk>/carried-over/confirm/": telling(Report),
    "/reports/<int:pk>/compare/": telling(Report),
    "/reports/<int:pk>/texts/": telling(Report),
    "/reports/<int:pk>/texts/compare/": telling(Report),
    "/reports/texts/<int:pk>/": telling(KeptText),
    "/reports/texts/<int:pk>/put-back/": telling(KeptText),
    "/reports/<int:pk>/comments/": telling(Report),
    "/reports/<int:pk>/comments/add/": telling(Report),
    "/reports/comments/<int:pk>/answer/": telling(Comment),
    "/reports/comments/<int:pk>/resolve/": telling(Comment),
    "/reports/comments/<int:pk>/reopen/": telling(Comment),
    "/reports/<int:pk>/details/": telling(Report),
    "/reports/<int:pk>/check/": telling(Report),
    "/reports/<int:pk>/serves/": telling(Report),
    "/reports/<int:pk>/check/plain/": telling(Report),
    "/reports/<int:pk>/writers/": telling(Report),
    "/reports/<int:pk>/writers/<int:person>/remove/": writers,
    "/reports/<int:pk>/new-version/": telling(Report),
    "/reports/<int:pk>/write/": telling(Report),
    "/reports/<int:pk>/write/whole/": telling(Report),
    "/reports/<int:pk>/write/here/": telling(Report),
    "/reports/<int:pk>/write/paste/": telling(Report),
    "/reports/sections/<int:pk>/text/": telling(Section),
    "/reports/sections/<int:pk>/blocks/": telling(Section),
    "/reports/<int:pk>/recommendations/": telling(Report),
    "/reports/<int:pk>/sources/": telling(Report),
    "/reports/<int:pk>/unplaced/": telling(Report),
    "/reports/<int:pk>/appendices/": telling(Report),
    "/reports/<int:pk>/add/<str:kind>/": additions("section", "contact", "recommendation", "source", "appendix"),
    "/reports/<int:pk>/send/": telling(Report),
    "/reports/sections/<int:pk>/add/<str:kind>/": blocks,
    "/reports/parts/<str:kind>/<int:pk>/": parts(*ALL_KINDS),
    "/reports/parts/<str:kind>/<int:pk>/move/": parts("section", "block"),
    "/reports/parts/<str:kind>/<int:pk>/remove/": parts(*ALL_KINDS),
    "/reports/unplaced/<int:pk>/place/": telling(Unplaced),
    "/reports/appendices/<int:pk>/replace/": telling(Appendix),
    "/reports/appendices/<int:pk>/change/": telling(Appendix),
    "/reports/appendices/<int:pk>/decide/": telling(Appendix),
    "/reports/appendices/<int:pk>/pages/<int:number>/": lambda: [(pk, 1) for pk in _telling(Appendix)],
    "/reports/appendices/<int:pk>/file/": every(Appendix),
    "/reports/figures/<int:pk>/": pictures,
    "/reports/versions/<int:pk>/": every(Version),
    "/reports/versions/<int:pk>/print/": telling(Version),
    "/reports/versions/<int:pk>/open/": every(Version),
    "/reports/<int:pk>/private/": telling(Report),
    "/reports/<int:pk>/private/report/": telling(Report),
    "/reports/private/section/<int:pk>/": telling(Section),
    "/reports/private/appendix/<int:pk>/": telling(Appendix),
    "/reports/private/<int:pk>/withdraw/": every(PrivatePart),
    "/reports/versions/<int:pk>/preview/": telling(Version),
    "/reports/clearances/<int:pk>/": every(Clearance),
    "/reports/clearances/<int:pk>/let-through/": every(Clearance),
    "/reports/clearances/<int:pk>/withdraw/": telling(Clearance),
    "/meetings/": once,
    "/meetings/year/": once,
    "/meetings/<int:pk>/meeting.ics": some(Meeting, 14),
    "/meetings/calendar.ics": once,
    "/meetings/bodies/<int:pk>/calendar.ics": every(Body),
    "/meetings/forward-plan/": once,
    "/meetings/forward-plan/<int:year>/<int:month>/": lambda: [(2026, 11)],
    "/meetings/forward-plan/<int:pk>/": every(ExecutiveNotice),
    "/meetings/arrangements/": once,
    "/meetings/bodies/<int:pk>/": every(Body),
    "/meetings/bodies/<int:pk>/terms/": every(Body),
    "/meetings/bodies/<int:pk>/terms/<int:number>/": versions_of_terms,
    "/meetings/bodies/<int:pk>/programme/": every(Body),
    "/meetings/bodies/<int:pk>/answers/": every(Body),
    "/meetings/<int:pk>/": some(Meeting, 14),
    "/meetings/<int:pk>/pack.pdf": some(Meeting, 14),
    "/meetings/<int:pk>/pack/": some(Meeting, 14),
    "/meetings/<int:pk>/young-people/": some(Meeting, 14),
    "/meetings/<int:pk>/large-print.pdf": some(Meeting, 14),
    "/meetings/<int:pk>/young-people.pdf": some(Meeting, 14),
    "/meetings/<int:pk>/minutes/": some(Meeting, 14),
    "/meetings/<int:pk>/minutes.pdf": some(Meeting, 14),
    "/meetings/papers/<int:pk>/": every(Paper),
    "/meetings/papers/<int:pk>/report.pdf": every(Paper),
    "/meetings/papers/<int:pk>/document.pdf": documents,
    "/meetings/papers/<int:pk>/appendices/<int:appendix>.pdf": of_papers(Appendix, "version"),
    "/meetings/papers/<int:pk>/figures/<int:block>": of_papers(Block, "section__version"),
    "/members/engagement/": once,
    "/members/engagement/rows.csv": once,
    "/organisations/attendance/": once,
    "/organisations/attendance/rows.csv": once,
    "/committees/desk/": once,
    "/committees/desk/deadlines/": once,
    "/committees/desk/deadlines/table.csv": once,
    "/committees/items/<int:pk>/notices/<slug:kind>/": lambda: [
        (pk, kind) for pk in _telling(AgendaItem) for kind in ("key_28", "private_5", "private_urgent")
    ],
    "/committees/meetings/<int:pk>/room/": some(Meeting, 14),
    "/committees/meetings/<int:pk>/room/open/": telling(Meeting),
    "/committees/meetings/<int:pk>/room/presides/": telling(Meeting),
    "/committees/meetings/<int:pk>/room/attendance/": telling(Meeting),
    "/committees/meetings/<int:pk>/room/guest/": telling(Meeting),
    "/committees/meetings/<int:pk>/room/end/": some(Meeting, 14),
    "/committees/meetings/<int:pk>/room/keys/": telling(Meeting),
    "/committees/meetings/<int:pk>/run-sheet/": some(Meeting, 14),
    "/committees/meetings/<int:pk>/run-sheet/plan/": telling(Meeting),
    "/committees/meetings/<int:pk>/minutes/": some(Meeting, 14),
    "/committees/meetings/<int:pk>/minutes.pdf": telling(Meeting),
    "/committees/meetings/<int:pk>/minutes/part-2/": some(Meeting, 14),
    "/committees/meetings/<int:pk>/minutes/part-2.pdf": telling(Meeting),
    "/committees/meetings/<int:pk>/minutes/begin/": telling(Meeting),
    "/committees/meetings/<int:pk>/minutes/send/": some(Meeting, 14),
    "/committees/meetings/<int:pk>/minutes/check/": telling(Meeting),
    "/committees/meetings/<int:pk>/minutes/send-back/": telling(Meeting),
    "/committees/meetings/<int:pk>/minutes/change/": telling(Meeting),
    "/committees/meetings/<int:pk>/minutes/approve/": telling(Meeting),
    "/committees/meetings/<int:pk>/minutes/sign/": telling(Meeting),
    "/committees/items/<int:pk>/minute/remark/": some(AgendaItem, 24),
    "/committees/minutes/remarks/<int:pk>/done/": every(MinutesComment),
    "/committees/items/<int:pk>/room/": some(AgendaItem, 24),
    "/committees/items/<int:pk>/room/times/": telling(AgendaItem),
    "/committees/items/<int:pk>/minute/": telling(AgendaItem),
    "/committees/items/<int:pk>/minute/earlier/": some(AgendaItem, 24),
    "/committees/items/<int:pk>/interests/new/": telling(AgendaItem),
    "/committees/interests/<int:pk>/change/": lambda: every(Interest)() or [(1,)],
    "/committees/interests/<int:pk>/withdraw/": lambda: every(Interest)() or [(1,)],
    "/committees/meetings/<int:pk>/exclusion/": telling(Meeting),
    "/committees/meetings/<int:pk>/exclusion/by-law/": telling(Meeting),
    "/committees/exclusions/<int:pk>/reopen/": lambda: every(Exclusion)() or [(1,)],
    "/committees/items/<int:pk>/decisions/new/": telling(AgendaItem),
    "/committees/decisions/<int:pk>/change/": every(Decision),
    "/committees/decisions/<int:pk>/take-back/": every(Decision),
    "/committees/decisions/<int:pk>/named-vote/": every(Decision),
    "/committees/decisions/<int:pk>/own-vote/": every(Decision),
    "/committees/items/<int:pk>/actions/new/": telling(AgendaItem),
    "/committees/items/<int:pk>/commission/": telling(AgendaItem),
    "/committees/items/<int:pk>/commission/link/": telling(AgendaItem),
    "/committees/items/<int:pk>/commission/take-back/": telling(AgendaItem),
    "/committees/year/": once,
    "/committees/year/rows.csv": once,
    "/committees/bodies/<int:pk>/year/": telling(Body),
    "/committees/bodies/<int:pk>/year/dates/": telling(Body),
    "/committees/programme/": once,
    "/committees/programme/rules/<int:pk>/change/": lambda: every(ProgrammeRule)() or [(1,)],
    "/committees/programme/rules/<int:pk>/end/": lambda: every(ProgrammeRule)() or [(1,)],
    "/committees/programme/<int:pk>/": every(ProgrammeItem),
    "/committees/programme/<int:pk>/change/": telling(ProgrammeItem),
    "/committees/programme/<int:pk>/move/": telling(ProgrammeItem),
    "/committees/programme/<int:pk>/drop/": telling(ProgrammeItem),
    "/committees/programme/<int:pk>/take-up/": telling(ProgrammeItem),
    "/committees/bodies/": once,
    "/committees/bodies/new/": once,
    "/committees/bodies/<int:pk>/": every(Body),
    "/committees/bodies/<int:pk>/reconstitute/": telling(Body),
    "/committees/bodies/arrangements/": once,
    "/committees/bodies/arrangements/lines.csv": once,
    "/committees/bodies/<int:pk>/came-over/": every(Body),
    "/committees/bodies/<int:pk>/links/": every(Body),
    "/committees/bodies/<int:pk>/links/new/": telling(Body),
    "/committees/bodies/links/<int:pk>/end/": lambda: every(BodyLink)() or [(1,)],
    "/committees/bodies/<int:pk>/programme/": every(Body),
    "/committees/bodies/<int:pk>/programme/table.csv": every(Body),
    "/committees/bodies/<int:pk>/programme/late/": every(Body),
    "/committees/bodies/<int:pk>/programme/new/": telling(Body),
    "/committees/bodies/<int:pk>/programme/meetings/": telling(Body),
    "/committees/bodies/<int:pk>/programme/year/": telling(Body),
    "/committees/bodies/<int:pk>/programme/usual/": telling(Body),
    "/committees/bodies/<int:pk>/programme/rules/": telling(Body),
    "/committees/bodies/<int:pk>/programme/rules/new/": telling(Body),
    "/committees/bodies/<int:pk>/settle/": telling(Body),
    "/committees/bodies/<int:pk>/describe/": telling(Body),
    "/committees/bodies/<int:pk>/packs/": telling(Body),
    "/committees/bodies/<int:pk>/quorum/": telling(Body),
    "/committees/bodies/<int:pk>/presides/": telling(Body),
    "/committees/bodies/<int:pk>/terms/": every(Body),
    "/committees/bodies/<int:pk>/terms/new/": telling(Body),
    "/committees/bodies/<int:pk>/terms/compare/": of_terms,
    "/committees/bodies/<int:pk>/terms/<int:number>/": versions_of_terms,
    "/committees/bodies/<int:pk>/seats/new/": telling(Body),
    "/committees/bodies/<int:pk>/seats/from-meetings/": telling(Body),
    "/committees/bodies/<int:pk>/clerk/": telling(Body),
    "/committees/bodies/<int:pk>/dissolve/": telling(Body),
    "/committees/bodies/<int:pk>/meetings/new/": telling(Body),
    "/committees/bodies/<int:pk>/actions/new/": telling(Body),
    "/committees/bodies/seats/<int:pk>/end/": telling(Seat),
    "/committees/bodies/<int:pk>/voting-seats/": telling(Body),
    "/committees/bodies/<int:pk>/waiver/": telling(Body),
    "/committees/bodies/balance/": once,
    "/committees/bodies/balance/table.csv": once,
    "/committees/bodies/balance/groups/": once,
    "/committees/bodies/balance/groups/note/": once,
    "/committees/bodies/balance/record/": once,
    "/committees/bodies/balance/reviews/<int:pk>/": lambda: every(Review)() or [(1,)],
    "/committees/bodies/balance/waivers/<int:pk>/withdraw/": lambda: every(Waiver)() or [(1,)],
    "/committees/bodies/places/": once,
    "/committees/bodies/places/table.csv": once,
    "/committees/bodies/outside/": once,
    "/committees/bodies/outside/table.csv": once,
    "/committees/bodies/outside/new/": once,
    "/committees/bodies/outside/<int:pk>/appoint/": lambda: every(OutsidePlace)() or [(1,)],
    "/committees/bodies/outside/<int:pk>/close/": lambda: every(OutsidePlace)() or [(1,)],
    "/committees/bodies/outside/appointments/<int:pk>/end/": telling(Appointment),
    "/committees/bring-in/meetings/": once,
    "/committees/bring-in/meetings/confirm/": once,
    "/committees/bring-in/report/": once,
    "/committees/bring-in/report/confirm/": once,
    "/committees/meetings/<int:pk>/agenda/": some(Meeting, 14),
    "/committees/meetings/<int:pk>/change/": telling(Meeting),
    "/committees/meetings/<int:pk>/publish/": some(Meeting, 14),
    "/committees/meetings/<int:pk>/agenda/start/": telling(Meeting),
    "/committees/meetings/<int:pk>/agenda/planned/<int:item>/": lambda: [(pk, 1) for pk in _telling(Meeting)],
    "/committees/meetings/<int:pk>/postpone/": telling(Meeting),
    "/committees/meetings/<int:pk>/close/": telling(Meeting),
    "/committees/meetings/<int:pk>/items/new/": telling(Meeting),
    "/committees/meetings/<int:pk>/items/late/": telling(Meeting),
    "/committees/items/<int:pk>/withdraw/": telling(AgendaItem),
    "/committees/bodies/<int:pk>/standing/": every(Body),
    "/committees/bodies/<int:pk>/standing/new/": telling(Body),
    "/committees/bodies/<int:pk>/standing/usual/": telling(Body),
    "/committees/bodies/standing/<int:pk>/change/": lambda: every(StandingItem)() or [(1,)],
    "/committees/bodies/standing/<int:pk>/end/": lambda: every(StandingItem)() or [(1,)],
    "/committees/bodies/standing/<int:pk>/move/": lambda: every(StandingItem)() or [(1,)],
    "/committees/items/<int:pk>/change/": some(AgendaItem, 24),
    "/committees/items/<int:pk>/young/": some(AgendaItem, 6),
    "/committees/items/<int:pk>/move/": telling(AgendaItem),
    "/committees/items/<int:pk>/remove/": telling(AgendaItem),
    "/committees/items/<int:pk>/lay/": telling(AgendaItem),
    "/committees/items/<int:pk>/lay/<int:version>/": lambda: [
        (item, version) for item in _telling(AgendaItem) for version in _telling(Version)
    ],
    "/committees/items/<int:pk>/upload/": telling(AgendaItem),
    "/committees/papers/<int:pk>/take-off/": some(Paper, 6),
    "/committees/papers/<int:pk>/keep-private/": some(Paper, 6),
    "/committees/papers/<int:pk>/keep-part-private/": some(Paper, 6),
    "/committees/kept/": once,
    "/committees/kept/table.csv": once,
    "/committees/kept/<int:pk>/review/": every(Exemption),
    "/committees/kept/<int:pk>/release/": every(Exemption),
    "/committees/meetings/": once,
    "/committees/meetings/past/": once,
    "/committees/meetings/others/": once,
    "/committees/meetings/<int:pk>/": some(Meeting, 14),
    "/committees/meetings/<int:pk>/notes/": some(Meeting, 14),
    "/committees/items/<int:pk>/note/": lambda: list(ItemNote.objects.values_list("item").distinct()) or [(1,)],
    "/committees/papers/<int:pk>/": every(Paper),
    "/committees/papers/<int:pk>/report.pdf": every(Paper),
    "/committees/papers/<int:pk>/document.pdf": documents,
    "/committees/papers/<int:pk>/appendices/<int:appendix>.pdf": of_papers(Appendix, "version"),
    "/committees/papers/<int:pk>/figures/<int:block>": of_papers(Block, "section__version"),
    "/committees/actions/": once,
    "/committees/actions/log/": once,
    "/committees/actions/log/table.csv": once,
    "/committees/actions/<int:pk>/": every(Action),
    "/committees/actions/<int:pk>/in-full/": every(Action),
    "/committees/actions/<int:pk>/progress/": some(Action, 4),
    "/committees/actions/<int:pk>/done/": some(Action, 4),
    "/committees/actions/<int:pk>/reopen/": some(Action, 4),
    "/committees/actions/<int:pk>/close/": some(Action, 4),
    "/committees/actions/<int:pk>/day/": telling(Action),
    "/committees/actions/<int:pk>/owner/": telling(Action),
    "/committees/bodies/<int:pk>/actions/": every(Body),
    "/committees/bodies/<int:pk>/actions/table.csv": every(Body),
    "/committees/meetings/<int:pk>/action-log/": telling(Meeting),
    "/committees/bodies/<int:pk>/asked/": every(Body),
    "/committees/asked/<int:pk>/take-back/": lambda: every(Referral)() or [(1,)],
    "/committees/retention/": once,
    "/committees/retention/table.csv": once,
    "/committees/leave/": once,
    "/committees/leave/<int:pk>/": every(Grant),
    "/committees/leave/<int:pk>/end/": every(Grant),
    "/committees/papers/<int:pk>/ask/": some(Paper, 6),
    "/committees/papers/<int:pk>/leave/": some(Paper, 6),
    "/committees/papers/<int:pk>/release/": some(Paper, 6),
    "/committees/release/<str:ticket>/": word("no-such-ticket"),
    "/committees/papers/<int:pk>/leave/give/": some(Paper, 6),
    "/committees/meetings/<int:pk>/pack/": some(Meeting, 14),
    "/committees/meetings/<int:pk>/pack/build/": telling(Meeting),
    "/committees/meetings/<int:pk>/pack/build/held/": telling(Meeting),
    "/committees/meetings/<int:pk>/pack/hold/": telling(Meeting),
    "/committees/meetings/<int:pk>/pack/release/": telling(Meeting),
    "/committees/meetings/<int:pk>/pack/try/": telling(Meeting),
    "/committees/builds/<int:pk>/cancel/": every(Build),
    "/committees/protected/": once,
    "/committees/protected/new/": once,
    "/committees/protected/<int:pk>/end/": every(Protected),
    "/committees/builds/<int:pk>/large-print/": every(Build),
    "/committees/packs/<int:pk>/public.pdf": every(Pack),
    "/committees/packs/<int:pk>/large.pdf": every(Pack),
    "/committees/packs/<int:pk>/young.pdf": every(Pack),
    "/committees/packs/<int:pk>/restricted.pdf": every(Pack),
    "/committees/packs/<int:pk>/readers/": every(Pack),
    "/committees/packs/<int:pk>/public/": every(Pack),
    "/committees/packs/<int:pk>/young/": every(Pack),
    "/committees/packs/<int:pk>/restricted/": every(Pack),
    "/promises/": once,
    "/promises/<int:pk>/": every(Pledge),
    "/promises/one/<int:pk>/": every(Promise),
    "/pledges/": once,
    "/pledges/new/": once,
    "/pledges/<int:pk>/": every(Pledge),
    "/pledges/<int:pk>/change/": telling(Pledge),
    "/pledges/<int:pk>/add/": telling(Pledge),
    "/pledges/<int:pk>/release/": telling(Pledge),
    "/pledges/promise/<int:pk>/": every(Promise),
    "/pledges/promise/<int:pk>/change/": telling(Promise),
    "/pledges/promise/<int:pk>/serve/": telling(Promise),
    "/pledges/reports/<int:pk>/": telling(Report),
    "/pledges/coverage/": once,
    "/pledges/coverage/table.csv": once,
    "/pledges/service/<int:pk>/part/": telling(Service),
    "/pledges/model-checks/": once,
    "/pledges/model-checks/begin/": once,
    "/pledges/model-checks/<int:pk>/": every(ModelCheck),
    "/pledges/model-checks/<int:pk>/picture/": every(ModelCheck),
    "/pledges/model-checks/<int:pk>/findings.csv": every(ModelCheck),
    "/pledges/model-checks/<int:pk>/finish/": every(ModelCheck),
    "/pledges/model-checks/<int:pk>/reopen/": every(ModelCheck),
    "/pledges/model-checks/<int:pk>/report/": every(ModelCheck),
    "/pledges/model-checks/findings/<int:pk>/": telling(Finding),
}
# What people come to read: tried by those too who are nearly one of the eleven kinds.
READ = re.compile(
    r"/(home|people|audit|my-role|my-role/done)/$|/people/<int:pk>/role/$"
    r"|/reports/(<int:pk>/)?$|/reports/(versions|clearances|texts)/<int:pk>/$|/reports/start/"
    r"|/reports/<int:pk>/(texts|comments|compare)/$"
    r"|/reports/appendices/<int:pk>/(decide|pages/<int:number>)/$"
    r"|/(reports|committees)/\S*(file|figures|\.pdf)|/committees/(meetings|bodies|papers|actions|desk)/(<int:pk>/)?$"
    r"|/pledges/(promise/)?<int:pk>/$|/committees/(meetings|items)/<int:pk>/notes?/$|/committees/meetings/<int:pk>/(agenda|pack)/"
    r"|/pledges/coverage/(table\.csv)?$"
    r"|/pledges/model-checks/(findings/)?<int:pk>/(findings\.csv)?$"
    r"|^/visits/(export/|<int:pk>/|homes/<int:pk>/)?$"
    r"|^/committees/meetings/<int:pk>/minutes/(part-2/)?$"
    r"|^/committees/kept/(table\.csv)?$|^/reports/versions/<int:pk>/open/$|^/reports/<int:pk>/private/$"
    r"|^/committees/(papers/<int:pk>/)?leave/|^/committees/papers/<int:pk>/ask/$"
    r"|^/committees/protected/(<int:pk>/end/)?$"
    r"|^/(coverage|organisations|members/engagement)/"
    r"|^/committees/actions/(log/|<int:pk>/|table\.csv)|^/committees/bodies/<int:pk>/(actions|asked)/(table\.csv)?$"
    r"|^/committees/programme/(<int:pk>/)?$|^/committees/bodies/<int:pk>/programme/(table\.csv)?$"
)
# Looking at the page to sign out is no content, and it may end the session: test_door tries it.
NOT_TRIED = {"/account/logout/"}


def addresses(route):
    """The route with each of its things filled in."""
    bare = route.replace("^", "").rstrip("$")
    for things in ROUTES[route]():
        address = bare
        for thing in things:
            address = re.sub(r"<\w+:\w+>|\(\?P<\w+>[^)]*\)", str(thing), address, count=1)
        yield address

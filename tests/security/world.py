"""The invented council with secrets planted in it: each is a word of its own, so that a page tells which one leaked."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

from django.utils import timezone

from committees import actions, agenda, mine, minutes, programme, referring
from committees.models import (
    AgendaItem,
    Attendance,
    Body,
    Build,
    Decision,
    Document,
    ItemLink,
    KeptMinute,
    Meeting,
    Minute,
    Minutes,
    MinutesComment,
    MinutesVersion,
    Pack,
    Part,
    Seat,
)
from committees.models.bodies import LegalBasis
from committees.models.packs import Edition
from corporate_parenting.lib import files
from corporate_parenting.lib.jobs import State
from pledges import demo, pledging, progress
from pledges.modelcheck import steps as model_check
from pledges.models import Finding, ModelCheck, Promise
from reports import aims, briefs, comments, drafting, texts
from reports.models import Clearance, Format, KeptText
from roles import appointments, evidence
from roles.audit import SYSTEM, record
from roles.councillors import BROUGHT_IN
from roles.models import Delegation, Office, Person, Responsibility
from roles.permissions import OfficeKind
from tests.factories.committees import BodyFactory, BodyLinkFactory, SeatFactory, sit
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    ClearanceFactory,
    RecommendationFactory,
    SectionFactory,
    SourceFactory,
    TableFactory,
    UnplacedFactory,
)
from tests.factories.roles import (
    AppointmentFactory,
    HomeFactory,
    OfficeFactory,
    PersonFactory,
    UserFactory,
    VisitActionFactory,
    VisitFactory,
)
from tests.security import world_granted, world_partly

MARK = "CANARY-7Q4ZK-"
PICTURE = b"\x89PNG\r\n\x1a\n"


def canary(name):
    """The planted word of this name, among ordinary ones."""
    return f"Planted {MARK}{name} here"


def stored(name, start=b"%PDF-1.7\n"):
    """A stored file that holds the planted word; returns its sha256."""
    return files.keep(start + canary(name).encode())


@dataclass
class World:
    """Who is there, by kind, and what was planted, by name."""

    kinds: dict = field(default_factory=dict)
    things: SimpleNamespace = field(default_factory=SimpleNamespace)


def build():
    """Load the demo and plant in it. Everything secret hangs on the sub-committee's meeting of a month ago."""
    today = timezone.localdate()
    demo.load(today)
    people = {key.source_id.removeprefix("demo:"): key for key in Person.objects.filter(source_id__startswith="demo:")}
    world = World()
    world.things.sub = Body.objects.get(name="Corporate Parenting Sub-Committee")
    world.things.today = today
    _meet(world, people)
    _kinds(world, people)
    _exempt_report(world, people)
    _exempt_document(world, people)
    _minutes(world, people)
    _undecided(world, people)
    both = [_cleared(_version(name, people, author="edda"), people) for name in ("GRANTED", "CONFIDENTIAL")]
    world_granted.plant(world, people, *both, canary)
    about = {"canary": canary, "stored": stored, "picture": PICTURE}
    partly = _version("PARTLY", people, author="edda")
    world_partly.plant(world, people, partly, **about, freeze=lambda version: _cleared(version, people))
    _executive()
    _published(world.things.meeting, people)
    _drafts(world, people)
    _meetings(world, people)
    _packs(world)
    _after(world, people)
    _young(world, people)
    _pledge(world, people)
    _visits(world, people)
    _notes(people)
    _notes_on_items(world, people)
    _model_checks(people)
    _list_of_councillors(world)
    return world


def _at(day):
    return datetime.combine(day, time(10), timezone.get_current_timezone())


def _call(body, day, people, **more):
    return agenda.call_meeting(body, starts_at=_at(day), place="Town Hall", by=people["hattie"], **more)


def _published(meeting, people):
    """As published; in time, however near the day is."""
    published = {"published_at": meeting.starts_at - timedelta(days=10), "published_by": people["hattie"]}
    Meeting.objects.filter(pk=meeting.pk).update(**published)
    meeting.refresh_from_db()
    return meeting


def _meet(world, people):
    day = world.things.today - timedelta(days=30)
    world.things.meeting = _call(world.things.sub, day, people, status=Meeting.Status.HELD)
    world.things.meeting_day = day


def _kinds(world, people):
    """The eleven kinds of the matrix, and those who nearly are one of them."""
    sub, today = world.things.sub, world.things.today
    elsewhere = BodyFactory(name="Licensing Committee", kind=Body.Kind.COMMITTEE)
    world.things.elsewhere = elsewhere
    named = {
        "member": "bram", "other": "cleo", "co_opted": "dev", "participation": "gwen", "author": "edda",
        "clearer": "finn", "clerk": "hattie", "chair": "ada", "admin": "hugo", "guardian": "iris",
        "head_clerk": "mina", "other_author": "kofi", "leader": "lionel", "director": "selma", "monitoring": "una",
        "partner": "rosa", "code_less_member": "omar",
    }  # fmt: skip
    kinds = {"public": None} | {kind: people[key].user for kind, key in named.items()}
    kinds["former"] = _seated("Councillor Fay Gone", sub, ends_on=today - timedelta(days=1))
    kinds["late"] = _seated("Councillor Lee Late", sub, starts_on=today - timedelta(days=3))
    kinds["substitute"] = _seated(
        "Councillor Sid Stand", sub, capacity=Seat.Capacity.SUBSTITUTE, kind=OfficeKind.CO_OPTED_SEAT
    )
    kinds["left"] = _seated("Councillor Lou Left", sub)
    Person.objects.filter(pk=kinds["left"].person_id).update(left_on=today)
    kinds["other_clerk"] = _user("Clerk Zoe Ames", Person.Category.OFFICER)
    clerks = OfficeFactory(kind=OfficeKind.CLERK, remit=elsewhere.remit)
    AppointmentFactory(person=kinds["other_clerk"].person, office=clerks)
    world.kinds = kinds


def _user(name, category=Person.Category.MEMBER):
    return UserFactory(person=PersonFactory(name=name, category=category))


def _seated(name, body, *, capacity=Seat.Capacity.MEMBER, kind=OfficeKind.PARENTING_SEAT, **days):
    user = _user(name)
    held = sit(user.person, body, capacity, kind)
    for day, value in days.items():
        setattr(held, day, value)
    held.save()
    return user


def _version(name, people, *, author, remit=None):
    """A draft with the planted word in every place that has words."""
    report = drafting.start(
        title=canary(f"{name}TITLE"), format=Format.objects.order_by("pk")[0], by=people[author], remit=remit
    )
    version = report.versions.get()
    words = {field: canary(name) for field in ("recommendation_intro", "reasons", "sources_intro", "notice")}
    type(version).objects.filter(pk=version.pk).update(
        **words, header=[["From", canary(name)]], footer=[["Author", canary(name)]]
    )
    version.sections.all().delete()
    section = SectionFactory(version=version, heading=canary(name))
    BlockFactory(section=section, text=canary(name))
    TableFactory(section=section, caption=canary(name), table={"head": [canary(name)], "rows": [[canary(name)]]})
    picture = stored(f"{name}PICTURE", PICTURE)
    BlockFactory(section=section, kind="figure", text="", image=picture, alt=canary(name), caption=canary(name))
    RecommendationFactory(version=version, text=canary(name))
    SourceFactory(version=version, title=canary(name), location=canary(name))
    UnplacedFactory(version=version, where=canary(name), text=canary(name))
    file = stored(f"{name}FILE")
    title = canary(f"{name}APPENDIX")
    said = {
        "findings": [canary(name)],
        "alt": canary(name),
        "table": {"head": [canary(name)], "rows": [[canary(name)]]},
    }
    AppendixFactory(version=version, title=title, file_name=title, original=file, safe=file, **said)
    version.refresh_from_db()
    return version


def _freeze(version):
    version.number, version.frozen_at = 1, timezone.now()
    version.save()
    return version


def _cleared(version, people, comment=""):
    ClearanceFactory(
        report=version.report, version=version, asked=people["finn"], sent_by=people["edda"],
        decided_at=timezone.now(), outcome=Clearance.Outcome.CLEARED, comment=comment,
    )  # fmt: skip
    return _freeze(version)


def _exempt_report(world, people):
    clerk, meeting = people["hattie"], world.things.meeting
    version = _cleared(_version("EXEMPT", people, author="edda", remit=world.things.sub.remit), people)
    item = agenda.add_item(
        meeting, title="An item with a plain title", private_title=canary("PRIVATETITLE"), by=clerk,
        text=canary("PRIVATEITEM"), private={"kind": "exempt", "paragraphs": [1], "reason": canary("GROUNDS")},
    )  # fmt: skip
    item.minutes_text, item.chair_note = canary("MINUTES"), canary("CHAIRNOTE")
    item.save()
    minute = Minute.objects.create(item=item, edition=1, saved_at=timezone.now(), saved_by=clerk)
    KeptMinute.objects.create(
        minute=minute, text=canary("KEPTMINUTE"), private_text=canary("KEPTMINUTE"), edition=0,
        saved_at=timezone.now(), saved_by=clerk,
    )  # fmt: skip
    ItemLink.objects.create(
        item=item, order=1, title=canary("LINK"), url=f"https://old.example/{MARK}LINK", is_restricted=True
    )
    private = {"kind": "exempt", "paragraphs": [1], "reason": canary("REASON")}
    paper = agenda.lay(version, before=item, private=private, by=clerk)
    world.things.item, world.things.paper, world.things.version = item, paper, version


def _minutes(world, people):
    """Checked by the chair, approved by nobody: one part for those with a place, the other as restricted papers."""
    meeting, item, now = world.things.meeting, world.things.item, timezone.now()
    Minute.objects.filter(item=item).update(private_text=canary("PARTTWO"))
    moments = {"sent_at": now, "checked_at": now, "sent_to": people["ada"], "checked_by": people["ada"]}
    found = Minutes.objects.create(meeting=meeting, state=Minutes.State.CHECKED, **moments)
    content, private = minutes.compose(meeting)
    content["note"] = canary("CHECKEDMINUTES")
    MinutesVersion.objects.create(
        minutes=found, number=1, content=content, private_content=private, paragraphs=[1], frozen_at=now,
        sha256=minutes.digest(content, private), frozen_by=people["ada"],
    )  # fmt: skip
    for name, is_private in (("REMARK", False), ("PARTTWOREMARK", True)):
        about = {"text": canary(name), "is_private": is_private, "made_at": now, "made_by": people["edda"]}
        MinutesComment.objects.create(minutes=found, item=item, **about)
    world.things.minutes = found


def _exempt_document(world, people):
    clerk, meeting = people["hattie"], world.things.meeting
    item = agenda.add_item(meeting, title="A second plain title", by=clerk)
    file = stored("DOCUMENTFILE")
    document = Document.objects.create(
        title=canary("DOCUMENTTITLE"), file_name=canary("DOCUMENTTITLE"), original=file, safe=file, pages=1, size=9,
        tagged=True, added_at=timezone.now(), added_by=clerk,
    )  # fmt: skip
    private = {"kind": "confidential", "paragraphs": [], "reason": canary("REASON")}
    world.things.document = agenda.lay(document, before=item, private=private, by=clerk)


def _undecided(world, people):
    """Private in the system that it came from, which did not say by what law."""
    version = _cleared(_version("UNDECIDED", people, author="edda"), people)
    about = {"title": "A third plain title", "likely_private": True, "source_id": "moderngov:3"}
    item = agenda.add_item(world.things.meeting, by=people["hattie"], **about)
    world.things.undecided = agenda.lay(version, before=item, by=people["hattie"])


def _executive():
    """An item of the Cabinet of which the public has been told that it is private: the notice tells no more."""
    AgendaItem.objects.filter(title="Buying a building").update(
        private_title=canary("NOTICETITLE"), private_reason=canary("NOTICEREASON"), text=canary("NOTICETEXT")
    )


def _drafts(world, people):
    remit = world.things.sub.remit
    world.things.draft = _version("DRAFT", people, author="edda", remit=remit)
    _said_of(world.things.draft, people)
    asked = {"asked": canary("BRIEF"), "powers": [canary("BRIEF")], "purpose": "decide"}
    due = [{"what": "First draft", "with": "the clerk", "on": world.things.today, "why": canary("BRIEF")}]
    briefs.write(world.things.draft.report, body_name="The body", **asked, due=due, by=people["hattie"])
    sent = _version("SENT", people, author="edda", remit=remit)
    ClearanceFactory(report=sent.report, version=sent, asked=people["finn"], sent_by=people["edda"])
    world.things.sent = sent
    shared = _version("SHARED", people, author="kofi")
    shared.report.co_authors.add(people["edda"])
    world.things.shared = shared
    taken_back = _version("TAKENBACK", people, author="edda")
    for outcome in (Clearance.Outcome.SENT_BACK, Clearance.Outcome.WITHDRAWN):
        ClearanceFactory(
            report=taken_back.report, version=taken_back, asked=people["finn"], sent_by=people["edda"],
            decided_at=timezone.now(), outcome=outcome, comment=canary("COMMENT"),
        )  # fmt: skip
    world.things.taken_back = taken_back
    _by_office(world, people)


def _by_office(world, people):
    """One report waits for the Director's office, for whom Gwen answers; another is late with finance."""
    offices = {one.kind: one for one in Office.objects.filter(kind__in=["director", "clearer", "monitoring_officer"])}
    today = timezone.localdate()
    about = {"asked": None, "sent_by": people["edda"]}
    waits = _version("BYOFFICE", people, author="edda")
    of = {"report": waits.report, "version": waits}
    ClearanceFactory(stage_name="Director", office=offices["director"], **of, **about)
    Delegation.objects.create(
        office=offices["director"], person=people["selma"], to=people["gwen"], made_by=people["selma"],
        starts_on=today, ends_on=today, made_at=timezone.now(),
    )  # fmt: skip
    late = _version("LATE", people, author="edda")
    of = {"report": late.report, "version": late}
    said = {"outcome": "conditions", "comment": canary("LATESAID"), "decided_at": timezone.now()}
    due_on = today - timedelta(days=1)
    ClearanceFactory(stage_name="Finance", office=offices["clearer"], due_on=due_on, **of, **about)
    legal = {"stage_name": "Legal", "office": offices["monitoring_officer"], "decided_by": people["una"]}
    ClearanceFactory(**legal, **said, **of, **about)


def _said_of(draft, people):
    """A comment on a draft with an answer, and a text that stood in it before."""
    part = texts.name_of(draft.sections.get())
    about = {"how": KeptText.How.SAVED, "by": people["edda"]}
    texts.keep(draft, part, canary("KEPTTEXT"), canary("KEPTTEXT"), **about)
    comment = comments.say(draft, part, canary("DRAFTCOMMENT"), by=people["hattie"])
    comments.answer(comment, canary("DRAFTCOMMENT"), by=people["edda"])


def _meetings(world, people):
    clerk, today, sub = people["hattie"], world.things.today, world.things.sub
    coming = _call(sub, today + timedelta(days=40), people)
    ahead = agenda.add_item(coming, title=canary("UNPUBLISHED"), text=canary("UNPUBLISHED"), by=clerk)
    agenda.lay(_cleared(_version("AHEAD", people, author="edda", remit=sub.remit), people), before=ahead, by=clerk)
    planned = _call(sub, today + timedelta(days=80), people, status=Meeting.Status.PLANNED)
    agenda.add_item(planned, title=canary("PLANNED"), text=canary("PLANNED"), by=clerk)
    panel = Body.objects.get(name="Corporate Parenting Panel")
    informal = _published(_call(panel, today + timedelta(days=41), people), people)
    item = agenda.add_item(informal, title=canary("INFORMAL"), text=canary("INFORMAL"), by=clerk)
    about = {"owner": clerk, "item": item, "by": clerk}
    world.things.informal_action = actions.agree(panel, text=canary("INFORMALACTION"), **about)
    forum = BodyFactory(
        name=canary("FORUM"), kind=Body.Kind.CHILDREN, legal_basis=LegalBasis.CHILDREN, remit__name=canary("FORUM")
    )
    _published(_call(forum, today + timedelta(days=42), people), people)
    BodyLinkFactory(body=panel, other=forum, kind="consults", note=canary("FORUMLINK"))
    _programme(sub, panel, today, people)
    world.things.coming, world.things.planned, world.things.informal = coming, planned, informal
    world.things.forum = forum
    _old_board(world, people)


def _programme(sub, panel, today, people):
    """What an informal body means to consider, and what is said about it on the sub-committee that the law opens."""
    clerk = people["hattie"]
    programme.add(panel, title=canary("PROGRAMME"), month=today, lead=people["kofi"], by=clerk)
    item = programme.add(sub, title="A plain plan", note=canary("PLANNOTE"), month=today, by=clerk)
    later = today + timedelta(days=90)
    programme.move(item, month=later, reason=canary("PLANMOVE"), by=clerk)
    dropped = programme.add(sub, title="Another plain plan", month=later, by=clerk)
    programme.drop(dropped, why=canary("PLANDROP"), by=clerk)


def _old_board(world, people):
    """A restricted paper of the body before this one: its members of then sit on the new one."""
    board = Body.objects.get(name="Corporate Parenting Board")
    Body.objects.filter(pk=board.pk).update(legal_basis=LegalBasis.COMMITTEE)
    board.refresh_from_db()
    meeting = _call(board, board.ends_on - timedelta(days=20), people)
    item = agenda.add_item(meeting, title="A plain title of then", by=people["hattie"])
    version = _freeze(_version("OLD", people, author="edda"))
    private = {"kind": "exempt", "paragraphs": [2], "reason": "A child could be recognised."}
    paper = agenda.lay(version, before=item, private=private, by=people["hattie"])
    _published(meeting, people)
    world.things.old = paper


def _packs(world):
    """A build whose public edition was made before one of its papers was kept private, and the restricted one."""
    meeting, paper = world.things.meeting, world.things.paper
    made = Build.objects.create(meeting=meeting, number=1, ordered_at=timezone.now(), warnings=[])
    done = {"build": made, "state": State.DONE, "pages": 1}
    Part.objects.create(
        **done, order=1, kind=Part.Kind.REPORT, title=canary("EXEMPTTITLE"), item=paper.item, paper=paper,
        in_public=True, in_restricted=True, file=stored("EXEMPTPRINT"),
    )  # fmt: skip
    for edition, name in ((Edition.PUBLIC, "STALEPACK"), (Edition.RESTRICTED, "RESTRICTEDPACK")):
        pack = Pack.objects.create(**done, edition=edition, file=stored(name), size=9)
        setattr(world.things, name.lower(), pack)


def _young(world, people):
    """Somebody under age who sits on the sub-committee, was there, and does something for it."""
    sub, meeting, clerk = world.things.sub, world.things.meeting, people["hattie"]
    young = PersonFactory(
        name=canary("YOUNG"), category=Person.Category.YOUNG, name_is_public=False, public_name="A member of Our Voice"
    )
    office = OfficeFactory(kind=OfficeKind.CO_OPTED_SEAT, label="Young representative", remit=sub.remit)
    SeatFactory(body=sub, capacity=Seat.Capacity.YOUNG, office=office)
    AppointmentFactory(person=young, office=office, starts_on=date(2024, 1, 1))
    about = {"meeting": meeting, "role": "Member", "status": "Present"}
    Attendance.objects.create(**about, order=1, person=young, name=young.name)
    Attendance.objects.create(**about, order=2, name=canary("VISITOR"))
    world.things.action = actions.agree(
        sub, text="Ask the others what they think", owner=young, item=world.things.item, by=clerk
    )
    world.things.young = young


def _after(world, people):
    """An action with a part 2 text, told of in part 2 too, and a question to another body, after a part 2 decision."""
    item, gwen, clerk = world.things.paper.item, people["gwen"], people["hattie"]
    about = {"owner": gwen, "item": item, "by": clerk}
    action = actions.agree(world.things.sub, text="Look at a home again", private_text=canary("PART2ACTION"), **about)
    actions.report(action, canary("PART2PROGRESS"), gwen, is_private=True)
    decision = Decision.objects.create(
        item=item, order=9, outcome="referred", private_text=canary("PART2DECISION"), made_at=timezone.now(),
        made_by=clerk,
    )  # fmt: skip
    panel = Body.objects.get(name="Corporate Parenting Panel")
    referring.refer(decision, to=panel, title=canary("REFERRAL"), by=clerk)


def _pledge(world, people):
    gwen = people["gwen"]
    day = world.things.today
    hidden = pledging.make(title=canary("PLEDGE"), introduction=canary("PLEDGE"), starts_on=day, by=gwen)
    world.things.hidden_promise = pledging.promise(hidden, title=canary("PLEDGE"), text=canary("PLEDGE"), by=gwen)
    world.things.hidden_pledge = hidden
    promise = Promise.objects.filter(pledge__released_at__isnull=False).first()
    for action in (world.things.action, world.things.informal_action):
        progress.serve(promise, action, by=gwen)
    world.things.promise = promise
    for version in (world.things.version, world.things.undecided.version, world.things.draft):
        progress.report_on(version.report, [promise], among=[promise], by=gwen)
        aims.serve(version.report, principles=aims.principles(), responsibilities=[], by=gwen)


def _list_of_councillors(world):
    """As if a list had been brought in that tells of somebody under age."""
    office = appointments.office(OfficeKind.COUNCILLOR, by=SYSTEM)
    nobody = {"returned": [], "left": [], "changed": [], "unchanged": 0}
    record(SYSTEM, BROUGHT_IN, office, on=world.things.today.isoformat(), joined=[world.things.young.pk], **nobody)


def _model_checks(people):
    """One that is finished and one in the making, each with a word; in the second a virtual head owns a component."""
    now, earlier = ModelCheck.objects.all()
    checked = {"evidence": canary("CHECKED"), "next_step": canary("CHECKED")}
    Finding.objects.filter(of=earlier, component="services").update(**checked)
    words = {"evidence": canary("CHECKING"), "next_step": canary("CHECKING"), "by": people["gwen"]}
    for component, owner in (("partner_systems", people["kofi"]), ("families", None)):
        model_check.judge(now.findings.get(component=component), state="partial", owner=owner, **words)


def _visits(world, people):
    """A home with a visit called off, and one made by somebody who sees no other, after which a third has to act."""
    home, today = HomeFactory(name=canary("HOME")), world.things.today
    VisitFactory(home=home, due_on=today - timedelta(days=9), visitor=people["petra"], not_needed=canary("CALLEDOFF"))
    made = VisitFactory(
        home=home, kind="independent", due_on=today, done_on=today - timedelta(days=5), visitor=people["kofi"]
    )
    VisitActionFactory(visit=made, owner=people["finn"], text=canary("VISITACTION"), due_on=today)


def _notes(people):
    """What a member noted for themselves."""
    evidence.note(
        people["bram"], kind="question", done_on=timezone.localdate(), note=canary("NOTE"), by=people["bram"],
        responsibilities=Responsibility.objects.filter(code="U3"),
    )  # fmt: skip


def _notes_on_items(world, people):
    """What a member noted for themselves on an item of part 2, and on one of part 1 that everybody may read."""
    for item in (world.things.item, world.things.document.item):
        mine.note(item, text=canary("MEMBERNOTE"), edition=0, by=people["bram"])

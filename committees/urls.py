"""The site map of committees."""

from django.urls import include, path

from committees import public
from committees.minutes import public as public_minutes
from committees.views import (
    balance,
    bodies,
    brought,
    engagement,
    imports,
    papers,
    places,
    readers,
    report_imports,
    terms,
)

app_name = "committees"

public_pages = [
    path("meetings/", public.meetings, name="public_meetings"),
    path("meetings/year/", public.year, name="public_year"),
    path("meetings/arrangements/", public.arrangements, name="public_arrangements"),
    path("meetings/bodies/<int:pk>/", public.body, name="public_body"),
    path("meetings/bodies/<int:pk>/programme/", public.programme, name="public_programme"),
    path("meetings/bodies/<int:pk>/terms/", public.body_terms, name="public_terms"),
    path("meetings/bodies/<int:pk>/terms/<int:number>/", public.body_terms, name="public_terms_version"),
    path("meetings/bodies/<int:pk>/answers/", public.body_answers, name="public_body_answers"),
    path("meetings/<int:pk>/", public.meeting, name="public_meeting"),
    path("meetings/<int:pk>/pack.pdf", public.pack, name="public_pack"),
    path("meetings/<int:pk>/large-print.pdf", public.large_pack, name="public_large_pack"),
    path("meetings/<int:pk>/young-people.pdf", public.young_pack, name="public_young_pack"),
    path("meetings/<int:pk>/pack/", public.web_pack, name="public_web_pack"),
    path("meetings/<int:pk>/young-people/", public.young_web_pack, name="public_young_web_pack"),
    path("meetings/<int:pk>/meeting.ics", public.meeting_calendar, name="public_meeting_calendar"),
    path("meetings/calendar.ics", public.calendar, name="public_calendar"),
    path("meetings/bodies/<int:pk>/calendar.ics", public.body_calendar, name="public_body_calendar"),
    path("meetings/<int:pk>/minutes/", public_minutes.minutes, name="public_minutes"),
    path("meetings/<int:pk>/minutes.pdf", public_minutes.minutes_pdf, name="public_minutes_pdf"),
    path("meetings/papers/<int:pk>/", public.paper, name="public_paper"),
    path("meetings/papers/<int:pk>/report.pdf", public.report_pdf, name="public_report_pdf"),
    path("meetings/papers/<int:pk>/document.pdf", public.document, name="public_document"),
    path("meetings/papers/<int:pk>/appendices/<int:appendix>.pdf", public.appendix, name="public_appendix"),
    path("meetings/papers/<int:pk>/figures/<int:block>", public.figure, name="public_figure"),
]

body_pages = [
    path("", bodies.index, name="bodies"),
    path("new/", bodies.new, name="new_body"),
    path("<int:pk>/", bodies.body, name="body"),
    path("<int:pk>/settle/", bodies.settle, name="settle"),
    path("<int:pk>/describe/", bodies.describe, name="describe"),
    path("<int:pk>/packs/", bodies.schedule, name="schedule"),
    path("<int:pk>/quorum/", bodies.keep_quorum, name="quorum"),
    path("<int:pk>/presides/", bodies.preside, name="preside"),
    path("<int:pk>/terms/", terms.read, name="terms"),
    path("<int:pk>/terms/new/", terms.new, name="new_terms"),
    path("<int:pk>/terms/compare/", terms.compare, name="compare_terms"),
    path("<int:pk>/terms/<int:number>/", terms.read, name="terms_version"),
    path("<int:pk>/seats/new/", bodies.seat, name="seat"),
    path("<int:pk>/seats/from-meetings/", brought.seat_named, name="seat_named"),
    path("<int:pk>/clerk/", bodies.make_clerk, name="make_clerk"),
    path("<int:pk>/dissolve/", bodies.dissolve, name="dissolve"),
    path("seats/<int:pk>/end/", bodies.end_seat, name="end_seat"),
]

clerk_pages = [
    path("items/<int:pk>/lay/", papers.lay, name="lay"),
    path("items/<int:pk>/lay/<int:version>/", papers.lay_version, name="lay_version"),
    path("items/<int:pk>/upload/", papers.upload, name="upload"),
    path("papers/<int:pk>/take-off/", papers.take_off, name="take_off"),
    path("papers/<int:pk>/keep-private/", papers.keep_private, name="keep_private"),
]

reader_pages = [
    path("papers/<int:pk>/", readers.paper, name="paper"),
    path("papers/<int:pk>/report.pdf", readers.report_pdf, name="report_pdf"),
    path("papers/<int:pk>/document.pdf", readers.document, name="document"),
    path("papers/<int:pk>/appendices/<int:appendix>.pdf", readers.appendix, name="appendix"),
    path("papers/<int:pk>/figures/<int:block>", readers.figure, name="figure"),
]

import_pages = [
    path("meetings/", imports.meetings, name="import_meetings"),
    path("meetings/confirm/", imports.confirm_meetings, name="confirm_meetings"),
    path("report/", report_imports.report, name="import_report"),
    path("report/confirm/", report_imports.confirm, name="confirm_report"),
]

balance_pages = [
    path("balance/", balance.index, name="balance"),
    path("balance/table.csv", balance.table, name="balance_table"),
    path("balance/groups/", balance.members, name="balance_groups"),
    path("balance/groups/note/", balance.note_group, name="note_group"),
    path("balance/record/", balance.record, name="record_review"),
    path("balance/reviews/<int:pk>/", balance.review, name="review"),
    path("balance/waivers/<int:pk>/withdraw/", balance.withdraw, name="withdraw_waiver"),
    path("<int:pk>/voting-seats/", balance.seats, name="voting_seats"),
    path("<int:pk>/waiver/", balance.waive, name="waive"),
    path("places/", places.index, name="places"),
    path("places/table.csv", places.table, name="places_table"),
    path("outside/", places.outside_bodies, name="outside_bodies"),
    path("outside/table.csv", places.outside_table, name="outside_table"),
    path("outside/new/", places.add_outside, name="add_outside"),
    path("outside/<int:pk>/appoint/", places.represent, name="represent"),
    path("outside/<int:pk>/close/", places.close_outside, name="close_outside"),
    path("outside/appointments/<int:pk>/end/", places.end_outside, name="end_outside"),
]

urlpatterns = [
    *public_pages,
    path("members/engagement/", engagement.members, name="engagement"),
    path("members/engagement/rows.csv", engagement.members_table, name="engagement_table"),
    path("organisations/attendance/", engagement.organisations, name="organisation_attendance"),
    path("organisations/attendance/rows.csv", engagement.organisations_table, name="organisation_attendance_table"),
    path("committees/bodies/", include([*body_pages, *balance_pages])),
    path("committees/bring-in/", include(import_pages)),
    path("", include("committees.executive_urls")),
    path("committees/", include("committees.desk_urls")),
    path("committees/", include("committees.structure_urls")),
    path("committees/", include("committees.year_urls")),
    path("committees/", include("committees.agenda_urls")),
    path("committees/", include("committees.room_urls")),
    path("committees/", include("committees.minutes_urls")),
    path("committees/", include("committees.deciding_urls")),
    path("committees/", include("committees.programme_urls")),
    path("committees/", include("committees.actions_urls")),
    path("committees/", include([*clerk_pages, *reader_pages])),
    path("committees/", include("committees.pack_urls")),
    path("committees/", include("committees.pack_page_urls")),
    path("committees/", include("committees.protect_urls")),
    path("committees/", include("committees.granting_urls")),
    path("committees/", include("committees.exempt_urls")),
    path("committees/", include("committees.mine_urls")),
]

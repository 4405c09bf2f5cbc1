"""What anyone may read: bodies, published meetings, open papers, public packs. Nothing here looks at who asks."""

from committees.public.agendas import large_pack, meeting, pack, young_pack
from committees.public.bodies import body, body_answers, body_terms, programme
from committees.public.calendar import body_calendar, calendar, meeting_calendar
from committees.public.index import arrangements, meetings, year
from committees.public.papers import appendix, document, figure, paper, report_pdf
from committees.public.web_packs import web_pack, young_web_pack

__all__ = [
    "appendix",
    "arrangements",
    "body",
    "body_answers",
    "body_calendar",
    "body_terms",
    "calendar",
    "document",
    "figure",
    "large_pack",
    "meeting",
    "meeting_calendar",
    "meetings",
    "pack",
    "paper",
    "programme",
    "report_pdf",
    "web_pack",
    "year",
    "young_pack",
    "young_web_pack",
]

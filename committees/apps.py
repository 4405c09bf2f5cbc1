from django.apps import AppConfig


class Committees(AppConfig):
    """WHERE IT IS DECIDED: bodies, seats, meetings, agenda, papers, packs."""

    name = "committees"

    def ready(self):
        from committees import onward, publications  # noqa: PLC0415 -- models are loaded by now
        from committees.bodies import office_stands  # noqa: PLC0415 -- models are loaded by now
        from committees.models.bodies import of_a_body_seen_by  # noqa: PLC0415 -- models are loaded by now
        from committees.pages import of_remits  # noqa: PLC0415 -- as above
        from reports.onward import NEXT_MEETING  # noqa: PLC0415 -- as above
        from roles.councillors.following import WHERE_FILLED  # noqa: PLC0415 -- as above
        from roles.coverage import STANDS  # noqa: PLC0415 -- as above
        from roles.models.offices import MAY_KNOW  # noqa: PLC0415 -- as above

        publications.keep()
        MAY_KNOW.append(of_a_body_seen_by)
        STANDS.append(office_stands)
        WHERE_FILLED.append(of_remits)
        NEXT_MEETING.append(onward.next_meeting)

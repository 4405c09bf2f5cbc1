"""The site map of the room: the meeting as it happens, and the run sheet of who chairs it."""

from django.urls import path

from committees.views import minuting, room

urlpatterns = [
    path("meetings/<int:pk>/room/", room.meeting, name="room"),
    path("meetings/<int:pk>/room/open/", room.open_meeting, name="open_meeting"),
    path("meetings/<int:pk>/room/presides/", room.preside, name="room_presides"),
    path("meetings/<int:pk>/room/attendance/", room.attendance, name="room_attendance"),
    path("meetings/<int:pk>/room/guest/", room.guest, name="room_guest"),
    path("meetings/<int:pk>/room/end/", room.finish, name="end_meeting"),
    path("meetings/<int:pk>/room/keys/", room.shortcuts, name="room_keys"),
    path("meetings/<int:pk>/run-sheet/", minuting.sheet, name="run_sheet"),
    path("meetings/<int:pk>/run-sheet/plan/", minuting.plan, name="plan_run_sheet"),
    path("items/<int:pk>/room/", room.item, name="room_item"),
    path("items/<int:pk>/room/times/", room.times, name="item_times"),
    path("items/<int:pk>/minute/", minuting.write, name="write_minute"),
    path("items/<int:pk>/minute/earlier/", minuting.earlier, name="earlier_minutes"),
]

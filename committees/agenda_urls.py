"""The site map of agendas: a meeting with its items, and what stands on every agenda of a body."""

from django.urls import path

from committees.views import agendas, items, planned, standing, young

urlpatterns = [
    path("bodies/<int:pk>/meetings/new/", agendas.call, name="call"),
    path("bodies/<int:pk>/standing/", standing.index, name="standing"),
    path("bodies/<int:pk>/standing/new/", standing.add, name="add_standing"),
    path("bodies/<int:pk>/standing/usual/", standing.add_usual, name="add_usual_standing"),
    path("bodies/standing/<int:pk>/change/", standing.change, name="change_standing"),
    path("bodies/standing/<int:pk>/end/", standing.end, name="end_standing"),
    path("bodies/standing/<int:pk>/move/", standing.move, name="move_standing"),
    path("meetings/<int:pk>/agenda/", agendas.meeting, name="agenda"),
    path("meetings/<int:pk>/agenda/start/", planned.start, name="start_agenda"),
    path("meetings/<int:pk>/agenda/planned/<int:item>/", planned.put_on, name="put_on_agenda"),
    path("meetings/<int:pk>/change/", agendas.change, name="change_meeting"),
    path("meetings/<int:pk>/publish/", agendas.publish, name="publish"),
    path("meetings/<int:pk>/postpone/", agendas.postpone, name="postpone"),
    path("meetings/<int:pk>/close/", agendas.close, name="close_meeting"),
    path("meetings/<int:pk>/items/new/", items.add_item, name="add_item"),
    path("meetings/<int:pk>/items/late/", items.add_late_item, name="add_late_item"),
    path("items/<int:pk>/change/", items.edit_item, name="edit_item"),
    path("items/<int:pk>/young/", young.item, name="item_young"),
    path("items/<int:pk>/move/", items.move_item, name="move_item"),
    path("items/<int:pk>/remove/", items.remove_item, name="remove_item"),
    path("items/<int:pk>/withdraw/", items.withdraw_item, name="withdraw_item"),
]

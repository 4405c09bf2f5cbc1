"""The site map of leave to read one restricted paper, and of opening one to the public."""

from django.urls import path

from committees.views import granting, releasing

urlpatterns = [
    path("leave/", granting.index, name="leave"),
    path("leave/<int:pk>/", granting.decide, name="decide_leave"),
    path("leave/<int:pk>/end/", granting.end, name="end_leave"),
    path("papers/<int:pk>/ask/", granting.ask, name="ask_leave"),
    path("papers/<int:pk>/release/", releasing.propose, name="release"),
    path("release/<str:ticket>/", releasing.confirm, name="confirm_release"),
    path("papers/<int:pk>/leave/", granting.paper, name="paper_leave"),
    path("papers/<int:pk>/leave/give/", granting.give, name="give_leave"),
]

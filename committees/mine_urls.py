"""The site map of what is one's own: my meetings, and my notes on them."""

from django.urls import path

from committees.views import mine

urlpatterns = [
    path("meetings/", mine.my_meetings, name="my_meetings"),
    path("meetings/past/", mine.past, name="past_meetings"),
    path("meetings/others/", mine.others, name="other_meetings"),
    path("meetings/<int:pk>/", mine.meeting, name="meeting"),
    path("meetings/<int:pk>/notes/", mine.my_notes, name="my_notes"),
    path("items/<int:pk>/note/", mine.note, name="note"),
]

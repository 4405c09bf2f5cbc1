"""Pages about people, their offices and accounts."""

from django.urls import path

from roles import public
from roles.views import accounts, elections, people

urlpatterns = [
    path("people/", people.index, name="people"),
    path("people/add/", people.add, name="add_person"),
    path("people/bring-in/", elections.bring_in, name="bring_in_councillors"),
    path("people/bring-in/confirm/", elections.confirm, name="confirm_councillors"),
    path("people/bring-in/<int:pk>/", elections.brought_in, name="brought_in"),
    path("people/bring-in/<int:pk>/changes.csv", elections.changes, name="brought_in_changes"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/change/", people.change, name="change_person"),
    path("people/<int:pk>/appoint/", people.appoint, name="appoint"),
    path("people/<int:pk>/leave/", people.leave, name="leave"),
    path("people/<int:pk>/invite/", accounts.invite, name="invite"),
    path("people/<int:pk>/invited/", accounts.invited, name="invited"),
    path("people/<int:pk>/account/move/", accounts.move, name="move_account"),
    path("people/<int:pk>/account/close/", accounts.close, name="close_account"),
    path("people/<int:pk>/account/reopen/", accounts.reopen, name="reopen_account"),
    path("appointments/<int:pk>/end/", people.end_appointment, name="end_appointment"),
    path("appointments/<int:pk>/withdraw/", people.withdraw_appointment, name="withdraw_appointment"),
    path("invitation/done/", public.welcome, name="welcome"),
    path("invitation/<str:secret>/", public.accept_invitation, name="accept_invitation"),
]

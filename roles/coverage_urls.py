"""Pages of what nobody does today, and of organisations."""

from django.urls import path

from roles.views import coverage, organisations

urlpatterns = [
    path("coverage/", coverage.board, name="coverage"),
    path("coverage/<slug:question>/", coverage.question, name="coverage_question"),
    path("coverage/<slug:question>/rows.csv", coverage.table, name="coverage_table"),
    path("organisations/", organisations.index, name="organisations"),
    path("organisations/add/", organisations.add, name="add_organisation"),
    path("organisations/council/", organisations.council, name="council_duties"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", organisations.change, name="change_organisation"),
    path("organisations/<int:pk>/end/", organisations.end, name="end_organisation"),
]

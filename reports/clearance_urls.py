"""Clearance: stages, answers, delegations, and where every report is."""

from django.urls import path

from reports.views import clearances, stages

urlpatterns = [
    path("reports/stages/", stages.of_council, name="stages"),
    path("reports/stages/of/<int:pk>/", stages.of_body, name="stages_of"),
    path("reports/stages/<int:pk>/", stages.change, name="change_stage"),
    path("reports/stages/<int:pk>/move/", stages.move, name="move_stage"),
    path("reports/stages/<int:pk>/remove/", stages.remove, name="remove_stage"),
    path("reports/<int:pk>/send/", clearances.send, name="send"),
    path("reports/clearances/<int:pk>/", clearances.answer, name="clearance"),
    path("reports/clearances/<int:pk>/let-through/", clearances.let_through, name="let_through"),
    path("reports/clearances/<int:pk>/withdraw/", clearances.withdraw, name="withdraw"),
]

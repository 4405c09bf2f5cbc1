"""Pages about children's homes and the visits to them."""

from django.urls import path

from roles.views import homes, visits

urlpatterns = [
    path("visits/", visits.index, name="visits"),
    path("visits/export/", visits.export, name="visits_export"),
    path("visits/<int:pk>/", visits.visit, name="visit"),
    path("visits/<int:pk>/visitor/", visits.assign, name="assign_visit"),
    path("visits/<int:pk>/made/", visits.made, name="visit_made"),
    path("visits/<int:pk>/report/", visits.report, name="visit_report"),
    path("visits/<int:pk>/not-needed/", visits.not_needed, name="visit_not_needed"),
    path("visits/<int:pk>/needed/", visits.needed, name="visit_needed"),
    path("visits/<int:pk>/ask/", visits.ask, name="ask_after_visit"),
    path("visits/actions/<int:pk>/close/", visits.close_action, name="close_visit_action"),
    path("visits/homes/add/", homes.add, name="add_home"),
    path("visits/homes/<int:pk>/", homes.home, name="childrens_home"),
    path("visits/homes/<int:pk>/change/", homes.change, name="change_home"),
    path("visits/homes/<int:pk>/close/", homes.close, name="close_home"),
    path("visits/homes/<int:pk>/plan/", homes.plan, name="plan_visits"),
]

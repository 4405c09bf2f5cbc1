"""The site map of the work programme."""

from django.urls import path

from committees.views import programme, returning

urlpatterns = [
    path("programme/", programme.mine, name="programmes"),
    path("bodies/<int:pk>/programme/", programme.of_body, name="programme"),
    path("bodies/<int:pk>/programme/table.csv", programme.table, name="programme_table"),
    path("bodies/<int:pk>/programme/late/", programme.late, name="programme_late"),
    path("bodies/<int:pk>/programme/new/", programme.add, name="plan_item"),
    path("bodies/<int:pk>/programme/meetings/", returning.give_meetings, name="give_meetings"),
    path("bodies/<int:pk>/programme/year/", returning.plan_year, name="plan_year"),
    path("bodies/<int:pk>/programme/usual/", returning.usual_items, name="usual_items"),
    path("bodies/<int:pk>/programme/rules/", returning.index, name="programme_rules"),
    path("bodies/<int:pk>/programme/rules/new/", returning.add, name="add_programme_rule"),
    path("programme/rules/<int:pk>/change/", returning.change, name="change_programme_rule"),
    path("programme/rules/<int:pk>/end/", returning.end, name="end_programme_rule"),
    path("programme/<int:pk>/", programme.item, name="programme_item"),
    path("programme/<int:pk>/change/", programme.change, name="change_programme_item"),
    path("programme/<int:pk>/move/", programme.move, name="move_programme_item"),
    path("programme/<int:pk>/drop/", programme.drop, name="drop_programme_item"),
    path("programme/<int:pk>/take-up/", programme.take_up, name="take_up_programme_item"),
]

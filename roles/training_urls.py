"""Pages about training."""

from django.urls import path

from roles.views import training

urlpatterns = [
    path("training/", training.mine, name="training"),
    path("training/courses/add/", training.add, name="add_course"),
    path("training/courses/<int:pk>/", training.course, name="course"),
    path("training/courses/<int:pk>/export/", training.export, name="course_export"),
    path("training/courses/<int:pk>/change/", training.change, name="change_course"),
    path("training/courses/<int:pk>/end/", training.end, name="end_course"),
    path("training/courses/<int:pk>/record/", training.record, name="record_training"),
    path("training/records/<int:pk>/take-back/", training.take_back, name="take_back_training"),
]

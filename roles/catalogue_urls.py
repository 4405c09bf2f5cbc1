"""Pages of the catalogue of responsibilities, of the law beside it, and of who answers for what."""

from django.urls import path

from roles.public import answers
from roles.views import catalogue, catalogue_files, law

urlpatterns = [
    path("responsibilities/", catalogue.catalogue, name="catalogue"),
    path("responsibilities/add/", catalogue.add, name="add_responsibility"),
    path("responsibilities/catalogue.csv", catalogue.download, name="download_catalogue"),
    path("responsibilities/bring-in/", catalogue_files.bring_in, name="bring_in_catalogue"),
    path("responsibilities/bring-in/confirm/", catalogue_files.confirm, name="confirm_catalogue"),
    path("responsibilities/law/", law.index, name="law"),
    path("responsibilities/law/<slug:code>/commence/", law.commence, name="commence"),
    path("responsibilities/law/<slug:code>/take-back/", law.take_back, name="take_back_commencement"),
    path("responsibilities/<slug:code>/", catalogue.responsibility, name="responsibility"),
    path("responsibilities/<slug:code>/change/", catalogue.change, name="change_responsibility"),
    path("responsibilities/<slug:code>/retire/", catalogue.retire, name="retire_responsibility"),
    path("responsibilities/<slug:code>/keep-on/", catalogue.keep_on, name="keep_responsibility"),
    path("responsibilities/<slug:code>/take-back/", catalogue.withdraw, name="withdraw_wording"),
    path("who-answers/", answers.index, name="who_answers"),
    path("who-answers/<slug:slug>/", answers.who, name="who_answers_for"),
]

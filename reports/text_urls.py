"""Texts as they were, and comments."""

from django.urls import path

from reports.views import comments, starting, texts

urlpatterns = [
    path("reports/start/from/", starting.earlier, name="earlier"),
    path("reports/start/from/<int:pk>/", starting.start_from, name="start_from"),
    path("reports/<int:pk>/carried-over/", starting.carried, name="carried_over"),
    path("reports/<int:pk>/carried-over/confirm/", starting.confirm, name="confirm_carried"),
    path("reports/<int:pk>/texts/", texts.history, name="texts"),
    path("reports/<int:pk>/texts/compare/", texts.compare, name="compare_texts"),
    path("reports/<int:pk>/compare/", texts.versions, name="compare_versions"),
    path("reports/texts/<int:pk>/", texts.kept, name="kept_text"),
    path("reports/texts/<int:pk>/put-back/", texts.put_back, name="put_back"),
    path("reports/<int:pk>/comments/", comments.beside_the_text, name="comments"),
    path("reports/<int:pk>/comments/add/", comments.comment, name="comment"),
    path("reports/comments/<int:pk>/answer/", comments.answer, name="answer_comment"),
    path("reports/comments/<int:pk>/resolve/", comments.resolve, name="resolve_comment"),
    path("reports/comments/<int:pk>/reopen/", comments.reopen, name="reopen_comment"),
]

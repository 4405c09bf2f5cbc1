"""Where reports are, and what readers of a published one are told of the next."""

from django.urls import path

from reports.views import board, notice

urlpatterns = [
    path("reports/<int:pk>/notice/", notice.notice, name="notice"),
    path("reports/board/", board.board, name="board"),
    path("reports/board/table.csv", board.table, name="board_table"),
]

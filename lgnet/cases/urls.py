"""Addresses of cases."""

from django.urls import path

from .views import cases as views
from .views import documents, states, supervision, team, workload

app_name = "cases"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("new/", views.case_new, name="case_new"),
    path("<uuid:case_id>/", views.case_detail, name="case_detail"),
    path("<uuid:case_id>/close/", views.case_close, name="case_close"),
    path("<uuid:case_id>/state/", states.case_state, name="case_state"),
    path("<uuid:case_id>/papers/", documents.documents, name="documents"),
    path("papers/<uuid:document_id>/", documents.document, name="document"),
    path("papers/<uuid:document_id>/destroy/", documents.document_destroy, name="document_destroy"),
    path("requests/", supervision.requests, name="requests"),
    path("requests/<uuid:request_id>/", supervision.request_decide, name="request_decide"),
    path("workload/", workload.workload, name="workload"),
    path("policy/", supervision.policy, name="policy"),
    path("<uuid:case_id>/team/", team.case_team, name="team"),
    path("<uuid:case_id>/handover/", team.handover_new, name="handover_new"),
    path("team/<uuid:member_id>/end/", team.member_end, name="member_end"),
    path("handovers/<uuid:handover_id>/", team.handover_answer, name="handover_answer"),
    path(
        "handovers/<uuid:handover_id>/withdraw/", team.handover_withdraw, name="handover_withdraw"
    ),
]

"""Addresses of cases."""

from django.urls import path

from .views import (
    answers,
    assessments,
    documents,
    follow_ups,
    goals,
    help,
    outcomes,
    plan_files,
    plans,
    services,
    states,
    supervision,
    team,
    workload,
)
from .views import cases as views

app_name = "cases"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("new/", views.case_new, name="case_new"),
    path("<uuid:case_id>/", views.case_detail, name="case_detail"),
    path("<uuid:case_id>/close/", views.case_close, name="case_close"),
    path("<uuid:case_id>/outcomes/", outcomes.outcomes, name="outcomes"),
    path("<uuid:case_id>/after-closing/", follow_ups.after_closing, name="after_closing"),
    path("<uuid:case_id>/ask/", help.help_ask, name="help_ask"),
    path("answer/<uuid:asked_id>/", help.help_answer, name="help_answer"),
    path("answered/", help.help_answered, name="help_answered"),
    path("follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("<uuid:case_id>/state/", states.case_state, name="case_state"),
    path("<uuid:case_id>/services/", services.services, name="services"),
    path("<uuid:case_id>/papers/", documents.documents, name="documents"),
    path("<uuid:case_id>/forms/", answers.forms, name="forms"),
    path("<uuid:case_id>/forms/<slug:form_code>/", answers.form_fill, name="form_fill"),
    path("forms/<uuid:answers_id>/", answers.form_read, name="form_read"),
    path("forms/<uuid:answers_id>/correct/", answers.form_correct, name="form_correct"),
    path("papers/<uuid:document_id>/", documents.document, name="document"),
    path("papers/<uuid:document_id>/destroy/", documents.document_destroy, name="document_destroy"),
    path("<uuid:case_id>/assessments/", assessments.assessments, name="assessments"),
    path("assessments/<uuid:assessment_id>/", assessments.assessment, name="assessment"),
    path(
        "assessments/<uuid:assessment_id>/<slug:area>/",
        assessments.assessment_area,
        name="assessment_area",
    ),
    path("due/", plans.due, name="due"),
    path("<uuid:case_id>/plan/", plans.plan, name="plan"),
    path("<uuid:case_id>/plan/review/", plans.plan_review, name="plan_review"),
    path("<uuid:case_id>/plan/print/", plans.plan_print, name="plan_print"),
    path("<uuid:case_id>/plan/<slug:language>/pdf/", plan_files.plan_pdf, name="plan_pdf"),
    path("<uuid:case_id>/plan/<slug:language>/word/", plan_files.plan_word, name="plan_word"),
    path("<uuid:case_id>/plan/goals/new/", goals.goal_new, name="goal_new"),
    path("plan/goals/<uuid:goal_id>/", goals.goal_edit, name="goal_edit"),
    path("plan/goals/<uuid:goal_id>/actions/new/", goals.action_new, name="action_new"),
    path("plan/actions/<uuid:action_id>/", goals.action_edit, name="action_edit"),
    path("plan/actions/<uuid:action_id>/done/", goals.action_done, name="action_done"),
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

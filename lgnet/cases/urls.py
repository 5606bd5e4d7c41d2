"""Addresses of cases."""

from django.urls import path

from .views import cases as views
from .views import answers, documents, states

app_name = "cases"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("new/", views.case_new, name="case_new"),
    path("<uuid:case_id>/", views.case_detail, name="case_detail"),
    path("<uuid:case_id>/close/", views.case_close, name="case_close"),
    path("<uuid:case_id>/state/", states.case_state, name="case_state"),
    path("<uuid:case_id>/papers/", documents.documents, name="documents"),
    path("<uuid:case_id>/forms/", answers.forms, name="forms"),
    path("<uuid:case_id>/forms/<slug:form_code>/", answers.form_fill, name="form_fill"),
    path("forms/<uuid:answers_id>/", answers.form_read, name="form_read"),
    path("forms/<uuid:answers_id>/correct/", answers.form_correct, name="form_correct"),
    path("papers/<uuid:document_id>/", documents.document, name="document"),
    path("papers/<uuid:document_id>/destroy/", documents.document_destroy, name="document_destroy"),
]

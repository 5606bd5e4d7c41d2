"""Addresses of tailored forms."""

from django.urls import path

from .views import editor, imports, lists, national, publishing, questions

app_name = "forms"
FORM = "<uuid:form_id>/"
urlpatterns = [
    path("", lists.listing, name="list"),
    path("new/", lists.new, name="new"),
    path("import/", imports.bring, name="import"),
    path("others/", lists.others, name="others"),
    path("versions/<uuid:version_id>/", lists.version, name="version"),
    path("dictionary/", national.dictionary, name="dictionary"),
    path("dictionary/new/", national.term_new, name="term_new"),
    path("dictionary/<uuid:term_id>/", national.term, name="term"),
    path("coverage/", national.coverage, name="coverage"),
    path(FORM, editor.edit, name="edit"),
    path(f"{FORM}title/", editor.title, name="title"),
    path(f"{FORM}sections/new/", editor.section_new, name="section_new"),
    path(f"{FORM}sections/<slug:code>/", editor.section, name="section"),
    path(f"{FORM}questions/new/", questions.field_new, name="field_new"),
    path(f"{FORM}questions/<slug:code>/", questions.field, name="field"),
    path(f"{FORM}move/", editor.move, name="move"),
    path(f"{FORM}retire/", editor.retire, name="retire"),
    path(f"{FORM}preview/", publishing.preview, name="preview"),
    path(f"{FORM}publish/", publishing.publish, name="publish"),
    path(f"{FORM}out-of-use/", publishing.retire_form, name="retire_form"),
]

"""Addresses of letters."""

from django.urls import path

from .views import letter_paper, letters

addresses = [
    path("letters/", letters.letters, name="letters"),
    path("letters/new/", letters.letter_new, name="letter_new"),
    path("letters/head/", letter_paper.letterhead, name="letterhead"),
    path("letters/templates/", letter_paper.letter_templates, name="letter_templates"),
    path("letters/templates/new/", letter_paper.letter_template_new, name="letter_template_new"),
    path(
        "letters/templates/<uuid:template_id>/",
        letter_paper.letter_template,
        name="letter_template",
    ),
    path("letters/<uuid:letter_id>/", letters.letter, name="letter"),
    path("letters/<uuid:letter_id>/word/", letters.letter_word, name="letter_word"),
    path("letters/<uuid:letter_id>/pdf/", letters.letter_pdf, name="letter_pdf"),
]

"""Closed lists of a person's plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeArea(models.TextChoices):
    """The part of life a goal is about: the domains of self-sufficiency."""

    INCOME = "income", _("Income")
    WORK = "work", _("Work")
    HOUSING = "housing", _("Housing")
    FOOD = "food", _("Food")
    CHILDREN = "children", _("Children: school and care")
    LANGUAGE = "language", _("Language and education")
    LEGAL = "legal", _("Legal status")
    HEALTH = "health", _("Health")
    MENTAL = "mental", _("Mental health")
    SUBSTANCES = "substances", _("Substance use")
    FAMILY = "family", _("Family and relations")
    MOBILITY = "mobility", _("Getting around")
    COMMUNITY = "community", _("Community life")
    SAFETY = "safety", _("Safety")


class GoalState(models.TextChoices):
    """How far a goal is."""

    OPEN = "open", _("On the way")
    REACHED = "reached", _("Reached")
    PARTLY = "partly", _("Reached in part")
    GIVEN_UP = "given_up", _("Given up")


class StepState(models.TextChoices):
    """What became of an action."""

    TO_DO = "to_do", _("To do")
    DONE = "done", _("Done")
    NOT_DONE = "not_done", _("Not done")


class Doer(models.TextChoices):
    """Who does an action."""

    PERSON = "person", _("The person")
    STAFF = "staff", _("One of us")
    OTHER = "other", _("Somebody else")

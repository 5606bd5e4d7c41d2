"""Closed lists of referrals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReceiverKind(models.TextChoices):
    """To whom somebody is sent, and so how they answer."""

    ORGANISATION = "organisation", _("An organisation that works here")
    BODY = "body", _("A body that answers by a link")
    CITY = "city", _("Another city of the network")


class FactKind(models.TextChoices):
    """What happened with a referral; the newest fact is where it stands."""

    SENT = "sent", _("Sent")
    SEEN = "seen", _("Seen")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ATTENDED = "attended", _("The person came")
    NOT_ATTENDED = "not_attended", _("The person did not come")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RELEASED = "released", _("No answer in time")
    CLOSED = "closed", _("Taken up again by who sent")


class Decline(models.TextChoices):
    """Why a referral is declined; counted, so that something changes."""

    FULL = "full", _("No place or no time for now")
    NOT_FOR = "not_for", _("Not for this age, sex or family")
    AREA = "area", _("Outside the area we work in")
    LANGUAGE = "language", _("Nobody here speaks the language")
    TOLD_TOO_LITTLE = "too_little", _("Too little was told to decide")
    OTHER_SERVICE = "other", _("Another service is the right one")
    NOT_REACHED = "not_reached", _("The person could not be reached")
    PERSON = "person", _("The person does not want it")


class Urgency(models.TextChoices):
    """Named reasons why it is urgent; they are told, never added up."""

    STREET = "street", _("Tonight on the street")
    CHILDREN = "children", _("Children are with them")
    PREGNANT = "pregnant", _("Expecting a child")
    HEALTH = "health", _("Health at risk")
    PROTECTION = "protection", _("Safety at risk")
    ENDS = "ends", _("A place or a paper ends soon")


class SharedField(models.TextChoices):
    """What can be told of a person, one tick each."""

    CALLED = "called", _("What they are called")
    SEX = "sex", _("Sex")
    LANGUAGES = "languages", _("Languages and interpreter")
    FAMILY = "family", _("How many people the family has")
    NAMES = "names", _("Names")
    BIRTH = "birth", _("Date of birth or age")
    CITIZENSHIP = "citizenship", _("Citizenship")
    CONTACTS = "contacts", _("How to reach the person")
    NOTE = "note", _("What you write about the need")
    RECORD = "record", _("The whole record, once accepted, for six months")


class SharingBasis(models.TextChoices):
    """On what ground a field is told."""

    PUBLIC_TASK = "public_task", _("Public task (GDPR art. 6(1)(e), 9(2)(g))")
    CONSENT = "consent", _("The person agreed (GDPR art. 6(1)(a), 9(2)(a))")
    TRANSFER = "transfer", _("Care moves with the person (GDPR art. 6(1)(e))")


class Turn(models.TextChoices):
    """Who has to do something next."""

    SENDER = "sender", _("Who sent")
    RECEIVER = "receiver", _("Who received")
    NOBODY = "nobody", _("Nobody")

"""Base of every model: a time-ordered identifier, made before the row is saved."""

from django.db import models

from .ids import uuid7


class BaseModel(models.Model):
    """A model with a UUIDv7 primary key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True

"""The user: a member of staff who signs in with an e-mail address."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lgnet.kernel.models import BaseModel
from lgnet.kernel.privacy import Label


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are compared without case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make and return a user; without a password only other ways of signing in work."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str) -> "User":  # type: ignore[override]
        return self.get(email=email.lower())


class User(BaseModel, AbstractBaseUser):
    """A member of staff. Rights come from memberships, never from flags on the user."""

    PRIVACY = {
        "id": Label.OPERATIONAL,
        "email": Label.IDENTIFYING,
        "full_name": Label.IDENTIFYING,
        "language": Label.OPERATIONAL,
        "password": Label.SENSITIVE,
        "last_login": Label.OPERATIONAL,
        "is_active": Label.OPERATIONAL,
        "joined_at": Label.OPERATIONAL,
    }

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language of the pages"), max_length=8, default="it")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_without_case"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        """Return the name as colleagues read it."""
        return self.full_name

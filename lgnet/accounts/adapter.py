"""How allauth behaves here: nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings

from lgnet.ui.sealed import box


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by who runs a city."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are sealed: a stolen backup makes no codes."""

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()

    def _box(self) -> Fernet:
        return box("second-factor", settings.SECRET_KEY)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A gateway signs in people who have an account; it makes none."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False

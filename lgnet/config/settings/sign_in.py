"""Sign-in with allauth: password and second factor; any OpenID Connect gateway by settings."""

import json

from .environment import IS_PRODUCTION, IS_TEST, flag, text

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

if IS_TEST:
    # A slow hash protects passwords at rest; the tests' ones need no protection.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "lgnet.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "lgnet.accounts.adapter.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Accounts are made by who runs a city, never by signing up; addresses are verified by them.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    # Opening and answering a referral by its link.
    "referral_link": "30/m/ip",
    # Telling that somebody sleeps out: by address, and by city.
    "sighting_told": "6/10m/ip,60/h/key",
}

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# Addresses are vouched for by who makes the account; nobody is kept from a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "LgNet"
MFA_ADAPTER = "lgnet.accounts.adapter.SecondFactorAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
# Every member of staff has a second factor; the demo, with invented people only, has none.
SECOND_FACTOR_REQUIRED = flag("LGNET_SECOND_FACTOR", default=IS_PRODUCTION)

SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
_OIDC = text("LGNET_OIDC", default="")
# LGNET_OIDC is a JSON list of {"provider_id", "name", "client_id", "secret", "server_url"}.
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": app["provider_id"],
                "name": app["name"],
                "client_id": app["client_id"],
                "secret": app["secret"],
                "settings": {"server_url": app["server_url"]},
            }
            for app in (json.loads(_OIDC) if _OIDC else [])
        ]
    }
}

EMAIL_BACKEND = text(
    "LGNET_EMAIL_BACKEND",
    default="django.core.mail.backends.smtp.EmailBackend"
    if IS_PRODUCTION
    else "django.core.mail.backends.console.EmailBackend",
)
EMAIL_HOST = text("LGNET_EMAIL_HOST", default="localhost")
DEFAULT_FROM_EMAIL = text("LGNET_EMAIL_FROM", default="lgnet@localhost")

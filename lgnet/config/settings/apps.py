"""Installed applications, middleware and URLs."""

from .environment import IS_PRODUCTION

ROOT_URLCONF = "lgnet.config.urls"
WSGI_APPLICATION = "lgnet.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # Django
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # before allauth, whose pages its templates replace
    "lgnet.accounts",
    # libraries
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "bootstrap_italia_template",
    "csp",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    # ours, from the ground up
    "lgnet.kernel",
    "lgnet.audit",
    "lgnet.notifications",
    "lgnet.ui",
    "lgnet.network",
    "lgnet.directory",
    "lgnet.forms",
    "lgnet.people",
    "lgnet.referrals",
    "lgnet.housing",
    "lgnet.encounters",
    "lgnet.cases",
    "lgnet.monitoring",
    "lgnet.exchange",
    "lgnet.config",
]
if not IS_PRODUCTION:
    # Invented people are loaded and played with outside production only.
    INSTALLED_APPS.append("lgnet.demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before whatever may refuse a request, so that its refusal carries the header too.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lgnet.config.middleware.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "lgnet.config.middleware.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lgnet.accounts.middleware.SecondFactorMiddleware",
    "lgnet.config.middleware.ConflictMiddleware",
    "lgnet.config.denied.DeniedMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "lgnet.ui.context.shell",
            ],
        },
    }
]

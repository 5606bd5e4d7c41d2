"""Languages, formats, static files, legal links."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .environment import IS_PRODUCTION, IS_TEST, PROJECT, text

LANGUAGE_CODE = "it"
# Each in its own script, no flags.
LANGUAGES = [("it", "Italiano"), ("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [PROJECT / "lgnet" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Rome"
FORMAT_MODULE_PATH = ["lgnet.config.formats"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True

STATIC_URL = "static/"
# What the installation makes for itself: built style sheets and collected files.
STATE = Path(text("LGNET_STATE", default=str(PROJECT / ".lgnet")))
STATIC_ROOT = STATE / "static"
# Style sheets turned right-to-left at build time; see `lgnet build`.
BUILT_STATIC = STATE / "built-static"
for _folder in (STATIC_ROOT, BUILT_STATIC):
    _folder.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BUILT_STATIC]
if IS_PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
# Each test client makes the middleware anew: it must not list every static file each time.
WHITENOISE_AUTOREFRESH = IS_TEST

# Legal floor of a public body's site: three links in the footer (EN 301 549, AgID guidelines).
LEGAL_LINKS = [
    (
        _("Accessibility statement"),
        text("LGNET_ACCESSIBILITY_URL", default="/legal/accessibility/"),
    ),
    (_("Privacy notice"), text("LGNET_PRIVACY_URL", default="/legal/privacy/")),
    (_("Legal notes"), text("LGNET_LEGAL_NOTES_URL", default="/legal/notes/")),
]
NETWORK_NAME = text("LGNET_NETWORK_NAME", default="LgNet")
OWNER_NAME = text("LGNET_OWNER_NAME", default="")
# Where the quick exit of pages shown to people served leads: a page that anybody may be reading.
QUICK_EXIT_URL = text("LGNET_QUICK_EXIT_URL", default="https://www.wikipedia.org/")

# How reminders of appointments leave: a channel without a backend is not used. E-mail goes through
# the mail server; without a gateway for SMS and WhatsApp, outside production the log says so.
REMINDER_BACKENDS = {"email": "lgnet.encounters.sending.by_email"}
if not IS_PRODUCTION:
    REMINDER_BACKENDS |= {
        "sms": "lgnet.encounters.sending.to_console",
        "whatsapp": "lgnet.encounters.sending.to_console",
    }
_GATEWAYS = {
    "sms": text("LGNET_SMS_GATEWAY_URL", default=""),
    "whatsapp": text("LGNET_WHATSAPP_GATEWAY_URL", default=""),
}
REMINDER_GATEWAYS = {channel: url for channel, url in _GATEWAYS.items() if url}
REMINDER_BACKENDS |= dict.fromkeys(REMINDER_GATEWAYS, "lgnet.encounters.sending.by_gateway")

# Forms are rendered through our own field templates.
FORM_RENDERER = "lgnet.ui.forms.Renderer"

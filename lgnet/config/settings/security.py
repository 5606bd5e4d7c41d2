"""Keys, cookies, headers."""

import shlex

from csp.constants import NONE, SELF

from .environment import IS_PRODUCTION, flag, text, words

SECRET_KEY = text("LGNET_SECRET_KEY", outside_production="secret-key-outside-production")
DEBUG = False
ALLOWED_HOSTS = words(
    "LGNET_HOSTS",
    default=() if IS_PRODUCTION else ("localhost", "127.0.0.1", "[::1]", "testserver"),
)
CSRF_TRUSTED_ORIGINS = words("LGNET_ORIGINS")
CSRF_FAILURE_VIEW = "lgnet.config.errors.csrf_failure"

_BEHIND_TLS = flag("LGNET_TLS", default=IS_PRODUCTION)
SECURE_SSL_REDIRECT = _BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if _BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _BEHIND_TLS
# Browsers' preload list holds whole domains; a city's server is one name under somebody's domain.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^health/"]
if flag("LGNET_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The proxy names the caller; else all callers together would share one limit on sign-ins.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_SECURE = _BEHIND_TLS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = _BEHIND_TLS
CSRF_COOKIE_SAMESITE = "Lax"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        # Bootstrap Italia's style sheet carries one font of its own as data; a font runs nothing.
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# A body larger than this is refused before it is read (413).
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# A file sent stays in memory, never in a temporary file where it would lie in the clear; a larger
# one is not read at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
# A program that looks at each paper sent before it is kept (lgnet/kernel/scanning.py).
FILE_SCANNER = shlex.split(text("LGNET_FILE_SCANNER", default=""))

"""Two logins to one database: the application's, and the owner's for migrations.

The application role neither owns a table nor bypasses row-level security (docs/adr/0002).
"""

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from .environment import IS_PRODUCTION, text

_URL = text("DATABASE_URL", outside_production="postgresql://lgnet_app@localhost/lgnet")
_OWNER_URL = text("DATABASE_OWNER_URL", default=_URL)

DATABASES = {
    "default": dj_database_url.parse(_URL),
    "owner": dj_database_url.parse(_OWNER_URL),
}
for _alias, _settings in DATABASES.items():
    if _settings["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("LgNet runs on PostgreSQL 15 or later only.")
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 300
DATABASES["owner"]["ATOMIC_REQUESTS"] = False

# Signs the tenancy context that row-level security checks; the owner's migrate installs it.
CONTEXT_KEY = text("LGNET_CONTEXT_KEY", outside_production="context-key-outside-production")

MIGRATION_MODULES: dict[str, str] = {}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
DATA_IS_REAL = IS_PRODUCTION

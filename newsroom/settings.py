"""Every setting of the site. Operators change the environment, not this file: docs/reference/settings.md."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from newsroom import env, logs, secret_key
from newsroom.content_policy import READER_POLICY, with_pictures_from
from newsroom.storages import files_on_disk

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("NEWSROOM_DATA", BASE_DIR / "var")

# The site
SITE_NAME = env.text("NEWSROOM_NAME", "Newsroom")
SITE_ADDRESS = env.address("NEWSROOM_ADDRESS", "http://127.0.0.1:8000")
LANGUAGES = [
    ("ar", _("Arabic")),
    ("bn", _("Bengali")),
    ("de", _("German")),
    ("en", _("English")),
    ("en-gb", _("British English")),
    ("es", _("Spanish")),
    ("fa", _("Persian")),
    ("fr", _("French")),
    ("hi", _("Hindi")),
    ("id", _("Indonesian")),
    ("it", _("Italian")),
    ("nl", _("Dutch")),
    ("pl", _("Polish")),
    ("pt-br", _("Brazilian Portuguese")),
    ("ru", _("Russian")),
    ("sw", _("Swahili")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
    ("ur", _("Urdu")),
]
LANGUAGE_CODE = env.choice("NEWSROOM_LANGUAGE", "en", [code for code, _name in LANGUAGES])
# Ours first, then what Django's own catalogues leave in English
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "newsroom" / "django_words"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_I18N = True

# Times: kept in UTC, shown in the site's zone
USE_TZ = True
TIME_ZONE = env.zone("NEWSROOM_TIME_ZONE", "America/New_York")
CLOCK_HOURS = int(env.choice("NEWSROOM_CLOCK", "12", ["12", "24"]))
CLOCK_MERIDIEM = env.choice("NEWSROOM_MERIDIEM", "AM", ["AM", "a.m."])
UPDATED_AFTER_MINUTES = env.integer("NEWSROOM_UPDATED_AFTER", 15, least=0, most=1440)
AGE_NOTICE_DAYS = env.integer("NEWSROOM_AGE_NOTICE", 90, least=1, most=36500)
MORE_NEWS_SLOTS = env.integer("NEWSROOM_MORE_NEWS", 5, least=1, most=12)
PUBLICATION_CHECKS = env.words("NEWSROOM_CHECKS", [])
SHOW_CHANGES = env.boolean("NEWSROOM_SHOW_CHANGES", False)
CORRECTIONS_POLICY = env.text("NEWSROOM_CORRECTIONS_POLICY", "")
REPORT_ERRORS_TO = env.text("NEWSROOM_REPORT_ERRORS_TO", "")
UPDATED_FIRST = env.boolean("NEWSROOM_UPDATED_FIRST", False)
SEARCH_BACKEND = env.text("NEWSROOM_SEARCH_BACKEND", "")
DATELINE_STYLE = env.choice("NEWSROOM_DATELINE", "dateline", ["dateline", "reporting-from"])


# For machines
FEED_TEXT = env.choice("NEWSROOM_FEED_TEXT", "full", ["full", "summary"])
WEBSUB_HUB = env.page("NEWSROOM_WEBSUB_HUB")
SECURITY_CONTACT = env.text("NEWSROOM_SECURITY_CONTACT", "")
CARD_FONT = env.file("NEWSROOM_CARD_FONT")

# Who is believed
DEBUG = env.boolean("NEWSROOM_DEBUG", False)
SECRET_KEY = env.text("NEWSROOM_SECRET_KEY") or secret_key.kept_in(DATA_DIR)
_site = urlsplit(SITE_ADDRESS)
SITE_HOST = f"[{_site.hostname}]" if ":" in (_site.hostname or "") else str(_site.hostname)
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.words("NEWSROOM_HOSTS", list(dict.fromkeys([SITE_HOST, *LOCAL_HOSTS])))
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# Cookies belong to the desk: a reader's request carries none, so no cache can mix up people
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = "/admin/"
SESSION_COOKIE_NAME = "desk"
CSRF_COOKIE_NAME = "desk_csrf"
LANGUAGE_COOKIE_NAME = "desk_language"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True

# The wire
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # for browsers that do not know frame-ancestors; the others go by the content policy
CONTENT_SECURITY_POLICY = {"DIRECTIVES": READER_POLICY}
if env.boolean("NEWSROOM_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if _site.scheme == "https":
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = env.integer("NEWSROOM_HSTS_SECONDS", 31_536_000, least=0)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.boolean("NEWSROOM_HSTS_SUBDOMAINS", False)
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
# Other names of the domain may be other people's: covering (W005) or preloading (W021) them is a choice.
# W003 knows Django's guard against forged requests by name; ours is made from it (desk_only.Forgery).
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W005", "security.W021"]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
INSTALLED_APPS = [
    "newsroom.admin_apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "taggit",
    "django_prose_editor",
    "csp",
    "accounts",
    "images",
    "taxonomy",
    "published",
    "articles",
    "fronts",
    "pages",
    "exchange",
    "newsroom",
]
MIDDLEWARE = [
    "newsroom.middleware.headers",
    "newsroom.content_policy.ContentPolicyMiddleware",
    "newsroom.middleware.well_formed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.desk_only.Sessions",
    "newsroom.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "newsroom.desk_only.Forgery",
    "newsroom.desk_only.SignIns",
    "newsroom.desk_only.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context_processors.site",
            ]
        },
    }
]

# The database: one SQLite file, or the PostgreSQL that DATABASE_URL names
_sqlite: dict[str, object] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "newsroom.sqlite3",
    "OPTIONS": {
        # A transaction takes the write lock when it begins: one that began by reading could not wait for it.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
DATABASES = {
    "default": (env.database("DATABASE_URL") or _sqlite) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
}
# Whether PostgreSQL keeps what is asked most; a pooler in between may not follow it.
PREPARED_STATEMENTS = env.boolean("NEWSROOM_PREPARED_STATEMENTS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Readers' pages, kept in each process and by a CDN in front. Whoever changes templates wants to see them.
PAGE_CACHE_MB = 0 if DEBUG else env.integer("NEWSROOM_PAGE_CACHE_MB", 8, least=0, most=65_536)
CACHE_URL = "" if DEBUG else env.cache("CACHE_URL")
CDN_SECONDS = env.integer("NEWSROOM_CDN_SECONDS", 10, least=0, most=604_800)
PURGE_ADDRESS = env.text("NEWSROOM_PURGE_ADDRESS")
PURGE_TOKEN = env.text("NEWSROOM_PURGE_TOKEN")

# Files: what readers may fetch lies under media, originals beside it where no address leads
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
_store = env.object_store("STORAGE_URL")
STORAGES = (_store or files_on_disk(DATA_DIR)) | {
    "staticfiles": {"BACKEND": "newsroom.static_files.ReaderSheetStorage"},
}
if _store and _store["default"]["OPTIONS"]["public_address"]:
    CONTENT_SECURITY_POLICY = with_pictures_from(_store["default"]["OPTIONS"]["public_address"])
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "map",
    "jpg",
    "jpeg",
    "png",
    "gif",
    "webp",
    "avif",
    "woff",
    "woff2",
    "gz",
    "ico",
)
IMAGE_AVIF = env.boolean("NEWSROOM_PICTURE_AVIF", False)
IMAGE_MAX_BYTES = env.integer("NEWSROOM_PICTURE_MAX_MB", 40, least=1, most=500) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

TAGGIT_CASE_INSENSITIVE = True

# The body editor: what the desk's script adds to the package. What a text may hold is in articles/body.py, so
# the package, which could say that too, is told that they add no markup.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/desk/body-editor.js")],
        "extensions": dict.fromkeys(
            [
                "Surface",
                "NumberedList",
                "PullQuote",
                "FactBox",
                "TextLink",
                "Picture",
                "Gallery",
                "Embed",
                "Direction",
                "Paste",
                "Search",
                "Characters",
                "FullScreen",
                "Counting",
                "KeepSource",
                "Toolbar",
            ],
            html_tags([]),
        ),
    }
]

# For developers, on their own machine: a panel with the queries of each page
TOOLBAR = DEBUG and env.boolean("NEWSROOM_TOOLBAR", False)
if TOOLBAR:
    INSTALLED_APPS.append("debug_toolbar")
    _place = MIDDLEWARE.index("newsroom.middleware.well_formed")
    MIDDLEWARE.insert(_place, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1", "::1"]

# The log: to the terminal, and when serving also to a file beside the data
LOG_LEVEL = env.choice("NEWSROOM_LOG_LEVEL", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR"])
LOG_FILE = DATA_DIR / "logs" / "newsroom.log" if env.boolean("NEWSROOM_LOG_FILE", False) else None
LOGGING = logs.configuration(LOG_LEVEL, LOG_FILE)

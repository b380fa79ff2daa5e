"""The admin as an application, with Newsroom's own site in place of the default one."""

from django.contrib.admin.apps import AdminConfig


class NewsroomAdminConfig(AdminConfig):
    """Make `django.contrib.admin.site` the desk's site, so that `@admin.register` needs no argument."""

    default_site = "newsroom.admin_site.NewsroomAdminSite"

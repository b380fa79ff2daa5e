"""Addresses of pictures: what the default storage calls `renditions/…` below MEDIA_URL."""

from django.urls import path

from images import views

app_name = "images"
urlpatterns = [path("media/<path:name>", views.rendition, name="rendition")]

"""The two addresses that editors arrange. `published/urls.py` names them; this answers first."""

from django.urls import path

from fronts import views

app_name = "fronts"
urlpatterns = [
    path("", views.home, name="home"),
    path("section/<str:slug>/", views.section, name="section"),
]

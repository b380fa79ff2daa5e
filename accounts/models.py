from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who may sign in to the desk.

    Not the same as a contributor: a byline needs no user, and deleting a user leaves every byline as it is.
    """

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The full name, or the user name while no full name is given."""
        return self.get_full_name() or self.get_username()

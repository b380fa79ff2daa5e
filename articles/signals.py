"""What other rooms may listen to."""

from django.dispatch import Signal

# Sent once for each time a story becomes public, after the commit, with `article`. Receivers run
# side effects; one that raises is tried again, so a receiver must bear being called twice.
article_published = Signal()

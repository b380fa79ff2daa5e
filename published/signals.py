"""What other rooms are told about the newsstand."""

from django.dispatch import Signal

# Sent inside the transaction, before a story gets another page or has none any more, with `story`, its
# number: what readers have until then can still be asked. A receiver puts off what it does until the commit.
page_changes = Signal()

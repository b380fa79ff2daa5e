"""What other rooms are told about pictures."""

from django.dispatch import Signal

# Sent by `Image.show_everywhere` with `image`: every room whose finished pages show it composes those again
# and returns how many it wrote.
picture_renewed = Signal()

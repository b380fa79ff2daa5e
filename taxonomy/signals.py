"""What other rooms may listen to.

Every signal is sent inside the transaction of the change, as its last act: a receiver that raises an error
undoes the change, and one that writes, writes in the same transaction.
"""

from django.dispatch import Signal

# A section, tag or contributor was saved, deleted, renamed, merged or brought back. Gives `instance`. Sent
# once for each instance, however many rows of it a verb touched.
vocabulary_changed = Signal()

# A contributor got another name or another wish about it, or lost or got back the page that bylines link to.
# Gives `instance` and `on_old_stories`: whether stories that are printed already say something else now and
# have to be composed again.
contributor_renamed = Signal()

# A tag or contributor was merged, or the merge was undone. Gives `instance` (what was merged), `target`,
# `undone`. The rows of all rooms that pointed at one point at the other by now.
vocabulary_merged = Signal()

"""What verbs are called on the desk, in the past tense of a history."""

from django.utils.translation import gettext_lazy as _

VERB_NAMES = {
    "save": _("Saved"),
    "typed": _("Typed beside somebody else’s save"),
    "merge": _("Saved, two edits merged"),
    "publish": _("Published"),
    "schedule": _("Scheduled"),
    "unschedule": _("Taken back"),
    "keep-local-time": _("Moved with the clock of its zone"),
    "went-public": _("Went public by the clock"),
    "withdraw": _("Withdrawn"),
    "withhold-version": _("Withheld a version"),
    "submit": _("Submitted"),
    "send-back": _("Sent back"),
    "approve": _("Approved"),
    "spike": _("Spiked"),
    "restore": _("Taken up again"),
    "restore-version": _("Restored a version"),
    "tag": _("Tags changed"),
    "link": _("Links changed"),
    "pin": _("Picked for More News"),
    "unpin": _("No longer picked for More News"),
    "not-here": _("Kept out of More News here"),
    "allow-here": _("Let into More News again"),
    "never-together": _("Never to be shown together"),
    "allow-together": _("May be shown together again"),
    "fill-more-news": _("Filling of More News changed"),
    "amend": _("Public copy amended"),
    "assign": _("Assigned"),
    "move": _("Moved to another section"),
    "set-display-date": _("Display date set"),
    "lift-embargo": _("Embargo lifted"),
    "live-post": _("Live entry posted"),
    "live-change": _("Live entry changed"),
    "live-correct": _("Live entry corrected"),
    "live-remove": _("Live entry removed"),
    "live-return": _("Live entry brought back"),
    "live-end": _("Live coverage ended"),
    "live-resume": _("Live coverage taken up again"),
    "live-order": _("Order of live entries chosen"),
    "clear-first-published": _("First publication cleared"),
}


def verb_name(verb: str) -> str:
    """Return a verb's name in the active language; an unknown one as it is."""
    return str(VERB_NAMES.get(verb, verb))

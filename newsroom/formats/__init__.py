"""Date formats where Django's own are wrong for the language."""

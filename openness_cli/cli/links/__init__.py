"""``openness links``: addresses fetched, the log looked at, its record printed. Its command is ``command``."""

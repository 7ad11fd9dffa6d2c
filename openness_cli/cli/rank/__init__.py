"""``openness rank``: many bodies scored in as many processes as help. Its command is ``command``."""

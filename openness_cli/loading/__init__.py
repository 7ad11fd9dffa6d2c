"""From files to models: everything wrong in every file is gathered and told once."""

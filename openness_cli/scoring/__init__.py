"""From evidence to a report that every format shows, exact, on a day and on three bases.

Face: all modules that do not begin with an underscore. May import model.
"""

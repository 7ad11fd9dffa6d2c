"""Values alone: what is asked, what is put forward, what was seen of addresses.

Face: all of it. Imports nothing of the package but its own modules.
"""

"""The one part that touches the network: one address fetched, within bounds, to one result.

Nothing here decides what is broken: that takes a history. A fetch sends no cookies, no credentials and no referrer,
follows redirects itself, and connects only to an address that was looked at after the name was resolved.
"""

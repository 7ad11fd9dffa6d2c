"""Addresses opened in the machine's own browser, for what cannot be judged without one.

Nothing is downloaded, and nothing that a page does reaches an address that the fetch would not connect to: all traffic
of the browser goes through a proxy of our own, which looks at every address after its name was resolved. May import
links.fetch and links.pages; neighbours use ``finding``, ``chromium`` and ``looking``.
"""

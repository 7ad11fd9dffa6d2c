"""What was received, stored as WARC (ISO 28500) beside the log, and whether it is still there as it was.

``received`` is what a fetch hands over, ``keeping`` stores it, ``verification`` looks at it without any library of that
standard. May import files, messages, the pure rest of ``links``, and, in ``_records`` alone, warcio.
"""

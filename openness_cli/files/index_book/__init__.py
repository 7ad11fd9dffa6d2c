"""The definitions as a workbook: what they hold as texts, what was typed against it, and a folder with that in place.

Face: ``read_definitions`` with ``Definitions`` · the columns, for whoever writes a workbook · ``read_book`` ·
``compared`` and ``amended``, pure · ``contents_of``. May import its own room's tables, editing and readers, the model,
messages and errors.
"""

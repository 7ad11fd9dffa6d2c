"""A score beside others: an earlier report, other days, other bodies.

May import model and scoring; its doors ``saved_reader`` and ``history`` also files, schemas and messages.
"""

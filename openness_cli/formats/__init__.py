"""Documents to bytes: a small library that knows no report.

May import model and messages.
"""

"""Sentences that two reports or more say, in the language in use.

May import model, scoring and messages. A sentence that one report says stands in that report.
"""

"""What is said of a result: one module a report, its rows, its JSON, its document, its cases.

May import all floors below.
"""

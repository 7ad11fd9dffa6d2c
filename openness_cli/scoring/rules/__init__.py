"""The kinds of rules: portions, what is short, what holds points back, the names of pages that age.

Face: what only one kind knows, such as the pace of a count; what every kind is asked is asked through scoring.kinds.
May import model, and of scoring what knows no kind.
"""

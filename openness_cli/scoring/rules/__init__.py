"""The kinds of rules, one module each: portions, what is short, what holds points back, the names of pages that age.

Face: none; what is asked of a kind is asked through scoring.kinds. May import model, and of scoring what knows no kind.
"""

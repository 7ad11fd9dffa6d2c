"""YAML changed in place: what was asked for and nothing else, byte for byte, or refused.

Face: ``changed`` with ``Put``, ``Add``, ``Remove`` · ``edited`` with the edits ``SetValue`` and ``Exchange`` ·
``tree_of``, ``plain_of`` · ``read_marks`` with ``Mark`` · ``in_yaml``, ``Placing``.
May import its own room's tree, messages and errors.
"""

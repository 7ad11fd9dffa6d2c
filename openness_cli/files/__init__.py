"""The folder of the officer and the definitions on disk: read strictly, written whole or not at all.

Face: ``find_index``, ``load_index`` · ``read_configuration``, ``read_index``, ``open_workspace`` with ``Opened`` ·
``Adding`` with ``Wish``, ``attach`` · ``read_inside``, ``decode``, ``find_files`` · ``replace_all``, ``append_line``,
``check_targets`` · ``suggest``, ``parse_day`` · the names of a folder in ``sources``.
May import model, messages and errors.
"""

"""One ZIP that holds a workspace and what was made of it: written the same everywhere, checked to the last byte.

Face: ``survey`` with ``Taken`` · ``bundled``, ``write_bundle`` · ``check_bundle`` with ``BundleCheck`` · ``stored`` ·
``is_safe``.
May import model, messages, errors and the rest of ``files``.
"""

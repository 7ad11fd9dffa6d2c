"""Shapes of JSON, version 1, and of the input: for ``openness schema``, for reading back, for tests.

Imports pydantic alone.
"""

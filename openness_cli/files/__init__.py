"""The folder of the officer and the definitions on disk: read strictly, written whole or not at all.

May import model, messages and errors.
"""

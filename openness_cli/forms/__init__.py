"""What people fill in.

May import model, files, words and formats.
"""

"""Fetching addresses, the log of it, what it proves.

May import model and scoring; its doors ``fetch``, ``log`` and ``log_writer`` also files, messages and the network.
"""

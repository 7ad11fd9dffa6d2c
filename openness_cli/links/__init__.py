"""Fetching addresses, the log of it, what it proves.

May import model and scoring; its doors ``fetch``, ``log``, ``log_writer``, ``received`` and ``kept`` also files,
messages and the network.
"""

"""The command line: the only place that wires, prints, writes and exits.

May import everything. ``main`` begins a process, and ``app`` knows the commands.
"""

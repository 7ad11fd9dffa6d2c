"""Self-assessment against the Openness Index of decree PF-154."""

__version__ = "0.1.0"

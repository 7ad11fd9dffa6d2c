"""The history: plain data to text or bytes, a module a format."""

"""The calendar: plain data to text or bytes, a module a format."""

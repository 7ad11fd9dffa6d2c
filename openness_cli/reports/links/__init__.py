"""What was fetched, and the record of it: plain data to text or bytes, a module a format."""

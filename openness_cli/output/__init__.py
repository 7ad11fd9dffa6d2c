"""From a report to text or bytes: one module a format, all of them peers."""

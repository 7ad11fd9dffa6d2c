"""A document in Office Open XML: its styles, paragraphs, tables and pages. For the writer of docx alone."""

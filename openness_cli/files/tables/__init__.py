"""Tables that people made in Excel, LibreOffice or as CSV: looked through before anything reads them, then read whole.

Face: ``read_table_file`` with ``Sheet``. May import messages, errors and the sources of files.
"""

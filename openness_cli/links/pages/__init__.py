"""What a page shows to a person, and whether that is what its address names.

``read_page`` makes features of the bytes of a page, ``judge`` a verdict of these beside the pages that its site answers
for paths that cannot exist. Pure: neither fetches. May import model; ``_reading`` alone knows the parser of HTML.
"""

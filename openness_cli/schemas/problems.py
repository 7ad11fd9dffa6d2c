"""JSON of what is wrong with a file that was read."""

from openness_cli.schemas.input import Shape, Whole


class Problem(Shape):
    """One thing, with its place and what to do; line and column are 0 where it is of the whole file."""

    file: str
    line: Whole
    column: Whole
    what: str
    hint: str
    excerpt: str
    caret: Whole

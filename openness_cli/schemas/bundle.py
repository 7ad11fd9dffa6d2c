"""Shape of the JSON about a bundle."""

from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.heads import Shape
from openness_cli.schemas.input import Whole

BundleFaultWord = Literal["missing", "changed", "added", "repacked", "twice", "unsafe", "archive", "manifest", "anchor"]


class BundleFault(Shape):
    """What is wrong with a bundle, or with a file of it."""

    fault: BundleFaultWord
    file: Annotated[str | None, Field(description="none where it is of the whole")]


class BundleCheck(Shape):
    """Whether a bundle is, to the last byte, what was made."""

    format_version: Literal[1]
    kind: Literal["bundle-check"]
    holds: bool
    digest: Annotated[str | None, Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of the manifest")]
    anchored: Annotated[bool, Field(description="it is the digest that was given")]
    files: Whole
    bytes: Whole
    faults: list[BundleFault]

"""What the preview page shows of a rearranged reading, part by part."""

from .page import Preview
from .timeline import Called

__all__ = ["Called", "Preview"]

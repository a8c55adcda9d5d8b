"""What the preview page shows of a rearranged reading, part by part."""

from .page import Preview

__all__ = ["Preview"]

"""What people type into the pages of this room, checked."""

from .clocks import ClocksForm, PointForm
from .details import DetailsForm, OpenForm
from .entry import EntryForm
from .listing import ListForm
from .people import PartForm
from .status import StatusForm

__all__ = [
    "ClocksForm",
    "DetailsForm",
    "EntryForm",
    "ListForm",
    "OpenForm",
    "PartForm",
    "PointForm",
    "StatusForm",
]

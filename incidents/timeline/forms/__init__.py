"""What people type into the pages of this room, checked."""

from .clocks import ClocksForm, PointForm
from .details import DetailsForm, OpenForm
from .entry import EntryForm
from .links import LinkForm
from .listing import ListForm
from .people import PartForm
from .status import StatusForm

__all__ = [
    "ClocksForm",
    "DetailsForm",
    "EntryForm",
    "LinkForm",
    "ListForm",
    "OpenForm",
    "PartForm",
    "PointForm",
    "StatusForm",
]

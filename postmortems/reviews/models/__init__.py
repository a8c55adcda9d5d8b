"""The nouns of the reviews room."""

from .approval import Approval
from .comment import Comment
from .refusals import ChangedMeanwhile, ReviewRefused
from .request import ReviewRequest
from .thread import Thread

__all__ = ["Approval", "ChangedMeanwhile", "Comment", "ReviewRefused", "ReviewRequest", "Thread"]

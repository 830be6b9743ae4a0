"""Credits: where they stand in the line of a caption, and what they say."""

from nwtool.stages.credits.find import Credit as Credit
from nwtool.stages.credits.find import find_credit as find_credit

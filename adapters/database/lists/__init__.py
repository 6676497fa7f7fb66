"""The lists as one statement each, joined with grants and participants.

A page of cases walks the participants of the viewer's unit (and person) from the newest case downwards and stops
when it is full. A worklist starts from the same participants, leaves out those that ended, and looks only at open
seats. So the cost follows the page and what the unit takes part in, not the number of cases in the database.
"""

from adapters.database.lists.accesses import AccessLists
from adapters.database.lists.cases import CaseLists
from adapters.database.lists.dates import DateLists
from adapters.database.lists.figures import FigureLists
from adapters.database.lists.handing import HandingLists
from adapters.database.lists.jobs import JobLists
from adapters.database.lists.loads import LoadLists
from adapters.database.lists.notes import NoteLists
from adapters.database.lists.operating import OperatingLists
from adapters.database.lists.rav import RavLists
from adapters.database.lists.waiting import WaitingLists
from adapters.database.lists.worklist import WorkLists


class DatabaseLists(
    CaseLists,
    WorkLists,
    WaitingLists,
    AccessLists,
    NoteLists,
    HandingLists,
    DateLists,
    RavLists,
    LoadLists,
    FigureLists,
    OperatingLists,
    JobLists,
):
    """The lists of one moment, read in one transaction."""

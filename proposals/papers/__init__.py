"""Documents and spreadsheets of proposals: what can be imported, and what exported again."""

from .letters import Letters
from .listing import list_as_asked
from .motions import Motions
from .printed import ledger, reply_letter, work_report
from .register import Register, RegisterWithPeople

# Kinds of import, found by ymdm.papers by this name.
IMPORTS = {
    "proposals": Register,
    "proposals-people": RegisterWithPeople,
    "letters": Letters,
    "motions": Motions,
}
# Lists that may be too long for one request: a worker asks for them again.
EXPORTS = {"proposals": list_as_asked}
# Documents with a page for printing and a PDF.
PAPERS = {"work-report": work_report, "reply-letter": reply_letter, "ledger": ledger}

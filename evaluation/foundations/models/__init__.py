from .books import DutyBook
from .evidence import EVIDENCED, Evidence, Light, State
from .leaders import GroupMember

__all__ = ["EVIDENCED", "DutyBook", "Evidence", "GroupMember", "Light", "State"]

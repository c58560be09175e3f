from .evidence import EVIDENCED, Evidence, Light, State
from .leaders import GroupMember

__all__ = ["EVIDENCED", "Evidence", "GroupMember", "Light", "State"]

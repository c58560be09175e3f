"""Where a proposal may stand, and how it came in."""

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审查"
    RETURNED = "returned", "退回补充"
    WITHDRAWN = "withdrawn", "已撤回"
    FILED = "filed", "已立案"
    MERGED = "merged", "已并案"
    CONVERTED = "converted", "转意见建议"
    NOT_FILED = "not_filed", "不立案"
    FORWARDED_UP = "forwarded_up", "已转上级"
    ASSIGNED = "assigned", "已交办"
    REASSIGN_REQUESTED = "reassign_requested", "申请改派"
    IN_PROGRESS = "in_progress", "办理中"
    REPLY_DRAFT = "reply_draft", "答复待签发"
    REPLIED = "replied", "待评价"
    EVALUATED = "evaluated", "已评价"
    REHANDLING = "rehandling", "再办理"
    LEADER_REVIEW = "leader_review", "领导审定"
    CLOSED = "closed", "已办结"
    ARCHIVED = "archived", "已归档"


BEFORE_FILING = (State.DRAFT, State.SUBMITTED, State.RETURNED)
ENDED = (State.WITHDRAWN, State.MERGED, State.NOT_FILED, State.CLOSED, State.ARCHIVED)
HANDLED = (
    State.ASSIGNED,
    State.REASSIGN_REQUESTED,
    State.IN_PROGRESS,
    State.REPLY_DRAFT,
    State.REPLIED,
    State.EVALUATED,
    State.REHANDLING,
    State.LEADER_REVIEW,
    State.CLOSED,
    State.ARCHIVED,
)


class Source(models.TextChoices):
    OWN = "own", "本人提交"
    ON_BEHALF = "on_behalf", "代为录入"
    IMPORTED = "imported", "历年导入"


# The lists show states in groups, in the order of a proposal's life: code → (words, states). Every state is in one.
GROUPS: dict[str, tuple[str, tuple[State, ...]]] = {
    "draft": ("草稿", (State.DRAFT, State.RETURNED)),
    "review": ("待审查", (State.SUBMITTED,)),
    "assign": ("待交办", (State.FILED, State.CONVERTED)),
    "handling": (
        "办理中",
        (
            State.ASSIGNED,
            State.REASSIGN_REQUESTED,
            State.IN_PROGRESS,
            State.REPLY_DRAFT,
            State.FORWARDED_UP,
        ),
    ),
    "rating": ("待评价", (State.REPLIED,)),
    "again": ("再办理", (State.REHANDLING, State.LEADER_REVIEW)),
    "closing": ("待办结", (State.EVALUATED,)),
    "done": ("已办结", (State.CLOSED, State.ARCHIVED)),
    "other": ("其他结果", (State.MERGED, State.NOT_FILED, State.WITHDRAWN)),
}

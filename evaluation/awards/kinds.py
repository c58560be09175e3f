"""The kinds of duties that an award opens."""

END_NOTICE = "awards.end_notice"
REVIEW = "awards.review"
CONCLUDE_OBJECTION = "awards.conclude_objection"
DECIDE = "awards.decide"

"""The kinds of duties that an assessment opens."""

FILL = "assessments.fill"
SIGN = "assessments.sign"
HEAR = "assessments.hear"
APPEAL = "assessments.appeal"
DECIDE_APPEAL = "assessments.decide_appeal"
PUBLISH = "assessments.publish"
CONFIRM = "assessments.confirm"

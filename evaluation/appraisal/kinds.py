"""The kinds of duties that an appraisal opens."""

YEARLY = "appraisal.yearly"
REPORT = "appraisal.report"
FEED_BACK = "appraisal.feed_back"
SEND_UP = "appraisal.send_up"
DISCLOSE = "appraisal.disclose"
ANSWER = "appraisal.answer"

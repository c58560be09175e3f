"""The kinds of duties that the review of the accounts opens."""

HAND_IN = "finance.hand_in"
REVIEW = "finance.review"
SIGN = "finance.sign"
PUBLISH = "finance.publish"

"""The kinds of duties that the five lights and the duty books open."""

CONFIRM = "foundations.confirm"
SIGN_BOOK = "foundations.sign_book"
REVIEW_BOOK = "foundations.review_book"

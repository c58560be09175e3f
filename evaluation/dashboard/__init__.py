"""The year on one page for those who lead or inspect: what was scored, and what the records say. Nothing is kept here."""

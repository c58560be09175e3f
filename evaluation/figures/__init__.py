"""Figures of a unit and year out of the records of the rooms below, each with the rows that made it; kept when a year is closed."""

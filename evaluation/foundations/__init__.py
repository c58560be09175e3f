"""What democratic management stands on in a unit (五个到位): five lights a year, each the rows behind it, and their evidence."""

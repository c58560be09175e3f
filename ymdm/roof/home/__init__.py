"""The start page of each kind of person: what is owed, where proposals stand, what has just happened."""

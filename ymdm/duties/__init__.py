"""Who owes what to whom by which working day."""

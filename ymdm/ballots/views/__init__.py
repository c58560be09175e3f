"""Pages of the boxes: for who votes, who keeps the keys, and everybody who wants to check."""

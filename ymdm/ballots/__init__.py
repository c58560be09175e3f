"""Secret ballots: sealed in the browser, opened by several keepers together, checked by anyone."""

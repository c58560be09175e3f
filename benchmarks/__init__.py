"""Ratios measured side by side in one run: our pages against floors of a few lines, on the same server and database."""

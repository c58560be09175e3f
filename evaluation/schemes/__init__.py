"""The scheme of a year for one class of units: indicators with their weights, bands, and when it was announced."""

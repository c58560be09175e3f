"""The tags by kind; `templatetags/ui.py` gathers them into one library and documents them."""

"""宣讲: planned by the union of a unit, held where its people signed in, and what they thought of it."""

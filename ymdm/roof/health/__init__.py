"""Whether the house works: for whoever watches the machines, and in Chinese for the system administrator (F139)."""

"""The figures of proposals that others may read, each with its definition, its counts and the rows behind it."""

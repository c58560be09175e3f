"""The tables of the assessment, in and out."""

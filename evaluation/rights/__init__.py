"""The four rights (四权) of one employee: what she may know, say, join and oversee, with her own rows. Nothing is kept here."""

"""How often one may ask for what costs much: counted in the database, so that the loss of Redis opens nothing."""

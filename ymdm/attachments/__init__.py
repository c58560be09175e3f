"""Files that belong to a matter: checked on the way in, handed out to those who may see the matter."""

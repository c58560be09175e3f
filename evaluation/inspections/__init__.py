"""Inspection visits: a team on site with a checklist and a drawn sample; what it finds is put right and looked at again."""

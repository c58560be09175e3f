"""Awards (表彰): quotas, nominations with conditions read from the records, public notices, decisions, certificates."""

"""Messages to people: inbox and mail through one outbox. Other rooms call `ymdm.notices.outbox.send`."""

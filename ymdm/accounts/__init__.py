"""Accounts: signing in, the session, passwords, the second factor, single sign-on, the page of the security log."""

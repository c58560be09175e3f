"""The security log: who signed in, failed, was locked or refused, took a list. Apart from the ledger (security.md 6)."""

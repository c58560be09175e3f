"""What the public ledger tells of proposals, and what it keeps to itself (proposals.md 8, F74)."""

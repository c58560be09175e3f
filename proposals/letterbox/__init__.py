"""The opinion mailbox (意见箱): letters whose writer nobody knows, and the answer that reaches her all the same."""

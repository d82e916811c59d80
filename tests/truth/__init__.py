"""What published tables say, read by a path of their own, and what the ledger says of them."""

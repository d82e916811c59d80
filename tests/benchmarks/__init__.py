"""How fast tracker is, against peers measured beside it in the same run."""

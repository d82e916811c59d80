"""One function for each thing that a user does, for the command line, tests and notebooks."""

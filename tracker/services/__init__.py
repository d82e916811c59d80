"""One function for each thing that a user does; the same for the command line, tests and notebooks."""

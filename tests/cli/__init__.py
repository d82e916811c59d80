"""The command line, from the words of a user to the words of the answer."""

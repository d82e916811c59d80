"""The services, where the command line does not lead to."""

"""What is looked for in the folder of a language, one sort of fault a module."""

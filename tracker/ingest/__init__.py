"""From an article to proposals: text, marks, sentences, statements and acts.

Everything here is a function of the text, the language's data and the names that a ledger knows;
nothing reads a clock, a network or a database.
"""

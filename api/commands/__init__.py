"""One module per command; each function is a command, its parameters the options."""

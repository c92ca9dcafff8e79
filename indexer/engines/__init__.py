"""`base` is the Protocol that the rest of the program uses; each engine is a package beside it."""

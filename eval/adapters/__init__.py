"""Public sets, given by path, in the one shape of `eval.evalset`. None of them comes with the program."""

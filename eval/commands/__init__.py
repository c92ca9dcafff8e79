"""What `tracuu eval` can be asked for: one command a module, put together in `eval.cli`."""

"""Measures, one a module. Each takes what is right and what was found, and gives plain figures."""

"""Measures of every stage: `bench_analysis` and `bench_start` time it against a peer in the same run.

Nothing here is imported by the program but by `tracuu eval`.
"""

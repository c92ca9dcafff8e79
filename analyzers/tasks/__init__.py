"""The tasks that plans give out: what is to be done, who leads, who helps, what comes of it, by when.

`find_tasks` looks for task paragraphs with labelled lines (`blocks`), rows of tables (`tables`), and
headings and sentences that give something to a unit (`sentences`); `names` takes lists of units apart and
`deadlines` reads times.
"""

from analyzers.tasks.find import find_tasks

__all__ = ["find_tasks"]

"""How people and programs reach tracuu: the command line, the HTTP interface and the web pages.

`cli.main` is the console script; each command is a module of `commands/`, what it prints for people a
module of `show/`. `http.create_app` gives the FastAPI application, with one router a resource. Both show
the same JSON objects; every word for people is in `messages.py`, in Vietnamese and English.
"""

"""One module a resource under `/api/v1/`."""

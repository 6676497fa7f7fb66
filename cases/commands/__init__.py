"""One use case, one file, one transaction."""

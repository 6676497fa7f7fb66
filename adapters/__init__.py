"""Every way out: database, keys."""

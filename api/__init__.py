"""Every way in: HTTP, web pages, worker, command line."""

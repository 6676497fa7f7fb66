"""Documents: records become PDFs, and files from outside are looked at, each in a process of its own."""

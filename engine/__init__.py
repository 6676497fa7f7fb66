"""What a process may do: run, wait, decide, correlate, recover."""

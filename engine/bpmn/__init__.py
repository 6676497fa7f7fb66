"""The interpreter. The only package that knows SpiffWorkflow."""

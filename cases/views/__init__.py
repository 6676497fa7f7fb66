"""What somebody sees of a case, task or gateway: composed and redacted here, for pages and JSON alike."""

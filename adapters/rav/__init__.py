"""What comes from RAV systems: files in a folder or by upload."""

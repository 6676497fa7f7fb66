"""What the JSON API takes and gives, one file a resource."""

"""What SpiffWorkflow does wrong, shown on it as it comes, and what the house does instead."""

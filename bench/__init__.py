"""What a step costs, against the cheapest server that keeps anything at all."""

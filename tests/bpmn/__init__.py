"""Playing single models on the runtime."""

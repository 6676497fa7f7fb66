"""What a person may answer: form definitions, validation, HTML, JSON Schema."""

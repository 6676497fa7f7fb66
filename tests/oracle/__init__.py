"""A second, slow reading of BPMN, to hold the runtime against."""

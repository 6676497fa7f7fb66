"""What the runtime promises about BPMN, told as models: each feature in each surroundings, played step by step."""

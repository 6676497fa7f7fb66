"""Pictures of procedures: the layout of models written as text, and BPMN drawn as SVG."""

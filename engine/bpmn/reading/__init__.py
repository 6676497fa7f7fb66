"""From a BPMN file to a `Model`: what may be written in several ways is read in one, and told in its notes."""

from engine.bpmn.reading.process import called_processes, read_model, read_process, select_process

__all__ = ["called_processes", "read_model", "read_process", "select_process"]

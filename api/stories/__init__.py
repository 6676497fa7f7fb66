"""Stories: what a procedure must do, told by its designers, played on a house in memory."""

"""Processes are killed while clients work, and a checker reads what the clients were told and what the database says."""

"""FEEL and DMN: what is true, what follows. Pure; knows nothing of processes."""

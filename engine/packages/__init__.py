"""A process package: a canton's whole world in one folder, read and checked as a whole."""

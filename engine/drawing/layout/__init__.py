"""Where the elements of a model stand that was written as text: lanes are bands, ranks are columns."""

"""Slips: one small thing wrong in a model or in our code, to see which story notices."""

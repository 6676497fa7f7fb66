"""Test cases of decision models in the format of the DMN TCK: inputs, and the results they must give."""

from decisions.testcases.reading import Case, CaseFile, Expected, read_cases
from decisions.testcases.running import Ran, run_file, run_folder

__all__ = ["Case", "CaseFile", "Expected", "Ran", "read_cases", "run_file", "run_folder"]

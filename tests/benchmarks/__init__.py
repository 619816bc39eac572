"""The budgets of DESIGN 8, each measured against its reference in the same run: ``make bench``."""

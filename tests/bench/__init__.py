"""The budgets of the design beside the measured figures. `make bench` runs it."""

"""The operator's commands on events and dead letters."""

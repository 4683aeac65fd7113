"""Handlers that do only what nobody can leave out, to measure the functions against."""

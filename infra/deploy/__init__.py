"""The deployment: a plan of commands, what carries it out, and what moves traffic."""

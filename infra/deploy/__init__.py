"""The deployment: a plan of commands, its executor, and the traffic between revisions."""

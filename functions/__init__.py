"""One folder a function. None imports another."""

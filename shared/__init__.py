"""What every function shares. Imports nothing from `functions`."""

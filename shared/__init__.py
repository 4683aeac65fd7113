"""What every function shares: the rooms edge → store → runtime → event, and pixels beside them.

Imports nothing from `functions`; `make lint` proves these arrows.
"""

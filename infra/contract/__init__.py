"""The contract: what both sides of the API are held to, written from the code that decides it."""

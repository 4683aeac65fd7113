"""The confirmation, as a mail server and an inbox meet it."""

"""Firestore and Cloud Storage: the only code that talks to either.

Import the modules one by one: `media` loads no Firestore client, and the others no Storage client.
"""

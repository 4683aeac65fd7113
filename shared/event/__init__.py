"""The event: its rules, its stored form, and how it is put into words.

Pure: no cloud client, no HTTP, no settings.
"""

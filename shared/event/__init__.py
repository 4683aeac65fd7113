"""The event itself: its rules, its stored form, its words. Pure: no cloud, no HTTP, no settings."""

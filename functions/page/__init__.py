"""GET /e/{slug}: what the world sees."""

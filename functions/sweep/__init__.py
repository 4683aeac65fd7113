"""The scheduled job that re-publishes messages of unfinished work, for example after a crash."""

"""Work that a crash left behind is emitted again."""

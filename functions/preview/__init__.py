"""POST /api/covers/preview: the picture that publishing a draft would compose."""

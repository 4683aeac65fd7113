"""The public page, as people, browsers, caches and crawlers meet it."""

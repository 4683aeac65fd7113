"""Where the outside comes in: HTTP requests with their callers and problems, Pub/Sub deliveries."""

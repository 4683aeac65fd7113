"""What a function runs on: settings, logs, Google's clients, start-up, and the topic."""

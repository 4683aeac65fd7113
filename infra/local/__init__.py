"""The local stack: the whole product on one machine, with Google's emulators."""

"""The local stack: the whole product on one machine, on real emulators."""

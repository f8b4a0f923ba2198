# No file yet.

"""Training and measuring the restoration of damaged Vietnamese (`analyzers.restore`)."""

"""What a plan looks like wherever it is made, answered or shown."""

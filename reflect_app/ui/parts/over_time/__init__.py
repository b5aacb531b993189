"""What Over time is made of: charts and counts of sessions, a year's words, a sheet of numbers."""

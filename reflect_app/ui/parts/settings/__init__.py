"""What a person may change about the journal, in Settings and on the first run."""

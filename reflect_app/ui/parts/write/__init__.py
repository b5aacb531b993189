"""What the writing page is made of."""

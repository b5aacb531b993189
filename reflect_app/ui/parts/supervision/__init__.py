"""What Supervision is made of: sessions, how they are put right, and what is kept for them."""

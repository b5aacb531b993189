"""What Today is made of besides plans: checking in and catching up."""

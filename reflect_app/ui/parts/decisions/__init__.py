"""What the page of ethical decisions is made of: a draft, a decision that stands, its export."""

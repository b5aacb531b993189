"""What preparing a session is made of: what could be brought, one question, and the page."""

"""What is posted and what is answered, as models."""

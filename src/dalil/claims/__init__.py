"""What is said: passages and rows to claims, claims to entity views and contested questions."""

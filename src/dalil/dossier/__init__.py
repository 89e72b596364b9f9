"""The answer: findings and claims to sentences, every one with its footnote."""

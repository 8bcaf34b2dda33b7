"""Names of states and organisations, and the words that stand for them."""

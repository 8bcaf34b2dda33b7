"""The article as rows of words: folding, tokens, segments, units with their classes, and the patterns matched over them."""

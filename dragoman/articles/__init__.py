"""Source -> Article: what was given becomes text, its language is told, and each line of the page gets its role."""

"""Who belongs where and in what standing, who came and went, what was founded, beyond the rules of the language folders."""

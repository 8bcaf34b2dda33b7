"""Who chairs, told in words that no rule of the language folders foresees."""

"""Numbers: counted things, shares, money, votes, ordinals."""

"""Who said what, in whose words."""

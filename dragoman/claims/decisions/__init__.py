"""What was decided and what is aimed at."""

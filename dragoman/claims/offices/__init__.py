"""Who holds, gets or leaves which office."""

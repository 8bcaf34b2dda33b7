"""Documents: signed, adopted, ratified, cited."""

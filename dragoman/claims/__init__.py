"""Article -> mentions -> claims: how news is read. Words are data in `languages/`; here is only how to look at them."""

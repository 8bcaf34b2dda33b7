"""Source -> Article: what was given becomes text, its language is told, and each line of the page gets its role."""

KINDS = ("text", "html", "jsonl", "feed", "mbox", "warc", "wacz")  # what a source may hold

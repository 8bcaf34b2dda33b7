"""Article -> mentions -> claims: how news is read. Words are data in `languages/`; here is only how to look at them.

`reading` is the way on one screen. What it looks at first: `words` (the text as rows of units with their classes), `dates`, `numbers`,
`names` (states, organisations and the words that stand for them), `people`. What it claims of them: `rules` and `frames` (the named
rules of the language folders, and the claims made of what they find); `offices`, `speech`, `meetings`, `papers`, `decisions`, which have
too much grammar for a rule; `standings`, `chairs` and `gists`, which read what no rule foresees. What is left of it: `modality` (is it
so, or only expected?), `pagewide` and `joining` (what a page says twice is one claim).
"""

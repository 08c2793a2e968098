"""What rules share: spots to look at, words to recognise, findings to yield. No rule is in here."""

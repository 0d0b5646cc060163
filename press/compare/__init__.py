"""Two states of the texts in; what is new, changed, moved and gone out: as data, as pages and as lists."""

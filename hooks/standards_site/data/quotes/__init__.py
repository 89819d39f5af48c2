"""Numbers in sentences: read, written in words, and quoted from the records that hold them."""

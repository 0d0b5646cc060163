"""An edition released: what stands in the way, what is kept of it as data, and an archive of each of its languages."""

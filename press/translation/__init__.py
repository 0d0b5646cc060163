"""Translation: the one walk over all messages, the catalogs, and their application to a manual."""

"""What people filled in, from wherever they did: read from files, put into forms of any language."""

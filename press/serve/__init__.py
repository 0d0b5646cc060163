"""The preview of a project: pages that follow what is saved, made in memory, never written to output/."""

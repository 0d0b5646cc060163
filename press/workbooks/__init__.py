"""The facility workbook: its blocks of cells, what they compute, its layout, and the file that is made of it."""

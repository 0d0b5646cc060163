"""A bilingual edition for a reviewer: written as page, PDF and sheet; what was written into the sheet brought back."""

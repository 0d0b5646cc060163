"""A manual in one language in; the HTML of its pages, for the web and for print, out."""

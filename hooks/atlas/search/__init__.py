"""What a reader can search for, and the index that the browser reads in pieces."""

"""`make demo`: the product's story, told over HTTP alone on the running stage, chapter by chapter."""

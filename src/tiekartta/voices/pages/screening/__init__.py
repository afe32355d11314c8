"""The doors of screening: the queue, one text, quotations, kinds."""

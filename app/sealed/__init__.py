"""How does a recording lie on the disk? As an encrypted log that grows at its end and is read in memory."""

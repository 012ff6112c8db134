"""What a site administrator sees and does at the terminal: thin views over staff, store, upkeep, modelpacks. No Qt."""

"""What the hub may not show: before a blind rating, and where people agree too little with the program."""

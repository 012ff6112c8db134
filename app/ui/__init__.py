"""What do people see? Draws the state and sends events. Imports flow, workers, domain and Qt."""

"""What a page shows, as frozen values in one language: built from what the services and the contract give."""

"""How does slow work leave the screen free? Imports domain and Qt."""

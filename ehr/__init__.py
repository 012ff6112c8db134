"""The hub: gathers what kiosks send into one dossier per candidate. Imports `app.domain` and `app.scoring` only."""

"""The parts pages are made of: they draw values and know no page. Imports app.ui and Qt."""

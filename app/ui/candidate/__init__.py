"""The pages a candidate sees, one file each. Imports app.ui and domain."""

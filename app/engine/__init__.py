"""The media process: its loop, its supervisor. loop may import capture and analysis, supervisor neither."""

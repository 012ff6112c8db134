"""The voice process: says sentences aloud and plays sound. Ended at any moment, it is silent at that moment."""

"""The voice process: says sentences aloud and plays sound. Qt's speech engines block for seconds; a screen may not."""

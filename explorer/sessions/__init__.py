"""What a reader's visit holds of the process: loops, descriptors, memory, and the frames that come over its websocket."""

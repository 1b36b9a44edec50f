"""Heavy work beside the server: a queue of limited length, done in processes of their own, so that no map waits for it."""

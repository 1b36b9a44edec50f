"""The ASGI application and the server that runs it; ``gate`` decides who may talk to it. Its door is ``server.serve``."""

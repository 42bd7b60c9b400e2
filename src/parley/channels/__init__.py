"""The channels customers write through, one folder each. Empty so far: the web has no folder here.

Widgets, pages and programs ask over HTTP or a WebSocket and get their answer the same way (api/chat/). The first
channel that is sent its answers later brings the port with it: `channels/base.py`.
"""

"""The messengers customers write through, one folder each beside the port `base.py`.

The web has no folder here: widgets, pages and programs ask over HTTP or a WebSocket and get their answer the same
way (api/chat/).
"""

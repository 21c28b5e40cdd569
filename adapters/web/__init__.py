"""The reader's pages: a page for every quote, and the same questions as in a chat, readable without JavaScript.

`read` makes questions of addresses, `render` pages of what the desk tells, `app` is the ASGI app; nothing here decides.
"""

"""The core of Quotedesk: it decides, and never draws. It knows no chat platform and no event loop."""

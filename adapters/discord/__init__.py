"""Discord: reads its payloads, draws answers as Components V2, and decides nothing."""

from adapters.extras import needed

needed("discord", "discord", "cryptography")

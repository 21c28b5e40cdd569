"""Discord: reads its payloads, draws answers as Components V2, and decides nothing."""

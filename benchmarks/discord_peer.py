"""The least that a Discord bot can do, to compare with: discord.py, which offers the same choices and says the same words to all.

python -m benchmarks.discord_peer TOKEN PROXY
"""

import asyncio
import ssl
import sys

import aiohttp
import discord
from discord import app_commands

CHOICES = [app_commands.Choice(name=f"Somebody, number {number}", value=f"#{number}") for number in range(25)]


async def run(token: str, proxy: str) -> None:
    """Answer until this process is ended."""
    connector = aiohttp.TCPConnector(ssl=ssl.create_default_context())
    client = discord.AutoShardedClient(
        intents=discord.Intents(guilds=True), proxy=proxy, connector=connector, max_messages=None
    )
    tree = app_commands.CommandTree(client)

    @tree.command(description="answers")
    async def quote(interaction: discord.Interaction, name: str | None = None) -> None:  # noqa: ARG001 - it asks for one
        await interaction.response.send_message("Here.", ephemeral=True)

    @quote.autocomplete("name")
    async def offered(_: discord.Interaction, __: str) -> list[app_commands.Choice[str]]:
        return CHOICES

    async with client:
        await client.start(token)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2]))

"""What an operator may set, by environment variables that begin with BRUECKE_."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of one process."""

    model_config = SettingsConfigDict(env_prefix="BRUECKE_")

    database_url: str = "sqlite:///var/bruecke.sqlite"
    master_key_file: Path = Path("var/master.key")
    processes: Path = Path("processes")
    demo: bool = False
    fast_passwords: bool = False
    webhook_private: bool = False
    """Webhooks may go to private addresses and without TLS: for tests, and for a house in a closed network."""
    max_request_bytes: int = 1_000_000
    max_package_bytes: int = 8_000_000

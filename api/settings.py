"""What an operator may set, by environment variables that begin with BRUECKE_."""

from pathlib import Path
from typing import Literal, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from cases.staff import is_address


class Settings(BaseSettings):
    """Settings of one process."""

    model_config = SettingsConfigDict(env_prefix="BRUECKE_")

    database_url: str = "sqlite:///var/bruecke.sqlite"
    master_key_file: Path = Path("var/master.key")
    erasure_ledger: Path | None = None
    backups: Path = Path("var/backups")
    backup_days: int = 90
    processes: Path = Path("processes")
    demo: bool = False
    fast_passwords: bool = False
    webhook_private: bool = False
    """Webhooks may go to private addresses and without TLS: for tests, and for a house in a closed network."""
    rav_folder: Path | None = None
    """Where RAV systems lay files: a folder with in/, done/, errors/ and quarantine/, made where they are missing."""
    public_url: str | None = None
    """Where people reach Brücke, `https://HOST`, when TLS ends at a proxy: cookies are for https only then."""
    mail_host: str | None = None
    """The server that takes mail; without one nothing is sent, and pages offer invitations as files."""
    mail_port: int = Field(default=587, ge=1, le=65535)
    mail_security: Literal["starttls", "tls", "none"] = "starttls"
    """none: only where nobody else reads along, such as on the machine itself."""
    mail_sender: str | None = None
    """The address that mail comes from and that organises meetings: one of the institution's, of nobody in person."""
    mail_user: str | None = None
    mail_password: SecretStr | None = None
    mail_authority: Path | None = None
    """Certificates to trust for the mail server instead of the system's, such as those of a house of its own."""
    max_request_bytes: int = 1_000_000
    max_package_bytes: int = 8_000_000
    max_document_bytes: int = 10_200_000
    """A request that brings a file into a case: the file has 10 MB at most, what is said about it comes on top."""
    virus_clamd: str | None = None
    """Where a clamd listens, a socket file or HOST:PORT: every file that people bring is shown to it first."""
    virus_command: str | None = None
    """Or a command that gets the file on its standard input and ends with 0 (clean) or 1 (virus), such as `clamdscan -`."""

    drain_seconds: float | None = Field(default=None, ge=0)
    """How long requests are still served after SIGTERM; by default 5 in `serve`, none in `run`."""
    metrics_token: SecretStr | None = Field(default=None, min_length=16)
    """What /metrics is read with; without one it answers the machine itself only."""

    @field_validator("public_url")
    @classmethod
    def _is_https(cls, url: str | None) -> str | None:
        if url is not None:
            url = url.strip()
            parts = urlsplit(url)
            beside = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
            if parts.scheme != "https" or not parts.hostname or beside or not _has_port_or_none(parts):
                raise ValueError("write it as https://HOST or https://HOST:PORT, without a path")
        return url

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> Self:
        if self.mail_host is not None and (self.mail_sender is None or not is_address(self.mail_sender)):
            raise ValueError("BRUECKE_MAIL_HOST needs BRUECKE_MAIL_SENDER, an address such as iiz@example.ch")
        return self

    @property
    def public_host(self) -> str | None:
        """The host that browsers name, where it is known: 443 is not said."""
        if self.public_url is None:
            return None
        parts = urlsplit(self.public_url.strip())
        host = (
            str(parts.hostname).encode("idna").decode()
            if ":" not in str(parts.hostname)
            else f"[{parts.hostname}]"
        )
        return host if parts.port in (None, 443) else f"{host}:{parts.port}"

    @property
    def watched_folder(self) -> Path | None:
        """The folder that RAV systems lay files into: the demo has one beside the master key unless said otherwise."""
        return self.rav_folder or (self.master_key_file.with_name("rav") if self.demo else None)

    @property
    def ledger_file(self) -> Path:
        """Where erasures are written down: beside the master key unless said otherwise."""
        return self.erasure_ledger or self.master_key_file.with_name("erasure.ledger")


def _has_port_or_none(parts: SplitResult) -> bool:
    try:
        return parts.port is not None or not parts.netloc.endswith(":")
    except ValueError:  # no number, or none of a port
        return False

namespace Delivery.PaymentSandbox.Storage;

internal static class Schema
{
    /// <summary>Safe to run at every start.</summary>
    public const string Sql =
        """
        CREATE TABLE IF NOT EXISTS authorizations (
            id                    TEXT    NOT NULL PRIMARY KEY,
            reference             TEXT    NOT NULL,
            amount                INTEGER NOT NULL CHECK (amount > 0),
            currency              TEXT    NOT NULL,
            state                 TEXT    NOT NULL CHECK (state IN ('Authorized', 'Captured', 'Voided', 'Refunded')),
            capture_id            TEXT    UNIQUE,
            capture_failures_left INTEGER NOT NULL,
            created_at            TEXT    NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS ix_authorizations_reference ON authorizations (reference);

        CREATE TABLE IF NOT EXISTS entries (
            sequence         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            reference        TEXT    NOT NULL,
            authorization_id TEXT,
            kind             TEXT    NOT NULL CHECK (kind IN ('Authorized', 'Declined', 'Captured', 'CaptureFailed', 'Voided', 'Refunded')),
            amount           INTEGER NOT NULL,
            currency         TEXT    NOT NULL,
            at               TEXT    NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS ix_entries_reference ON entries (reference);
        CREATE TRIGGER IF NOT EXISTS entries_are_never_changed BEFORE UPDATE ON entries
            BEGIN SELECT RAISE(ABORT, 'The ledger only grows.'); END;
        CREATE TRIGGER IF NOT EXISTS entries_are_never_deleted BEFORE DELETE ON entries
            BEGIN SELECT RAISE(ABORT, 'The ledger only grows.'); END;

        CREATE TABLE IF NOT EXISTS idempotency_keys (
            key         TEXT    NOT NULL PRIMARY KEY,
            fingerprint TEXT    NOT NULL,
            status      INTEGER NOT NULL,
            body        TEXT    NOT NULL
        ) STRICT;

        CREATE TABLE IF NOT EXISTS card_calls (
            card_hash TEXT    NOT NULL PRIMARY KEY,
            calls     INTEGER NOT NULL
        ) STRICT;
        """;
}

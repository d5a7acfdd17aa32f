using System.Globalization;
using Delivery.PaymentSandbox.Ledger;
using Delivery.PaymentSandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Delivery.PaymentSandbox.Authorizations;

/// <summary>Reads and writes the rows of authorizations, cards and the ledger.</summary>
internal static class AuthorizationTable
{
    private const string Columns = "id, reference, amount, currency, state, capture_id, capture_failures_left, created_at";

    public static Authorization? Find(SqliteTransaction transaction, string id) =>
        transaction.Query($"SELECT {Columns} FROM authorizations WHERE id = $id", Read, ("$id", id)).SingleOrDefault();

    public static Authorization? FindByCapture(SqliteTransaction transaction, string captureId) =>
        transaction.Query($"SELECT {Columns} FROM authorizations WHERE capture_id = $id", Read, ("$id", captureId)).SingleOrDefault();

    public static List<Authorization> WithReference(SqliteTransaction transaction, string reference) =>
        transaction.Query($"SELECT {Columns} FROM authorizations WHERE reference = $reference ORDER BY id", Read, ("$reference", reference));

    public static void Insert(SqliteTransaction transaction, Authorization authorization) =>
        transaction.Execute(
            $"INSERT INTO authorizations ({Columns}) VALUES ($id, $reference, $amount, $currency, $state, NULL, $failures, $at)",
            ("$id", authorization.Id),
            ("$reference", authorization.Reference),
            ("$amount", authorization.Amount),
            ("$currency", authorization.Currency),
            ("$state", authorization.State.ToString()),
            ("$failures", authorization.CaptureFailuresLeft),
            ("$at", Text(authorization.CreatedAt)));

    public static void Update(SqliteTransaction transaction, Authorization authorization) =>
        transaction.Execute(
            "UPDATE authorizations SET state = $state, capture_id = $capture, capture_failures_left = $failures WHERE id = $id",
            ("$id", authorization.Id),
            ("$state", authorization.State.ToString()),
            ("$capture", authorization.CaptureId),
            ("$failures", authorization.CaptureFailuresLeft));

    public static void Write(SqliteTransaction transaction, EntryKind kind, Authorization authorization, DateTimeOffset at) =>
        transaction.Execute(
            "INSERT INTO entries (reference, authorization_id, kind, amount, currency, at) VALUES ($reference, $id, $kind, $amount, $currency, $at)",
            ("$reference", authorization.Reference),
            ("$id", kind == EntryKind.Declined ? null : authorization.Id),
            ("$kind", kind.ToString()),
            ("$amount", authorization.Amount),
            ("$currency", authorization.Currency),
            ("$at", Text(at)));

    /// <summary>Counts an authorization call of a card; the first is 1.</summary>
    public static int CountCall(SqliteTransaction transaction, string cardHash) =>
        transaction.Query(
            "INSERT INTO card_calls (card_hash, calls) VALUES ($hash, 1) ON CONFLICT (card_hash) DO UPDATE SET calls = calls + 1 RETURNING calls",
            row => row.GetInt32(0),
            ("$hash", cardHash)).Single();

    /// <summary>Ends the failures of all captures.</summary>
    public static void Heal(SqliteTransaction transaction) =>
        transaction.Execute("UPDATE authorizations SET capture_failures_left = 0 WHERE capture_failures_left <> 0");

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static Authorization Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetInt64(2),
        row.GetString(3),
        Enum.Parse<AuthorizationState>(row.GetString(4)),
        row.IsDBNull(5) ? null : row.GetString(5),
        row.GetInt32(6),
        DateTimeOffset.Parse(row.GetString(7), CultureInfo.InvariantCulture));
}

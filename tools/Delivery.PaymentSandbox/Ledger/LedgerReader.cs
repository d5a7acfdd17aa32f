using System.Globalization;
using Delivery.PaymentSandbox.Authorizations;
using Delivery.PaymentSandbox.Storage;
using Microsoft.Data.Sqlite;

namespace Delivery.PaymentSandbox.Ledger;

internal sealed class LedgerReader(SandboxDatabase database)
{
    private const string Columns = "sequence, reference, authorization_id, kind, amount, currency, at";

    public OrderBooks Order(string reference) => database.Read(transaction =>
    {
        var entries = transaction.Query(
            $"SELECT {Columns} FROM entries WHERE reference = $reference ORDER BY sequence", Read, ("$reference", reference));
        var open = AuthorizationTable.WithReference(transaction, reference).Any(found => found.State == AuthorizationState.Authorized);
        return new OrderBooks(
            reference,
            Sum(entries, EntryKind.Authorized),
            Sum(entries, EntryKind.Captured),
            Sum(entries, EntryKind.Refunded),
            Sum(entries, EntryKind.Voided),
            open,
            entries);
    });

    public List<Entry> Page(long after, int limit) => database.Read(transaction => transaction.Query(
        $"SELECT {Columns} FROM entries WHERE sequence > $after ORDER BY sequence LIMIT $limit",
        Read,
        ("$after", after),
        ("$limit", limit)));

    private static long Sum(List<Entry> entries, EntryKind kind) => entries.Where(entry => entry.Kind == kind).Sum(entry => entry.Amount);

    private static Entry Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        Enum.Parse<EntryKind>(row.GetString(3)),
        row.GetInt64(4),
        row.GetString(5),
        DateTimeOffset.Parse(row.GetString(6), CultureInfo.InvariantCulture));
}

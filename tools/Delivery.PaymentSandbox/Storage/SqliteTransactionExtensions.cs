using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Delivery.PaymentSandbox.Storage;

internal static class SqliteTransactionExtensions
{
    [SuppressMessage("Security", "CA2100", Justification = "Every statement is a constant of this program; values are parameters.")]
    public static SqliteCommand Command(this SqliteTransaction transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    public static int Execute(this SqliteTransaction transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = transaction.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static List<TRow> Query<TRow>(
        this SqliteTransaction transaction,
        string sql,
        Func<SqliteDataReader, TRow> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = transaction.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<TRow>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

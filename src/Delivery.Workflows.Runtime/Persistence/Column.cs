using Npgsql;
using NpgsqlTypes;

namespace Delivery.Workflows.Runtime.Persistence;

/// <summary>Many rows as the arrays that <c>unnest</c> takes: one parameter per column.</summary>
internal static class Column
{
    public static NpgsqlParameter Text<TRow>(IEnumerable<TRow> rows, Func<TRow, string?> pick) =>
        new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(pick)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    public static NpgsqlParameter Text(IEnumerable<string?> values) => Text(values, value => value);

    public static NpgsqlParameter Integer<TRow>(IEnumerable<TRow> rows, Func<TRow, int> pick) =>
        new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(pick)] };

    public static NpgsqlParameter Long<TRow>(IEnumerable<TRow> rows, Func<TRow, long> pick) =>
        new NpgsqlParameter<long[]> { TypedValue = [.. rows.Select(pick)] };

    public static NpgsqlParameter Long(long[] values) => new NpgsqlParameter<long[]> { TypedValue = values };

    public static NpgsqlParameter Flag<TRow>(IEnumerable<TRow> rows, Func<TRow, bool> pick) =>
        new NpgsqlParameter<bool[]> { TypedValue = [.. rows.Select(pick)] };

    public static NpgsqlParameter Bytes<TRow>(IEnumerable<TRow> rows, Func<TRow, byte[]> pick) =>
        new NpgsqlParameter<byte[][]> { TypedValue = [.. rows.Select(pick)] };

    public static NpgsqlParameter Instant<TRow>(IEnumerable<TRow> rows, Func<TRow, DateTimeOffset> pick) =>
        new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. rows.Select(row => pick(row).ToUniversalTime())] };

    public static NpgsqlParameter OptionalInstant<TRow>(IEnumerable<TRow> rows, Func<TRow, DateTimeOffset?> pick) =>
        new NpgsqlParameter<DateTimeOffset?[]>
        {
            TypedValue = [.. rows.Select(row => pick(row)?.ToUniversalTime())],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        };

    /// <summary>A single value.</summary>
    public static NpgsqlParameter Value<TValue>(TValue value) => new NpgsqlParameter<TValue> { TypedValue = value };

    /// <summary>A single text, which may be absent.</summary>
    public static NpgsqlParameter OptionalText(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}

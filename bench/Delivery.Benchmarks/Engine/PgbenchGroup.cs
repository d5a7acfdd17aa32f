using System.Collections;
using System.Globalization;
using System.Text;
using Delivery.Workflows.Runtime.Commits;
using Npgsql;

namespace Delivery.Benchmarks.Engine;

/// <summary>A group of new orders on their way from start to end, as pgbench reads it: variables instead of numbered parameters.</summary>
/// <param name="Steps">The statements of each step.</param>
/// <param name="Columns">The arrays by the names of their variables, as PostgreSQL writes arrays down.</param>
internal sealed record PgbenchGroup(IReadOnlyList<IReadOnlyList<string>> Steps, IReadOnlyDictionary<string, string> Columns)
{
    public static PgbenchGroup Create(IReadOnlyList<PreparedBurst> samples, int size)
    {
        string[] ids = [.. Enumerable.Range(0, size).Select(_ => Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture))];
        var steps = new List<IReadOnlyList<string>>();
        var columns = new Dictionary<string, string>();
        foreach (var sample in samples)
        {
            var statements = FloorStatements.For([.. ids.Select(id => new FloorStep("wfi_" + id, "ord_" + id, sample))]);
            steps.Add([.. statements.Select(statement => Add(statement, columns))]);
        }

        return new PgbenchGroup(steps, columns);
    }

    /// <summary>The variables that have another value in the other group.</summary>
    public IReadOnlyList<string> NamesOfOwn(PgbenchGroup other) => [.. Columns.Where(column => other.Columns[column.Key] != column.Value).Select(column => column.Key)];

    private static string Add(FloorStatement statement, Dictionary<string, string> columns)
    {
        var sql = statement.Sql;
        // From the last to the first: $1 is the beginning of $10.
        for (var i = statement.Columns.Length; i > 0; i--)
        {
            var (type, text) = Write(statement.Columns[i - 1]);
            var name = string.Create(CultureInfo.InvariantCulture, $"c{columns.Count}");
            columns.Add(name, text);
            sql = sql.Replace(string.Create(CultureInfo.InvariantCulture, $"${i}"), $":{name}::{type}", StringComparison.Ordinal);
        }

        return sql + ";";
    }

    private static (string Type, string Text) Write(NpgsqlParameter column)
    {
        var text = new StringBuilder("{").AppendJoin(',', ((IEnumerable)column.Value!).Cast<object?>().Select(Write)).Append('}').ToString();
        var type = column.Value switch
        {
            Guid[] => "uuid[]",
            byte[][] => "bytea[]",
            DateTimeOffset?[] => "timestamptz[]",
            int[] => "int[]",
            long[] => "bigint[]",
            bool[] => "bool[]",
            _ => "text[]",
        };
        return (type, text);
    }

    private static string Write(object? value) => value switch
    {
        null => "NULL",
        byte[] bytes => $"\"\\\\x{Convert.ToHexString(bytes)}\"",
        DateTimeOffset instant => $"\"{instant.ToString("O", CultureInfo.InvariantCulture)}\"",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}

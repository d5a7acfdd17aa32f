using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Delivery.Benchmarks.Postgres;
using Delivery.Workflows.Runtime.Commits;
using Npgsql;

namespace Delivery.Benchmarks.Engine;

/// <summary>
/// The floor's statements with the floor's arrays, and no program of ours: pgbench carries groups of new orders, as large as the floor's, from
/// start to end, one transaction and one round trip for each step. The arrays are computed before and lie in tables, from which pgbench reads what
/// all groups have in common once, and what is a group's own when its turn comes. It says whether the floor is a floor.
/// </summary>
internal static partial class Pgbench
{
    /// <summary>More than a machine can carry to their end.</summary>
    private const int GroupsPerSecond = 100;

    /// <returns>How many orders came to their end in a second.</returns>
    public static async Task<double> RunAsync(
        PostgresServer postgres, IReadOnlyList<PreparedBurst> samples, int groupSize, TimeSpan duration)
    {
        var group = PgbenchGroup.Create(samples, groupSize);
        var own = group.NamesOfOwn(PgbenchGroup.Create(samples, groupSize));
        await FillAsync(postgres, "bench_common", group.Columns.Keys.Except(own), [group]);
        await FillAsync(
            postgres, "bench_own", own,
            Enumerable.Range(0, (int)(GroupsPerSecond * duration.TotalSeconds)).Select(_ => PgbenchGroup.Create(samples, groupSize)));
        await postgres.ExecuteAsync("ANALYZE");

        var script = new StringBuilder(
            """
            \set number :number + 1
            \if :number = 1
            SELECT * FROM bench_common \gset
            \endif
            SELECT * FROM bench_own WHERE number = :number \gset

            """);
        foreach (var step in group.Steps)
        {
            script.AppendLine(@"\startpipeline").AppendJoin(Environment.NewLine, step).AppendLine().AppendLine(@"\endpipeline");
        }

        var output = await postgres.RunPgbenchAsync(script.ToString(), duration);
        return groupSize * double.Parse(TransactionsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static async Task FillAsync(PostgresServer postgres, string table, IEnumerable<string> columns, IEnumerable<PgbenchGroup> groups)
    {
        string[] names = [.. columns];
        await postgres.ExecuteAsync($"CREATE TABLE {table} (number serial PRIMARY KEY, {string.Join(", ", names.Select(name => name + " text"))})");
        await using var dataSource = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} ({string.Join(", ", names)}) FROM STDIN (FORMAT BINARY)");
        foreach (var group in groups)
        {
            await copy.StartRowAsync();
            foreach (var name in names)
            {
                await copy.WriteAsync(group.Columns[name]);
            }
        }

        await copy.CompleteAsync();
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex TransactionsPerSecond();
}

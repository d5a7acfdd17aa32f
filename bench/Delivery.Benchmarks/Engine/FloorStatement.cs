using Npgsql;

namespace Delivery.Benchmarks.Engine;

/// <summary>One statement of the floor, for a whole group.</summary>
/// <param name="Sql">With numbered parameters.</param>
/// <param name="Columns">An array for each parameter.</param>
internal sealed record FloorStatement(string Sql, params NpgsqlParameter[] Columns)
{
    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Sql);
        foreach (var column in Columns)
        {
            command.Parameters.Add(column);
        }

        return command;
    }
}

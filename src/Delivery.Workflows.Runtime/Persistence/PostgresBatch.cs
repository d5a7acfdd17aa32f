using System.Data.Common;
using Npgsql;

namespace Delivery.Workflows.Runtime.Persistence;

/// <summary>Statements that make one round trip, and what is to be done with the rows that they give.</summary>
internal sealed class PostgresBatch(NpgsqlBatch batch)
{
    private readonly List<Action<DbDataReader>> _readers = [];

    /// <summary>How many of the queries have been answered completely.</summary>
    public int Answered { get; private set; }

    /// <summary>How many queries there are so far.</summary>
    public int Queries => _readers.Count;

    public void Execute(NpgsqlBatchCommand command) => batch.BatchCommands.Add(command);

    public void Execute(string statement, params ReadOnlySpan<NpgsqlParameter> parameters) => Execute(ToCommand(statement, parameters));

    public void Query(NpgsqlBatchCommand command, Action<DbDataReader> readRow)
    {
        Execute(command);
        _readers.Add(readRow);
    }

    public void Query(string statement, Action<DbDataReader> readRow, params ReadOnlySpan<NpgsqlParameter> parameters) =>
        Query(ToCommand(statement, parameters), readRow);

    /// <summary>Runs them. A failing statement throws, after the queries before it have been answered.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var readRow in _readers)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                readRow(reader);
            }

            Answered++;
            await reader.NextResultAsync(cancellationToken);
        }
    }

    private static NpgsqlBatchCommand ToCommand(string statement, ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(statement);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

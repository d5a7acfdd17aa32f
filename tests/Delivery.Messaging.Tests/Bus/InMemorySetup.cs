using Delivery.Testing;
using Microsoft.Data.Sqlite;

namespace Delivery.Messaging.Tests.Bus;

/// <summary>SQLite and the in-memory bus.</summary>
public sealed class InMemorySetup : IBusSetup
{
    private readonly TemporaryDirectory _directory = new();

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Data:Directory"] = _directory.Path,
        ["Bus:AttemptDelay"] = "00:00:00.010",
    };

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}

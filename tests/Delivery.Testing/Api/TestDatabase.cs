namespace Delivery.Testing.Api;

/// <summary>The databases that a module runs on.</summary>
public enum TestDatabase
{
    /// <summary>A file in a temporary folder.</summary>
    Sqlite,

    /// <summary>A database of its own on the server named by <see cref="TestServers.PostgresVariable"/>.</summary>
    Postgres,
}

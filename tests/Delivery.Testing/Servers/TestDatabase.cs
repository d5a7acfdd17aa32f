namespace Delivery.Testing.Servers;

/// <summary>The databases that a module runs on.</summary>
public enum TestDatabase
{
    /// <summary>A file in a temporary folder.</summary>
    Sqlite,

    /// <summary>A <see cref="PostgresDatabase"/>.</summary>
    Postgres,
}

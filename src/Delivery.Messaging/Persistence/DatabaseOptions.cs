using Microsoft.Extensions.Configuration;

namespace Delivery.Messaging.Persistence;

/// <summary>Where the modules' data lives.</summary>
public sealed class DatabaseOptions
{
    /// <summary>
    /// PostgreSQL's connection string, from <c>ConnectionStrings:Delivery</c>; a module's own in <c>ConnectionStrings:{Module}</c> goes before it.
    /// Null means SQLite.
    /// </summary>
    public string? ConnectionString { get; init; }

    /// <summary>The folder of the SQLite files, from <c>Data:Directory</c>; default <c>.data</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>True for SQLite.</summary>
    public bool UseSqlite => string.IsNullOrWhiteSpace(ConnectionString);

    /// <summary>Reads the options of one module.</summary>
    public static DatabaseOptions For(IConfiguration configuration, string module) => new()
    {
        ConnectionString = configuration.GetConnectionString(module) ?? configuration.GetConnectionString("Delivery"),
        DataDirectory = configuration["Data:Directory"] ?? ".data",
    };
}

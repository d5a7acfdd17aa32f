namespace Delivery.IntegrationTests.Processes;

/// <summary>The two ways to run in one process.</summary>
public enum SetUp
{
    /// <summary>What a newcomer gets: SQLite files and the in-memory bus.</summary>
    SqliteInMemory,

    /// <summary>What production has: PostgreSQL and RabbitMQ.</summary>
    PostgresRabbitMq,
}

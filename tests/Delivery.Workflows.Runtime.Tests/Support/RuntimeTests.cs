using Delivery.Testing;
using Delivery.Testing.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>A database of its own for each test, and as many runtimes on it as the test starts. Every test runs on both databases.</summary>
public abstract class RuntimeTests(TestDatabase database) : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<RuntimeHost> _hosts = [];
    private PostgresDatabase? _postgres;

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync()
    {
        var migrated = (await TestContext.Current.GetFixture<MigratedDatabases>())!;
        if (database == TestDatabase.Postgres)
        {
            _postgres = await migrated.CopyPostgresAsync();
        }
        else
        {
            await migrated.CopySqliteAsync(_directory.Path);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    internal async Task<RuntimeHost> StartAsync(Func<RuntimeHostOptions, RuntimeHostOptions>? configure = null)
    {
        var options = new RuntimeHostOptions
        {
            Time = Time,
            DataDirectory = _directory.Path,
            ConnectionString = _postgres?.ConnectionString,
        };
        var host = await RuntimeHost.StartAsync(configure?.Invoke(options) ?? options);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Stops a runtime before the test's end.</summary>
    internal async Task StopAsync(RuntimeHost host)
    {
        _hosts.Remove(host);
        await host.DisposeAsync();
    }
}

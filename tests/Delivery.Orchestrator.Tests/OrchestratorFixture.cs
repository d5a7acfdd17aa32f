using Delivery.Orchestrator.Persistence;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Orchestrator.Tests;

/// <summary>The module alone, without a bus.</summary>
public abstract class OrchestratorFixture(TestDatabase database) : IAsyncLifetime
{
    private ModuleHarness<OrchestratorDbContext>? _module;
    private PostgresDatabase? _postgres;

    internal ModuleHarness<OrchestratorDbContext> Module => _module!;

    public async ValueTask InitializeAsync()
    {
        _postgres = database == TestDatabase.Postgres ? await PostgresDatabase.CreateAsync() : null;
        _module = await ModuleHarness.StartAsync<OrchestratorDbContext>(
            new OrchestratorModule(), options => options.Settings["ConnectionStrings:Delivery"] = _postgres?.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await _module.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}

using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Tests.Support;

/// <summary>A process of the platform: some modules on one bus.</summary>
internal sealed class BusHost : IAsyncDisposable
{
    private readonly IHost _host;

    private BusHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public static async Task<BusHost> StartAsync(IReadOnlyDictionary<string, string?> settings, Action<IHostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        if (Environment.GetEnvironmentVariable("DELIVERY_TEST_LOG") is { Length: > 0 })
        {
            builder.Logging.AddConsole().AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).SetMinimumLevel(LogLevel.Debug);
        }

        configure(builder);
        var host = builder.Build();
        foreach (var setup in host.Services.GetServices<IModuleSetup>())
        {
            await setup.RunAsync(CancellationToken.None);
        }

        await host.StartAsync();
        return new BusHost(host);
    }

    /// <summary>Commits a transaction of a module.</summary>
    public Task RunAsync<TModule>(Action<ModuleTransaction<TestDbContext<TModule>>> work)
        where TModule : ITestModule =>
        Services.GetRequiredService<Transactions<TestDbContext<TModule>>>().RunAsync(
            (transaction, _) =>
            {
                work(transaction);
                return Task.CompletedTask;
            },
            CancellationToken.None);

    /// <summary>Reads a module's tables.</summary>
    public async Task<TResult> QueryAsync<TModule, TResult>(Func<TestDbContext<TModule>, Task<TResult>> query)
        where TModule : ITestModule
    {
        await using var scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<TestDbContext<TModule>>());
    }

    /// <summary>What the module's handlers wrote down.</summary>
    public Task<List<string>> EntriesAsync<TModule>()
        where TModule : ITestModule =>
        QueryAsync<TModule, List<string>>(db => db.Entries.OrderBy(entry => entry.Id).Select(entry => entry.Text).ToListAsync());

    /// <summary>How many rows wait in the module's outbox.</summary>
    public Task<int> OutboxAsync<TModule>()
        where TModule : ITestModule =>
        QueryAsync<TModule, int>(db => db.Outbox.CountAsync());

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

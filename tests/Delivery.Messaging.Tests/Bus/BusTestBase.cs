using Delivery.Contracts.Orders;
using Delivery.Contracts.Stores;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Tests.Support;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Delivery.Messaging.Tests.Bus;

/// <summary>Gives each test a place for data and messages of its own.</summary>
public abstract class BusTestBase : IAsyncLifetime
{
    protected IBusSetup Setup { get; private set; } = null!;

    protected IReadOnlyDictionary<string, string?> Settings => Setup.Settings;

    public async ValueTask InitializeAsync() => Setup = await CreateSetupAsync();

    public async ValueTask DisposeAsync()
    {
        await Setup.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<IBusSetup> CreateSetupAsync();

    /// <summary>Orders, Stores and Riders in one process; Stores and Riders listen to Orders, and Orders to Stores.</summary>
    private protected Task<BusHost> StartAsync(
        Action<ModuleMessagingBuilder<TestDbContext<Stores>>>? stores = null,
        Action<IHostApplicationBuilder>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null) =>
        BusHost.StartAsync(With(settings), builder =>
        {
            builder.AddTestModule<Orders>(messaging => messaging.Handle<TicketAccepted, Recorder<TicketAccepted, Orders>>());
            builder.AddTestModule(stores ?? (messaging => messaging
                .Handle<CancellationRequested, Recorder<CancellationRequested, Stores>>()
                .Handle<ExpireTicket, Recorder<ExpireTicket, Stores>>()));
            builder.AddTestModule<Riders>(messaging => messaging.Handle<CancellationRequested, Recorder<CancellationRequested, Riders>>());
            configure?.Invoke(builder);
        });

    private Dictionary<string, string?> With(IReadOnlyDictionary<string, string?>? settings)
    {
        var all = new Dictionary<string, string?>(Settings);
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        return all;
    }
}

using Delivery.Contracts;
using Delivery.Contracts.Stores;
using Delivery.ServiceDefaults.Text;
using Delivery.Status.Data;
using Delivery.Status.Streams;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Delivery.Status.Tests;

/// <summary>The module with two stores, each with an owner. Its background services do not run: tests call them.</summary>
public abstract class StatusFixture(TestDatabase database) : IAsyncLifetime
{
    private ModuleHarness<StatusDbContext>? _module;
    private PostgresDatabase? _postgres;

    internal ModuleHarness<StatusDbContext> Module => _module!;

    public async ValueTask InitializeAsync()
    {
        _postgres = database == TestDatabase.Postgres ? await PostgresDatabase.CreateAsync() : null;
        _module = await ModuleHarness.StartAsync<StatusDbContext>(new StatusModule(), options =>
        {
            options.Settings["ConnectionStrings:Delivery"] = _postgres?.ConnectionString;
            // Never reached, but it lets writers run beside each other, as only the in-memory bus does not.
            options.Settings["Bus:RabbitMq"] = _postgres is null ? null : "amqp://nobody@127.0.0.1:1";
            options.Settings["Limits:Burst"] = "100000";
            options.Settings["Status:MaxStreams"] = "20";
            options.Settings["Retention:Batch"] = "7";
        });
        await _module.HandleAsync(Store("sto_hanok", "owner-1", version: 2));
        await _module.HandleAsync(Store("sto_hanok", "former-owner", version: 1));
        await _module.HandleAsync(Store("sto_roma", "owner-2", version: 1));
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

    internal string NewOrderId() => Ids.New("ord", Module.Time.GetUtcNow());

    internal OrderHistory NewOrder(string customerId = "customer-1", string storeId = "sto_hanok") => new(NewOrderId(), customerId, storeId);

    internal async Task<string> HandleAsync(OrderHistory history)
    {
        await HandleAsync(history.Events);
        return history.Events[0].OrderId;
    }

    internal async Task HandleAsync(IEnumerable<IOrderEvent> events)
    {
        foreach (var @event in events)
        {
            await Module.HandleAsync(@event);
        }
    }

    /// <summary>Does what the feed does when it is woken.</summary>
    internal Task FeedAsync() => Module.Services.GetRequiredService<ChangeFeed>().RunOnceAsync(CancellationToken.None);

    private static StoreChanged Store(string storeId, string ownerId, int version) => new()
    {
        StoreId = storeId,
        Version = version,
        At = DateTimeOffset.UnixEpoch,
        OwnerId = ownerId,
        Name = new Dictionary<string, string> { ["en"] = "Store" },
        RegionId = "gangnam",
        Currency = "KRW",
        DeliveryFee = 3000,
        Open = true,
        Menu = [],
    };
}

using Delivery.Contracts.Stores;
using Delivery.Orders.Data;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Xunit;

namespace Delivery.Orders.Tests;

/// <summary>The module with three stores in two regions.</summary>
public abstract class OrdersFixture(TestDatabase database) : IAsyncLifetime
{
    private ModuleHarness<OrdersDbContext>? _module;
    private PostgresDatabase? _postgres;

    internal ModuleHarness<OrdersDbContext> Module => _module!;

    public async ValueTask InitializeAsync()
    {
        _postgres = database == TestDatabase.Postgres ? await PostgresDatabase.CreateAsync() : null;
        _module = await ModuleHarness.StartAsync<OrdersDbContext>(new OrdersModule(), options =>
        {
            options.Settings["ConnectionStrings:Delivery"] = _postgres?.ConnectionString;
            // Never reached, but it lets writers run beside each other, as only the in-memory bus does not.
            options.Settings["Bus:RabbitMq"] = _postgres is null ? null : "amqp://nobody@127.0.0.1:1";
            options.Settings["Limits:Burst"] = "100000";
        });
        await _module.HandleAsync(Store("sto_hanok", "gangnam", "bibimbap", "bulgogi"));
        await _module.HandleAsync(Store("sto_roma", "seocho", "margherita"));
        await _module.HandleAsync(Store("sto_closed", "gangnam", "toast") with { Open = false });
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

    /// <summary>A store whose items cost 9000, 10000 and so on; an item named <c>soldout</c> is sold out.</summary>
    internal static StoreChanged Store(string storeId, string regionId, params string[] items) => new()
    {
        StoreId = storeId,
        Version = 1,
        At = DateTimeOffset.UnixEpoch,
        OwnerId = "owner-1",
        Name = new Dictionary<string, string> { ["ko"] = "가게", ["en"] = "Store" },
        RegionId = regionId,
        Currency = "KRW",
        DeliveryFee = 3000,
        Open = true,
        Menu =
        [
            .. items.Append("soldout-" + storeId).Select((item, index) => new MenuItem(
                item,
                new Dictionary<string, string> { ["ko"] = $"{item} 메뉴", ["en"] = item },
                9000 + (1000 * index),
                item.StartsWith("soldout", StringComparison.Ordinal))),
        ],
    };
}

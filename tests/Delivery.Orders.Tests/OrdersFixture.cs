using Delivery.Contracts.Stores;
using Delivery.Orders.Data;
using Delivery.Testing.Api;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Delivery.Orders.Tests;

/// <summary>The module with three stores in two regions.</summary>
public abstract class OrdersFixture(TestDatabase database) : IAsyncLifetime
{
    private ModuleApi<OrdersDbContext>? _api;

    internal ModuleApi<OrdersDbContext> Api => _api!;

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync()
    {
        _api = await ModuleApi.StartAsync<OrdersDbContext>(new OrdersModule(), database, Clock);
        await Api.HandleAsync(Store("sto_hanok", "gangnam", "bibimbap", "bulgogi"));
        await Api.HandleAsync(Store("sto_roma", "seocho", "margherita"));
        await Api.HandleAsync(Store("sto_closed", "gangnam", "toast") with { Open = false });
    }

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
        {
            await _api.DisposeAsync();
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

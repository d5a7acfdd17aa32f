using System.Net;
using System.Net.Http.Json;
using Delivery.Contracts;
using Delivery.Contracts.Riders;
using Delivery.Riders.Persistence;
using Delivery.Riders.Regions;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Shouldly;
using Xunit;

namespace Delivery.Riders.Tests;

/// <summary>The module with the regions of the demo profile and, apart from them, three islands in a row.</summary>
public abstract class RidersFixture(TestDatabase database) : IAsyncLifetime
{
    private ModuleHarness<RidersDbContext>? _module;
    private PostgresDatabase? _postgres;

    internal TestDatabase Database => database;

    internal ModuleHarness<RidersDbContext> Module => _module!;

    public async ValueTask InitializeAsync()
    {
        _postgres = database == TestDatabase.Postgres ? await PostgresDatabase.CreateAsync() : null;
        _module = await ModuleHarness.StartAsync<RidersDbContext>(new RidersModule(), options =>
        {
            options.Settings["ConnectionStrings:Delivery"] = _postgres?.ConnectionString;
            // With a broker there may be replicas, so transactions are let race. The harness never connects to it.
            options.Settings["Bus:RabbitMq"] = _postgres is null ? null : "amqp://localhost";
            options.Settings["Limits:Burst"] = "100000";
        });
        await _module.RunAsync(transaction =>
        {
            AddIslands(transaction.Db);
            return Task.CompletedTask;
        });
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

    internal static string NewOrder() => $"ord_{Guid.CreateVersion7():N}";

    internal static OfferDelivery Offer(
        string orderId, int radius = 0, string? requestId = "req-offer", int round = 1, string regionId = "gangnam") => new()
    {
        OrderId = orderId,
        RequestId = requestId,
        Round = round,
        RegionId = regionId,
        Radius = radius,
        StoreId = "sto_hanok",
        DeliveryAddress = "테헤란로 1",
        CustomerId = "customer-1",
        Fee = new Money(3000, "KRW"),
    };

    internal static ExpireDelivery Expire(string orderId, int round = 1) =>
        new() { OrderId = orderId, RequestId = "req-expire", Round = round };

    internal static CancelDelivery Cancel(string orderId, int round = 1) =>
        new() { OrderId = orderId, RequestId = "req-cancel", Round = round, Reason = "Cooked again" };

    internal static ReleaseRider Release(string orderId, int claim) =>
        new() { OrderId = orderId, RequestId = "req-release", Claim = claim };

    internal static ConfirmHandOver Confirm(
        string orderId, HandOverConfirmation by = HandOverConfirmation.Timeout, string? requestId = "req-confirm") =>
        new() { OrderId = orderId, RequestId = requestId, ConfirmedBy = by };

    /// <summary>A new delivery, searching in that region.</summary>
    internal async Task<string> OfferNewAsync(int radius = 0, string regionId = "gangnam")
    {
        var orderId = NewOrder();
        await Module.HandleAsync(Offer(orderId, radius, regionId: regionId));
        return orderId;
    }

    /// <summary>A client of a rider of that id who is on duty in those regions.</summary>
    internal async Task<HttpClient> OnDutyAsync(string riderId, params string[] regionIds)
    {
        var rider = Rider(riderId);
        (await DutyAsync(rider, onDuty: true, regionIds)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return rider;
    }

    /// <summary>A client of a new rider who is on duty in Gangnam.</summary>
    internal Task<HttpClient> NewRiderAsync() => OnDutyAsync($"rider-{Guid.NewGuid():N}", "gangnam");

    internal HttpClient Rider(string riderId) => Module.CreateClient(Roles.Rider, riderId);

    internal static Task<HttpResponseMessage> DutyAsync(HttpClient rider, bool onDuty, params string[] regionIds) =>
        rider.PutAsJsonAsync("/api/riders/me", new { onDuty, regionIds });

    internal static Task<HttpResponseMessage> ActAsync(HttpClient rider, string orderId, string action) =>
        rider.PostAsync(new Uri($"/api/deliveries/{orderId}/{action}", UriKind.Relative), content: null);

    /// <summary>The same, and it must succeed.</summary>
    internal static async Task MustAsync(HttpClient rider, string orderId, params string[] actions)
    {
        foreach (var action in actions)
        {
            var answer = await ActAsync(rider, orderId, action);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{action}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>The orders whose deliveries the rider sees, in all regions of the duty or in one.</summary>
    internal static async Task<List<string>> SeenAsync(HttpClient rider, string? region = null)
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var query = region is null ? "" : $"region={region}&";
            var answer = await rider.GetAsync(new Uri($"/api/deliveries?{query}limit=200&cursor={cursor}", UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var page = await answer.JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("orderId").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        return seen;
    }

    /// <summary>Everything that was published about the order, in order.</summary>
    internal IReadOnlyList<IOrderEvent> Events(string orderId) =>
        [.. Module.Sent.OfType<IOrderEvent>().Where(@event => @event.OrderId == orderId)];

    private static void AddIslands(RidersDbContext db)
    {
        string[] islands = ["island-1", "island-2", "island-3"];
        db.Regions.AddRange(islands.Select(id => new Region { RegionId = id, Name = new Dictionary<string, string> { ["en"] = id } }));
        foreach (var (first, second) in islands.Zip(islands.Skip(1)))
        {
            db.RegionNeighbours.Add(new RegionNeighbour { RegionId = first, NeighbourId = second });
            db.RegionNeighbours.Add(new RegionNeighbour { RegionId = second, NeighbourId = first });
        }
    }
}

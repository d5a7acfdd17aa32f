using Delivery.Contracts;
using Delivery.Contracts.Stores;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Stores.Persistence;
using Delivery.Testing.Api;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Delivery.Stores.Tests;

/// <summary>The module with the stores of the demo profile.</summary>
public abstract class StoresFixture(TestDatabase database) : IAsyncLifetime
{
    private ModuleApi<StoresDbContext>? _api;

    internal ModuleApi<StoresDbContext> Api => _api!;

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    internal TestDatabase Database => database;

    public async ValueTask InitializeAsync() =>
        _api = await ModuleApi.StartAsync<StoresDbContext>(new StoresModule(), database, Clock, ("Profile", "demo"));

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
        {
            await _api.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The owner of <c>sto_hanok</c>.</summary>
    internal HttpClient Owner() => Api.As(Roles.Owner, "owner-1");

    internal static string NewOrder() => $"ord_{Guid.CreateVersion7():N}";

    internal static OfferTicket Offer(string orderId, string? requestId = "req-offer", int round = 1, string storeId = "sto_hanok") => new()
    {
        OrderId = orderId,
        RequestId = requestId,
        StoreId = storeId,
        Round = round,
        Lines = [new OrderLine("bibimbap", "비빔밥", 2, 9000)],
        AnswerWithin = TimeSpan.FromMinutes(5),
    };

    internal static ExpireTicket Expire(string orderId, int round = 1) =>
        new() { OrderId = orderId, RequestId = "req-expire", Round = round };

    internal static RevokeTicket Revoke(string orderId, bool force = false, int round = 1) =>
        new() { OrderId = orderId, RequestId = "req-revoke", Round = round, Force = force, Reason = "Customer's wish" };

    internal async Task<string> OfferNewAsync()
    {
        var orderId = NewOrder();
        await Api.HandleAsync(Offer(orderId));
        return orderId;
    }

    internal Task<HttpResponseMessage> ActAsync(string orderId, string action) =>
        Owner().PostAsync(new Uri($"/api/stores/sto_hanok/tickets/{orderId}/{action}", UriKind.Relative), content: null);

    /// <summary>Everything that was published about the order, in order.</summary>
    internal async Task<IReadOnlyList<IOrderEvent>> EventsAsync(string orderId) => await Api.SentAsync<IOrderEvent>(orderId);
}

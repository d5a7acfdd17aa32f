using Delivery.Contracts;
using Delivery.Contracts.Stores;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Stores.Persistence;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Delivery.Stores.Tests;

/// <summary>The module with the stores of the demo profile.</summary>
public abstract class StoresFixture(TestDatabase database) : IAsyncLifetime
{
    private ModuleHarness<StoresDbContext>? _module;
    private PostgresDatabase? _postgres;

    internal FakeTimeProvider Clock => Module.Time;

    internal TestDatabase Database => database;

    internal ModuleHarness<StoresDbContext> Module => _module!;

    public async ValueTask InitializeAsync()
    {
        _postgres = database == TestDatabase.Postgres ? await PostgresDatabase.CreateAsync() : null;
        _module = await ModuleHarness.StartAsync<StoresDbContext>(new StoresModule(), options =>
        {
            options.Settings["ConnectionStrings:Delivery"] = _postgres?.ConnectionString;
            // With a broker there may be replicas, so transactions are let race. The harness never connects to it.
            options.Settings["Bus:RabbitMq"] = _postgres is null ? null : "amqp://localhost";
            options.Settings["Limits:Burst"] = "100000";
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

    /// <summary>The owner of <c>sto_hanok</c>.</summary>
    internal HttpClient Owner() => Module.CreateClient(Roles.Owner, "owner-1");

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
        await Module.HandleAsync(Offer(orderId));
        return orderId;
    }

    internal Task<HttpResponseMessage> ActAsync(string orderId, string action) =>
        Owner().PostAsync(new Uri($"/api/stores/sto_hanok/tickets/{orderId}/{action}", UriKind.Relative), content: null);

    /// <summary>Everything that was published about the order, in order.</summary>
    internal IReadOnlyList<IOrderEvent> Events(string orderId) =>
        [.. Module.Sent.OfType<IOrderEvent>().Where(@event => @event.OrderId == orderId)];
}

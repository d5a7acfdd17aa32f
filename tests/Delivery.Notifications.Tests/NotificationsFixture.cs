using System.Net.Http.Json;
using System.Text.Json;
using Delivery.Contracts.Status;
using Delivery.Notifications.Data;
using Delivery.Notifications.Deliveries;
using Delivery.ServiceDefaults.Authorization;
using Delivery.Testing.Harness;
using Delivery.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Notifications.Tests;

/// <summary>The module with its worker, which the clock of the test drives; webhooks may go to this machine.</summary>
public abstract class NotificationsFixture(TestDatabase database) : IAsyncLifetime
{
    private ModuleHarness<NotificationsDbContext>? _module;
    private PostgresDatabase? _postgres;

    internal ModuleHarness<NotificationsDbContext> Module => _module!;

    /// <summary>False where a test wants to claim by itself.</summary>
    protected virtual bool RunsWorker => true;

    public async ValueTask InitializeAsync()
    {
        _postgres = database == TestDatabase.Postgres ? await PostgresDatabase.CreateAsync() : null;
        _module = await ModuleHarness.StartAsync<NotificationsDbContext>(new NotificationsModule(), options =>
        {
            options.RunHostedServices = RunsWorker;
            options.Settings["ConnectionStrings:Delivery"] = _postgres?.ConnectionString;
            // Never reached, but it lets writers run beside each other, as only the in-memory bus does not.
            options.Settings["Bus:RabbitMq"] = _postgres is null ? null : "amqp://nobody@127.0.0.1:1";
            options.Settings["Limits:Burst"] = "100000";
            options.Settings["Retention:Batch"] = "2";
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

    internal static OrderStatusChanged Change(string orderId, string customerId, int version = 1) => new()
    {
        OrderId = orderId,
        Version = version,
        At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        Status = OrderStatus.Cooking,
        Previous = OrderStatus.Accepted,
        CustomerId = customerId,
        StoreId = "sto_hanok",
    };

    /// <summary>Subscribes and gives the answer.</summary>
    internal async Task<JsonElement> SubscribeAsync(string owner, object request, string role = Roles.Customer)
    {
        var response = await Module.CreateClient(role, owner).PostAsJsonAsync("/api/subscriptions", request);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        return await response.JsonAsync();
    }

    internal Task<List<NotificationDelivery>> DeliveriesAsync(string orderId) => Module.QueryAsync(db =>
        db.Deliveries.AsNoTracking().Where(delivery => delivery.OrderId == orderId).OrderBy(delivery => delivery.DeliveryId).ToListAsync());
}

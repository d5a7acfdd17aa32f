using Delivery.Messaging.Retention;
using Delivery.Notifications.Data;
using Delivery.Notifications.Deliveries;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Notifications.Tests.Deliveries;

public abstract class DeliveryRetentionTests(NotificationsFixture fixture)
{
    private const string Order = "ord_retention";

    [Fact]
    public async Task Run_OldDeliveries_DeletesThoseThatAreDoneWith()
    {
        var now = fixture.Module.Time.GetUtcNow();
        await fixture.Module.RunAsync(transaction =>
        {
            foreach (var createdAt in new[] { now.AddDays(-40), now.AddDays(-31), now.AddDays(-29) })
            {
                transaction.Db.Deliveries.Add(Delivery("pending", createdAt, _ => { }));
                transaction.Db.Deliveries.Add(Delivery("delivered", createdAt, delivery => delivery.Succeed(createdAt)));
                transaction.Db.Deliveries.Add(Delivery("failed", createdAt, delivery => delivery.Fail("It failed.", TimeSpan.FromDays(2), createdAt)));
                transaction.Db.Deliveries.Add(Delivery("cancelled", createdAt, delivery => delivery.Cancel()));
            }

            return Task.CompletedTask;
        });

        (await RunAsync()).ShouldBe(6);

        var left = await fixture.DeliveriesAsync(Order);
        left.Where(delivery => delivery.CreatedAt == now.AddDays(-29)).Select(delivery => delivery.State)
            .ShouldBe([DeliveryState.Pending, DeliveryState.Delivered, DeliveryState.Failed, DeliveryState.Cancelled], ignoreOrder: true);
        left.Where(delivery => delivery.CreatedAt < now.AddDays(-30)).Select(delivery => delivery.State)
            .ShouldBe([DeliveryState.Pending, DeliveryState.Pending]);
        (await RunAsync()).ShouldBe(0);
    }

    private Task<int> RunAsync() => fixture.Module.Services.GetRequiredService<IRetention<NotificationsDbContext>>()
        .DeleteAsync(fixture.Module.Time.GetUtcNow(), CancellationToken.None);

    private static NotificationDelivery Delivery(string name, DateTimeOffset createdAt, Action<NotificationDelivery> happens)
    {
        var delivery = new NotificationDelivery
        {
            EventId = $"{name}-{createdAt.DayOfYear}",
            SubscriptionId = "sub_1",
            Endpoint = "https://example.com",
            OrderId = Order,
            EventType = "order.status_changed",
            Body = "{}",
            CreatedAt = createdAt,
            DueAt = createdAt,
            GiveUpAt = createdAt.AddDays(1),
        };
        happens(delivery);
        return delivery;
    }
}

using Delivery.Messaging.Inbox;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Tests.Bus;
using Delivery.Messaging.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Delivery.Messaging.Tests.Persistence;

[Trait("Needs", "Server")]
public sealed class LostRaceTests
{
    [Fact]
    public async Task RunAsync_AnotherTransactionIsFaster_RunsAgainAndComplainsToNobody()
    {
        using var log = new ErrorLog();
        await using var setup = await BrokerSetup.CreateAsync();
        await using var host = await BusHost.StartAsync(setup.Settings, builder =>
        {
            builder.Logging.AddProvider(log);
            builder.AddTestModule<Orders>();
        });
        var messageId = Guid.NewGuid();
        var attempts = 0;

        await host.Services.GetRequiredService<Transactions<TestDbContext<Orders>>>().RunAsync(
            async (transaction, token) =>
            {
                if (++attempts == 1)
                {
                    await host.QueryAsync<Orders, int>(faster =>
                    {
                        faster.Inbox.Add(RecordOf(messageId));
                        return faster.SaveChangesAsync(token);
                    });
                }

                if (attempts == 1 || !await transaction.Db.Inbox.AnyAsync(record => record.MessageId == messageId, token))
                {
                    transaction.Db.Inbox.Add(RecordOf(messageId));
                }
            },
            TestContext.Current.CancellationToken);

        attempts.ShouldBe(2);
        log.Lines.ShouldBeEmpty();
    }

    private static InboxMessage RecordOf(Guid messageId) =>
        new() { Endpoint = "orders", MessageId = messageId, HandledAt = TimeProvider.System.GetUtcNow() };
}

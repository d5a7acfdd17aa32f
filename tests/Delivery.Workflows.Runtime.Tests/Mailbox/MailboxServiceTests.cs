using System.Text.Json.Nodes;
using Delivery.Contracts.Payments;
using Delivery.Testing;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Mailbox;

public abstract class MailboxServiceTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Order = "ord_1";
    private const string Placed = "Orders.OrderPlaced";
    private const string Cancelled = "Orders.CancellationRequested";

    [Fact]
    public async Task Purge_ExpiredMessage_DeletesItAndItsHashes()
    {
        var host = await StartAsync();
        await host.TakeAsync(TestMessages.Cancellation(Order));
        Time.Advance(TimeSpan.FromHours(23));
        await host.TakeAsync(TestMessages.Cancellation("ord_2"));
        Time.Advance(TimeSpan.FromHours(2));

        await host.Mailbox.PurgeAsync(CancellationToken.None);

        (await host.QueryAsync(db => db.Mailbox.SingleAsync())).CorrelationId.ShouldBe("ord_2");
        (await host.QueryAsync(db => db.MailboxHashes.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Purge_MoreThanABatch_DeletesAll()
    {
        var host = await StartAsync(options => options with { Configure = runtime => runtime.MailboxPurgeBatchSize = 3 });
        for (var number = 1; number <= 10; number++)
        {
            await host.TakeAsync(TestMessages.Cancellation($"ord_{number}"));
        }

        Time.Advance(TimeSpan.FromHours(25));
        await host.Mailbox.PurgeAsync(CancellationToken.None);

        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deliver_EventForAnInstanceThatHasChangedItsCorrelationSince_ReachesIt(bool drains)
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence(
            "order",
            Elsa.StartsWith(Placed),
            Elsa.Activity("Elsa.Fork", "fork", ("joinMode", "WaitAll"), ("branches", new JsonArray(
                Elsa.Event("hear", "Storm"),
                Elsa.Activity("Elsa.Sequence", "other", ("activities", new JsonArray(
                    Elsa.WaitsFor("Stores.CookingStarted"),
                    Elsa.Activity("Elsa.Correlate", "correlate", ("correlationId", Elsa.Literal("String", "ord_new"))),
                    Elsa.WaitsFor(Cancelled, "last")))))))));
        await host.PublishAsync(Elsa.Sequence("teller", Elsa.Publish("tell", "Storm")));
        await host.TakeAsync(TestMessages.Placed(Order));
        await host.Instances.StartAsync("teller", correlationId: null, input: null, CancellationToken.None);
        if (!drains)
        {
            // As a crash right behind the commit leaves it: only the sweep finds the mail.
            await host.QueryAsync(db => db.Mailbox.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.RetryAt, Time.GetUtcNow())));
        }

        await host.TakeAsync(TestMessages.Cooking(Order)).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await host.Mailbox.SweepAsync(CancellationToken.None);

        (await host.CompletedAsync("ord_new")).ShouldContain("hear");
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Sweep_ExpiredMessage_IsNotDelivered()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cancelled)));
        await host.TakeAsync(TestMessages.Cancellation(Order));
        Time.Advance(TimeSpan.FromHours(25));

        await host.TakeAsync(TestMessages.Placed(Order));
        await host.Mailbox.SweepAsync(CancellationToken.None);

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Sweep_MessageLeftBesideItsBookmark_IsDelivered()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cancelled)));
        await LeaveAsync(host, TestMessages.Cancellation(Order));

        await host.Mailbox.SweepAsync(CancellationToken.None);

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Sweep_TriggerMessageKeptBeforeTheDefinitionWasPublished_StartsTheInstance()
    {
        var host = await StartAsync();
        await host.TakeAsync(TestMessages.Placed(Order));
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cancelled)));

        await host.Mailbox.SweepAsync(CancellationToken.None);
        await host.Mailbox.SweepAsync(CancellationToken.None);

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Sweep_BurstFails_KeepsTheMessageAndGivesItUpWithAnIncident()
    {
        var host = await StartAsync(options => options with { Configure = runtime => runtime.MaxAttempts = 2 });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor(Cancelled)));
        await LeaveAsync(host, TestMessages.Cancellation(Order));
        await host.QueryAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(row => row.BundleHash, "missing")));

        await host.Mailbox.SweepAsync(CancellationToken.None);
        (await host.QueryAsync(db => db.Mailbox.SingleAsync())).Attempts.ShouldBe(1);
        await host.Mailbox.SweepAsync(CancellationToken.None);
        (await host.QueryAsync(db => db.Mailbox.SingleAsync())).Attempts.ShouldBe(1, "it waits before the next attempt");
        Time.Advance(TimeSpan.FromSeconds(2));
        await host.Mailbox.SweepAsync(CancellationToken.None);
        Time.Advance(TimeSpan.FromDays(2));
        await host.Mailbox.PurgeAsync(CancellationToken.None);

        (await host.QueryAsync(db => db.Mailbox.SingleAsync())).Error.ShouldNotBeNull().ShouldContain("missing");
        (await host.QueryAsync(db => db.Incidents.SingleAsync())).CorrelationId.ShouldBe(Order);
        await RepairAsync(host);
        (await host.Instances.RetryAsync((await host.InstanceOfAsync(Order)).Id, "test", CancellationToken.None)).ShouldBe(1);
        await host.Mailbox.SweepAsync(CancellationToken.None);
        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Publish_EventSeveralInstancesWaitFor_EachTakesIt()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("listener", Elsa.StartsWith(Placed), Elsa.Event("listen", "Storm")));
        await host.PublishAsync(Elsa.Sequence("speaker", Elsa.StartsWith(Cancelled), Elsa.Publish("speak", "Storm")));
        await host.TakeAsync(TestMessages.Placed("ord_1"));
        await host.TakeAsync(TestMessages.Placed("ord_2"));

        await host.TakeAsync(TestMessages.Cancellation("ord_3"));
        await host.Mailbox.SweepAsync(CancellationToken.None);

        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.InstanceOfAsync("ord_2")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Publish_EventThatStartsAWorkflow_StartsItOnce()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence(
            "listener", Elsa.Event("listen", "Storm").With("canStartWorkflow", true), Elsa.Delay("delay", "00:01:00")));
        await host.PublishAsync(Elsa.Sequence("speaker", Elsa.StartsWith(Cancelled), Elsa.Publish("speak", "Storm")));

        await host.TakeAsync(TestMessages.Cancellation("ord_3"));
        await host.Mailbox.SweepAsync(CancellationToken.None);
        await host.Mailbox.SweepAsync(CancellationToken.None);

        (await host.QueryAsync(db => db.Instances.CountAsync(instance => instance.DefinitionId == "listener"))).ShouldBe(1);
    }

    [Fact]
    public async Task Publish_LocalEvent_IsHeardByItsOwnInstanceOnly()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("listener", Elsa.StartsWith(Placed), Elsa.Event("listen", "Storm")));
        await host.PublishAsync(Elsa.Sequence(
            "speaker", Elsa.StartsWith(Cancelled), Elsa.Publish("speak", "Storm", local: true), Elsa.Event("listen", "Storm")));
        await host.TakeAsync(TestMessages.Placed("ord_1"));

        await host.TakeAsync(TestMessages.Cancellation("ord_3"));
        await host.Mailbox.SweepAsync(CancellationToken.None);

        (await host.InstanceOfAsync("ord_3")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.InstanceOfAsync("ord_1")).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Execute_EventForAnotherInstance_IsDeliveredRightAfterTheCommit()
    {
        var host = await StartAsync(options => options with
        {
            RunHostedServices = true,
            // Nobody would look again by himself.
            Configure = runtime => runtime.MailboxSweepInterval = TimeSpan.FromHours(10),
        });
        await host.PublishAsync(Elsa.Sequence("listener", Elsa.StartsWith(Placed), Elsa.Event("listen", "Storm")));
        await host.PublishAsync(Elsa.Sequence("speaker", Elsa.StartsWith(Cancelled), Elsa.Publish("speak", "Storm")));
        await host.TakeAsync(TestMessages.Placed("ord_1"));

        await host.TakeAsync(TestMessages.Cancellation("ord_3"));

        await Eventually.TrueAsync(
            async () => (await host.InstanceOfAsync("ord_1")).SubStatus == WorkflowSubStatus.Finished, "the event is delivered");
    }

    [Fact]
    public async Task Finish_MailOfTheCorrelation_IsDeletedWithTheLastInstance()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Asks("capture")));
        await host.TakeAsync(TestMessages.Placed(Order));
        await host.TakeAsync(TestMessages.Cancellation(Order));
        await host.TakeAsync(TestMessages.Cancellation("ord_2"));

        await host.TakeAsync(TestMessages.Captured(Order, host.Sent.OfType<CapturePayment>().Single().RequestId));

        (await host.QueryAsync(db => db.Mailbox.SingleAsync())).CorrelationId.ShouldBe("ord_2");
    }

    private static async Task RepairAsync(RuntimeHost host)
    {
        var bundle = await host.QueryAsync(db => db.Bundles.Select(stored => stored.Hash).SingleAsync());
        await host.QueryAsync(db => db.Instances.ExecuteUpdateAsync(set => set.SetProperty(row => row.BundleHash, bundle)));
    }

    /// <summary>As a process that died between a commit and its deliveries leaves it: a message in the mailbox, and the bookmark it matches.</summary>
    private static async Task LeaveAsync(RuntimeHost host, Contracts.Orders.CancellationRequested message)
    {
        await host.TakeAsync(message);
        var hidden = message.OrderId + "_hidden";
        await host.QueryAsync(db => db.Mailbox.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.CorrelationId, hidden)));
        await host.TakeAsync(TestMessages.Placed(message.OrderId));
        await host.QueryAsync(db => db.Mailbox.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.CorrelationId, message.OrderId)));
        (await host.InstanceOfAsync(message.OrderId)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }
}

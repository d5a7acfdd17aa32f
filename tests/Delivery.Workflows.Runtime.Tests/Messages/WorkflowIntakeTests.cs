using Delivery.Contracts.Payments;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Messages;

public abstract class WorkflowIntakeTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Order = "ord_1";
    private const string Placed = "Orders.OrderPlaced";

    [Fact]
    public async Task Take_TriggerMatches_StartsInstanceAndSendsItsCommand()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Asks("capture")));

        await host.TakeAsync(TestMessages.Placed(Order));

        var instance = await host.InstanceOfAsync(Order);
        instance.Status.ShouldBe(WorkflowStatus.Running);
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        var command = host.Sent.ShouldHaveSingleItem().ShouldBeOfType<CapturePayment>();
        command.OrderId.ShouldBe(Order);
        command.RequestId.ShouldNotBeNull().ShouldStartWith(instance.Id + ":");
    }

    [Fact]
    public async Task Take_AnswerMatchesBookmark_ResumesInstanceToItsEnd()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Asks("capture")));
        await host.TakeAsync(TestMessages.Placed(Order));

        await host.TakeAsync(TestMessages.Captured(Order, RequestId(host)));

        var instance = await host.InstanceOfAsync(Order);
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        instance.FinishedAt.ShouldBe(Time.GetUtcNow());
        (await host.QueryAsync(db => db.Bookmarks.CountAsync())).ShouldBe(0);
        (await host.CompletedAsync(Order)).ShouldContain("capture");
    }

    [Fact]
    public async Task Take_SameMessageTwice_StartsOneInstance()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Asks("capture")));
        var messageId = Guid.CreateVersion7();

        await host.TakeAsync(TestMessages.Placed(Order), messageId);
        await host.TakeAsync(TestMessages.Placed(Order), messageId);

        (await host.InstancesOfAsync(Order)).Count.ShouldBe(1);
        host.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Take_SameAnswerTwice_ResumesOnce()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence(
            "order", Elsa.StartsWith(Placed), Elsa.WaitsFor("Stores.CookingStarted", "first"), Elsa.WaitsFor("Stores.CookingStarted", "second")));
        await host.TakeAsync(TestMessages.Placed(Order));
        var messageId = Guid.CreateVersion7();

        await host.TakeAsync(TestMessages.Cooking(Order), messageId);
        await host.TakeAsync(TestMessages.Cooking(Order), messageId);

        (await host.CompletedAsync(Order)).ShouldBe(["start", "first"], ignoreOrder: true);
    }

    [Fact]
    public async Task Take_MessageBeforeItsInstance_WaitsAndIsTakenWhenTheInstanceAsks()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor("Orders.CancellationRequested")));

        await host.TakeAsync(TestMessages.Cancellation(Order));
        (await host.CountMailAsync()).ShouldBe(1);
        await host.TakeAsync(TestMessages.Placed(Order));

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Take_SeveralMessagesBeforeTheirTime_AreTakenInTheirOrder()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence(
            "order",
            Elsa.StartsWith(Placed),
            Elsa.WaitsFor("Orders.CancellationRequested", "cancel"),
            Elsa.WaitsFor("Stores.CookingStarted", "cooking"),
            Elsa.Asks("capture")));

        await host.TakeAsync(TestMessages.Cooking(Order));
        await host.TakeAsync(TestMessages.Cancellation(Order));
        await host.TakeAsync(TestMessages.Placed(Order));

        (await host.CompletedAsync(Order)).ShouldBe(["start", "cancel", "cooking"]);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Take_AnswerBeforeTheQuestionIsCommitted_IsTakenWithTheCommit()
    {
        RuntimeHost? host = null;
        // The answer overtakes the burst that asks: it arrives while that burst is being computed, on another replica.
        var other = await StartAsync();
        host = await StartAsync(options => options with
        {
            Probe = context => other.TakeAsync(
                TestMessages.Captured(Order, $"{context.InstanceId}:{Number(context.ActivityInstanceId, 1)}")).GetAwaiter().GetResult(),
        });
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Probe(), Elsa.Asks("capture")));

        await host.TakeAsync(TestMessages.Placed(Order));

        (await host.CompletedAsync(Order)).ShouldContain("capture");
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Take_AnswerToEarlierAttempt_ResumesNothing()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Asks("first", timeout: "00:00:10"), Elsa.Asks("second")));
        await host.TakeAsync(TestMessages.Placed(Order));
        var stale = RequestId(host);
        Time.Advance(TimeSpan.FromSeconds(11));
        await host.Timers.FireDueAsync(CancellationToken.None);

        await host.TakeAsync(TestMessages.Captured(Order, stale));
        (await host.CompletedAsync(Order)).ShouldBe(["start", "first"]);
        await host.TakeAsync(TestMessages.Captured(Order, RequestId(host)));

        (await host.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        // The stale answer waited for nobody; it goes when its instance ends.
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Take_BroadcastNobodyWaitsFor_IsDropped()
    {
        var host = await StartAsync();
        var messageId = Guid.CreateVersion7();

        await host.TakeAsync(TestMessages.Offered(Order), messageId);

        (await host.CountMailAsync()).ShouldBe(0);
        (await host.IsHandledAsync(messageId)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Correlation")]
    [InlineData("CorrelatedSingleton")]
    public async Task Take_SecondOrderUnderOneCorrelation_IsHeldBackByTheStrategy(string strategy)
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.SequenceWith(Elsa.ActivationStrategy(strategy), "order", Elsa.StartsWith(Placed), Elsa.Asks("capture")));

        await host.TakeAsync(TestMessages.Placed(Order));
        await host.TakeAsync(TestMessages.Placed(Order));
        await host.TakeAsync(TestMessages.Placed("ord_2"));

        (await host.InstancesOfAsync(Order)).Count.ShouldBe(1);
        (await host.InstancesOfAsync("ord_2")).Count.ShouldBe(1);
        (await host.CountMailAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("Correlation")]
    [InlineData("CorrelatedSingleton")]
    public async Task Take_TwoStartsUnderOneCorrelationOnTwoRuntimes_OneIsHeldBackByTheStrategy(string strategy)
    {
        // Both have found no running instance and are computing theirs when they meet. One commit loses, and looks again.
        using var meeting = new Meeting(2);
        var one = await StartAsync(options => options with { Probe = meeting.Attend });
        var two = await StartAsync(options => options with { Probe = meeting.Attend });
        await one.PublishAsync(Elsa.SequenceWith(
            Elsa.ActivationStrategy(strategy), "order", Elsa.StartsWith(Placed), Elsa.Probe(), Elsa.Asks("capture")));

        await Task.WhenAll(
            Task.Run(() => one.TakeAsync(TestMessages.Placed(Order)), TestContext.Current.CancellationToken),
            Task.Run(() => two.TakeAsync(TestMessages.Placed(Order)), TestContext.Current.CancellationToken));

        meeting.Attended.ShouldBe(2);
        (await one.InstancesOfAsync(Order)).Count.ShouldBe(1);
        one.Sent.Count.ShouldBe(1);
        (await one.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Take_FirstBurstChangesTheCorrelation_TheStrategyJudgesByThatOfTheStart()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.SequenceWith(
            Elsa.ActivationStrategy("CorrelatedSingleton"),
            "order",
            Elsa.StartsWith(Placed),
            Elsa.Activity("Elsa.Correlate", "move", ("correlationId", Elsa.Literal("String", "ord_2"))),
            Elsa.Asks("capture")));

        await host.TakeAsync(TestMessages.Placed(Order));
        await host.TakeAsync(TestMessages.Placed(Order));

        (await host.InstancesOfAsync("ord_2")).Count.ShouldBe(2, "under the first order nothing runs any more");
    }

    [Fact]
    public async Task Take_AnotherDefinitionRunsUnderTheCorrelation_OnlyTheStrategyOfTheCorrelationHoldsBack()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("other", Elsa.StartsWith("Stores.CookingStarted"), Elsa.Asks("capture")));
        await host.PublishAsync(Elsa.SequenceWith(Elsa.ActivationStrategy("Correlation"), "alone", Elsa.StartsWith(Placed), Elsa.Asks("capture")));
        await host.PublishAsync(Elsa.SequenceWith(
            Elsa.ActivationStrategy("CorrelatedSingleton"), "beside", Elsa.StartsWith(Placed), Elsa.Asks("capture")));
        await host.TakeAsync(TestMessages.Cooking(Order));

        await host.TakeAsync(TestMessages.Placed(Order));

        (await host.InstancesOfAsync(Order)).Select(instance => instance.DefinitionId).ShouldBe(["other", "beside"], ignoreOrder: true);
    }

    [Fact]
    public async Task Take_TwoMessagesForOneInstanceOnTwoRuntimes_BothAreTaken()
    {
        // Both runtimes compute from the same revision: they meet in the middle of their bursts. One commit loses and is computed again.
        using var meeting = new Meeting(2);
        var one = await StartAsync(options => options with { Probe = meeting.Attend });
        var two = await StartAsync(options => options with { Probe = meeting.Attend });
        await one.PublishAsync(TwoBranches());
        await one.TakeAsync(TestMessages.Placed(Order));

        await Task.WhenAll(
            Task.Run(() => one.TakeAsync(TestMessages.Cancellation(Order)), TestContext.Current.CancellationToken),
            Task.Run(() => two.TakeAsync(TestMessages.Cooking(Order)), TestContext.Current.CancellationToken));

        meeting.Attended.ShouldBe(3);
        (await one.InstanceOfAsync(Order)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await one.CompletedAsync(Order)).Count(activity => activity.StartsWith("probe", StringComparison.Ordinal)).ShouldBe(2);
        (await one.CountMailAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Take_MessageRacesWithItsInstanceOnTwoRuntimes_TheyNeverMissEachOther()
    {
        var one = await StartAsync();
        var two = await StartAsync();
        await one.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.WaitsFor("Orders.CancellationRequested")));
        string[] orders = [.. Enumerable.Range(1, 60).Select(number => $"ord_{number}")];

        await Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (order, token) => await Task.WhenAll(
            Task.Run(() => one.TakeAsync(TestMessages.Placed(order)), token),
            Task.Run(() => two.TakeAsync(TestMessages.Cancellation(order)), token)));

        // Nobody swept: whoever came second has found the other.
        (await one.CountMailAsync()).ShouldBe(0);
        (await one.QueryAsync(db => db.Instances.CountAsync(instance => instance.SubStatus == WorkflowSubStatus.Finished))).ShouldBe(60);
    }

    [Fact]
    public async Task Take_BurstThatCannotBeCommitted_ThrowsAndCommitsNothing()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("order", Elsa.StartsWith(Placed), Elsa.Asks("capture"), Elsa.Probe()));
        // Without a correlation the command has no order: the contract refuses it.
        await host.PublishAsync(Elsa.Sequence(
            "broken", Elsa.StartsWith("Stores.CookingStarted"),
            Elsa.Activity("Elsa.Correlate", "forget", ("correlationId", Elsa.Expression("String", "JavaScript", "null"))),
            Elsa.Asks("capture")));
        var messageId = Guid.CreateVersion7();

        await Should.ThrowAsync<Exception>(() => host.TakeAsync(TestMessages.Cooking(Order), messageId));

        (await host.InstancesOfAsync(Order)).ShouldBeEmpty();
        (await host.IsHandledAsync(messageId)).ShouldBeFalse();
    }

    /// <summary>After the start it waits for two messages at once; each is followed by a probe.</summary>
    internal static WorkflowDefinition TwoBranches() => WorkflowDefinition.Parse($$"""
        {
          "definitionId": "order", "version": 1,
          "root": {
            "id": "flow", "type": "Elsa.Flowchart", "version": 1, "customProperties": {}, "variables": [],
            "activities": [
              {{Elsa.StartsWith(Placed).ToJsonString()}},
              {{Elsa.WaitsFor("Orders.CancellationRequested", "cancel").ToJsonString()}},
              {{Elsa.WaitsFor("Stores.CookingStarted", "cooking").ToJsonString()}},
              {{Elsa.Probe("probe1").ToJsonString()}},
              {{Elsa.Probe("probe2").ToJsonString()}}
            ],
            "connections": [
              { "source": { "activity": "start", "port": "Done" }, "target": { "activity": "cancel", "port": "In" } },
              { "source": { "activity": "start", "port": "Done" }, "target": { "activity": "cooking", "port": "In" } },
              { "source": { "activity": "cancel", "port": "Done" }, "target": { "activity": "probe1", "port": "In" } },
              { "source": { "activity": "cooking", "port": "Done" }, "target": { "activity": "probe2", "port": "In" } }
            ]
          }
        }
        """);

    private static string RequestId(RuntimeHost host) => host.Sent.OfType<CapturePayment>().Last().RequestId!;

    /// <summary>The id of the execution so many after this one.</summary>
    private static string Number(string activityInstanceId, int offset)
    {
        var dash = activityInstanceId.LastIndexOf('-');
        return $"{activityInstanceId[..dash]}-{int.Parse(activityInstanceId.AsSpan(dash + 1), System.Globalization.CultureInfo.InvariantCulture) + offset}";
    }
}
